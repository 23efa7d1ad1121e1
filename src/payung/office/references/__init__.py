"""Reference lists: dated, hashed, immutable, encrypted at rest."""
