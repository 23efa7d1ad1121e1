"""Overpayments: months that were paid and need not have been, what is claimed back, and what became of it."""
