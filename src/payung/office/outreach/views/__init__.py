"""Pages of activities, by what they are about."""
