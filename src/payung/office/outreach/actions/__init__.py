"""Every write on activities, by what it is about."""
