"""Claims: what happened to a participant, what the family is owed, and how the family fares afterwards."""
