"""What every app of the office stands on: acts, the vault, bulk writes, public identifiers."""
