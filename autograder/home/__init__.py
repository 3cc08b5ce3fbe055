"""The student's side: `pytest` in the bundle, with a scoreboard. Needs no more than the bundle has."""
