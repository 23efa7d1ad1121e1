"""Budgets: what money buys in people, months and rights, and what falls away after it."""
