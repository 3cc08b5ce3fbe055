"""`python -m autograder` and the command `autograder`."""

import os
import sys

from autograder.threads import ONE_THREAD


def main() -> None:
    """Run the command line, or say what is missing for it."""
    os.environ |= ONE_THREAD
    try:
        from autograder.cli import app  # noqa: PLC0415 - a student's installation lacks its needs
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("autograder"):
            raise
        sys.exit(
            f"The command needs {error.name}: pip install 'convgrade[grade]'. "
            "To check homework, `pytest` is enough."
        )
    app()


if __name__ == "__main__":
    main()
