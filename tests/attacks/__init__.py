"""Attacks on the wall, the readers and the grader, each with its outcome."""
