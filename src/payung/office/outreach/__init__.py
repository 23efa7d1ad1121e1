"""Activities with people: planned, attended, minuted, photographed; what was agreed, and what they reached."""
