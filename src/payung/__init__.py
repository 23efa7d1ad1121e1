"""Payung: cover for vulnerable informal workers, from the village's spreadsheet to the paid month."""

__version__ = "0.1.0"
