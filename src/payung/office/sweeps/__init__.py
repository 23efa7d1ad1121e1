"""Sweeps: lists run over everybody in cover, and the work that comes of it. Deaths, doubles, other payers."""
