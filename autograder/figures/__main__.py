"""`python -m autograder.figures [COURSE]` draws the handouts' figures that are stale."""

import sys
from pathlib import Path

from autograder.course import CourseError, find_course
from autograder.figures import draw_stale


def main(arguments: list[str]) -> int:
    """Draw, say what was drawn, and return the exit status."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        sys.stderr.write("Usage: python -m autograder.figures [COURSE]\n")
        return 2
    try:
        course = find_course(Path(arguments[0]) if arguments else None)
    except CourseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for path in draw_stale(course):
        sys.stdout.write(f"{path.relative_to(course.root)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
