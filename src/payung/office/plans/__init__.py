"""Plans: the best use of a programme's funds for the people accepted, frozen, compared, and turned into a list."""
