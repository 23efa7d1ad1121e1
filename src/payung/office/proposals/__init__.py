"""Proposals: files and rows, findings, review, the reply to the village."""
