"""Seeded synthetic people, their messy spreadsheets and lists, for demonstration, tests and benchmarks."""
