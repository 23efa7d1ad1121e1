"""Working days: the holidays of the calendar, and what the office knows better."""
