"""Who works here: users, their duties (a role in an area), what each role may do."""
