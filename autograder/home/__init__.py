"""The student's side: `pytest` with a scoreboard. Needs no more than the bundle has."""
