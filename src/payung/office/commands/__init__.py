"""Commands of ``payung`` that need the office: areas, journal, serve, demo, manage."""
