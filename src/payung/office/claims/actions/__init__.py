"""Acts on claims: reporting, facts, papers, the way to the money, school years, visits."""
