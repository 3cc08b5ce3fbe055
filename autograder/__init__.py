"""Homework on convolutional networks from scratch: checks at home, grading behind a wall."""

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Make `%load_ext autograder` work in a notebook: it adds `%check`."""
    from autograder.home.notebook import load  # noqa: PLC0415 - of no use anywhere else

    load(shell)
