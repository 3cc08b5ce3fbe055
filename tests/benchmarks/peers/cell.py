"""Run one of the course's checks on functions that are in this process: for graders that do so.

Copied beside the peers' tests, with the course's folder in COURSE.
"""

import os
from functools import cache
from pathlib import Path

from autograder.checks.drawing import configured, is_property
from autograder.checks.student import Student
from autograder.course import Course, load_module, load_reference
from autograder.in_process import asker

ASSIGNMENT = Course(Path(os.environ["COURSE"])).find("04_conv")


@cache
def modules():
    """Return the files of checks by name, and the reference."""
    files = {path.stem: load_module(path, path.stem) for path in ASSIGNMENT.checks}
    return files, load_reference(ASSIGNMENT)


def run(check, names):
    """Run a check such as "test_conv::test_conv2d_bias" on the functions in `names`."""
    files, reference = modules()
    file, name = check.split("::")
    test = getattr(files[file], name)
    wanted = test.hypothesis.inner_test if is_property(test) else test
    asked = wanted.__code__.co_varnames[: wanted.__code__.co_argcount]
    given = {"student": Student(asker(names, ASSIGNMENT.file))}
    given["reference"] = Student(asker(vars(reference), ASSIGNMENT.file))
    fixtures = {key: value for key, value in given.items() if key in asked}
    if not is_property(test):
        return test(**fixtures)
    with configured(test, check, seed=0):
        return test(**fixtures)
