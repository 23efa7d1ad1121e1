"""The four counts, coverage shares, and what they are made of."""
