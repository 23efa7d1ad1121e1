"""The continuity guard: who loses which right on which day if nothing is paid, and what it takes to prevent it."""
