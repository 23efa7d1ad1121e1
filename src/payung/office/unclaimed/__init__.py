"""Deaths of members that nobody has claimed: found, worked through, and turned into claims."""
