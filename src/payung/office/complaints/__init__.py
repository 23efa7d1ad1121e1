"""Complaints of anybody, with a ticket and an answer by a day; and a citizen's look at the own cover."""
