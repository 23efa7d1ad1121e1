"""Decisions: generated, submitted, approved, frozen."""
