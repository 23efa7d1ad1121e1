"""Reconciliation: decided, enrolled, billed and paid side by side, and everybody behind each difference."""
