"""Digits to learn and new ones to read, and how well a network has learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.answers import Memory
from autograder.checks.compare import assert_shape, describe
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.student import StudentFunction
from autograder.checks.values import Array

Labels = NDArray[np.int64]

CLASSES, MOST_FILTERS = 10, 32
KEYS = ("w1", "b1", "w2", "b2", "w3", "b3")
DIMMEST = 0.7


@dataclass(frozen=True, eq=False)
class Task:
    """Digits with labels to learn from, and new ones that only the check sees."""

    images: Array
    labels: Labels
    new_images: Array
    new_labels: Labels


def digits_task(images: Array, digits: Labels, count: int, seed: int, *, classes: int = 10) -> Task:
    """Make a task: `count` digits to learn, and all others to be read, moved and dimmed a little.

    images: (N, 1, H, W). Only digits below `classes` are used. What label a digit has is drawn anew
    for every seed, so that params learned elsewhere do not fit as they are. Of the new ones, an
    eighth each is moved to the left and to the right by a pixel, and all are dimmed by up to 30 %.
    """
    rng = np.random.default_rng([seed, 5])
    order = rng.permutation(np.flatnonzero(digits < classes))
    labels = rng.permutation(CLASSES)[digits]
    learned, others = order[:count], order[count:]
    new = images[others] * rng.uniform(DIMMEST, 1, (len(others), 1, 1, 1))
    moves = rng.choice((-1, 0, 0, 0, 0, 0, 0, 1), len(others))
    right, left = moves == 1, moves == -1
    new[right] = np.pad(new[right], ((0, 0), (0, 0), (0, 0), (1, 0)))[..., :-1]
    new[left] = np.pad(new[left], ((0, 0), (0, 0), (0, 0), (0, 1)))[..., 1:]
    return Task(images[learned], labels[learned], new, labels[others])


def train_alone(function: StudentFunction, task: Task, seed: int) -> Any:
    """Train on a task; in grading in a process of its own, once everything else is right.

    A training takes seconds: known mistakes in other functions are not asked for this one.
    """
    return function.measured(Memory(), task.images, task.labels, seed=seed)[0]


def assert_params(got: Any, image: tuple[int, int, int]) -> dict[str, Array]:
    """Demand the parameters of the network for images of this (C, H, W), and ten classes."""
    if not isinstance(got, dict):
        raise CheckFailed(Row("params", f"you returned {describe(got)}, expected a dict"))
    if set(got) != set(KEYS):
        raise CheckFailed(Row("params", f"the keys must be {' '.join(KEYS)}, and no others"))
    channels, height, width = image
    filters = [_filters(got[key], key) for key in ("w1", "w2")]
    shapes = {
        "w1": (filters[0], channels, 3, 3),
        "w2": (filters[1], filters[0], 3, 3),
        "w3": (CLASSES, filters[1] * (height // 2) * (width // 2)),
    }
    shapes |= {f"b{key[1]}": shape[:1] for key, shape in shapes.items()}
    params = {key: assert_shape(got[key], shapes[key], f"params['{key}']") for key in KEYS}
    for key, value in params.items():
        if not np.isfinite(value).all():
            said = "holds nan or inf: training has run away; try a smaller lr"
            raise CheckFailed(Row(f"params['{key}']", said))
    return params


def _filters(w: Any, key: str) -> int:
    filters = len(w) if isinstance(w, np.ndarray) and w.ndim else 0
    if not 1 <= filters <= MOST_FILTERS:
        said = f"expected an array of 1 to {MOST_FILTERS} filters"
        raise CheckFailed(Row(f"params['{key}']", said))
    return filters


def assert_learned(
    got: Any, task: Task, predict: Callable[..., Any], *, full: float, least: float
) -> None:
    """Demand params that read new digits: all points from the share `full` on, none below `least`.

    In between, on a straight line. Whose `predict` it is must not depend on the submission.
    """
    params = assert_params(got, task.images.shape[1:])
    labels = np.asarray(predict(task.new_images, params))
    right = float(np.mean(labels == task.new_labels))
    if right < full:
        count = len(task.new_labels)
        said = f"your network reads {right:.1%} of {count} new digits; {full:.0%} are asked for"
        share = max(0.0, (right - least) / (full - least))
        raise CheckFailed(Row("accuracy", said), share=share)
