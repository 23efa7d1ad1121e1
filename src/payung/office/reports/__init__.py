"""Reports that the office owes: made by themselves on their day, kept as they were, sent with a letter."""
