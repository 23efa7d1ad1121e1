"""Every write on aid in kind, by what it is about."""
