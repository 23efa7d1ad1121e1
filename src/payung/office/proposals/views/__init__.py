"""Pages of the proposals: sending, what became of it, the people, the review desk, entry by hand."""
