"""Decrees, letters, cards, bills, packs."""
