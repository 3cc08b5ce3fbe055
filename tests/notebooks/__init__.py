"""Notebooks: a course for nbgrader, the student's own checks, grading behind the wall."""
