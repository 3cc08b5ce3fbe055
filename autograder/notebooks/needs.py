"""Say what to install where nbgrader is not."""

from __future__ import annotations

import importlib.util

from autograder.course import CourseError

INSTALL = "pip install 'convgrade[grade,nbgrader]'"


def demand_nbgrader() -> None:
    """Raise CourseError where nbgrader is not installed. Loads nothing of it."""
    if importlib.util.find_spec("nbgrader") is None:
        raise CourseError(f"This needs nbgrader, which is not installed: {INSTALL}")
