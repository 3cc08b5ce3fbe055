"""A change to a file reaches what was changed and whoever uses that, and nothing else."""

import pytest

from autograder.mistakes import catalogue, plain_loops
from autograder.reach import reached

BEFORE = """import numpy as np

EPS = 1e-5


def pad(x):
    return np.pad(x, 1)


def conv(x, w):
    return pad(x) * w


def block(x, w):
    return conv(x, w) + x


def norm(x):
    return x / EPS
"""


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("x / EPS", "x * EPS", {"norm"}),
        ("conv(x, w) + x", "conv(x, w)", {"block"}),
        ("pad(x) * w", "w", {"conv", "block"}),
        ("np.pad(x, 1)", "x", {"pad", "conv", "block"}),
        ("1e-5", "1e-6", {"EPS", "norm"}),
        ("def pad", "@staticmethod\ndef pad", {"pad", "conv", "block"}),
        ("def norm(x):", "def norm(x):\n    return pad(x)\n\n\ndef other(x):", {"norm", "other"}),
        ("def pad(x)", "def padded(x)", {"pad", "padded", "conv", "block"}),
        ("def norm", "norm = conv\n\n\ndef norm", {"norm"}),
        ("    return x / EPS", "    return x / EPS\n\n\npad.cache = {}", None),
        ("import numpy as np", "import numpy as xp", None),
    ],
)
def test_who_is_reached(old, new, names):
    assert BEFORE.count(old) == 1
    assert reached(BEFORE, BEFORE.replace(old, new)) == (None if names is None else names)


def test_what_is_the_same_reaches_nothing():
    assert reached(BEFORE, BEFORE) == frozenset()


def test_every_mistake_reaches_the_function_that_it_is_in(course):
    for assignment in course.assignments:
        loops = plain_loops(assignment)
        for mistake in catalogue(assignment):
            assert mistake.of in reached(loops, mistake.apply(loops))
