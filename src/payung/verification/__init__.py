"""Checks over proposed rows and reference lists; an outcome and reasons for every row."""
