"""Hidden checks of 11_augmentation: agreement with the reference, chance, what is promised."""

from dataclasses import replace

import numpy as np

from autograder.checks import (
    assert_array,
    assert_same_answers,
    assert_unchanged,
    every,
    points,
)
from autograder.checks.cases.augmentation import (
    assert_crops,
    assert_evenly,
    assert_places_alike,
    is_clear,
    picture_case,
)

FITTING = "is right when one thing changes at a time"
ANYHOW = "is right for pictures of all kinds"
KEEPS = "leaves its input as it was and gives the same answer to the same question"


def check(worth, of, title, *cases):
    """Make a check of agreement with the reference."""

    def test(student, reference, case):
        assert_array(case.call(getattr(student, of)), case.call(getattr(reference, of)))

    test.__doc__ = f"{of} {title}"
    return points(worth, of=of)(every(*cases)(test))


def keeps(worth, of, *cases):
    """Make a check that the input stays as it was, and that nothing is kept between calls."""

    def test(student, reference):
        function = getattr(student, of)
        for case in (*cases, *(replace(case, seed=case.seed + 50) for case in cases)):
            right = case.call(getattr(reference, of))
            first = assert_unchanged(function, *case.arrays, **case.settings)
            assert_array(first, right)
            again = case.call(function)
            assert_array(again, right)
            assert_same_answers(first, again)

    test.__doc__ = f"{of} {KEEPS}"
    return points(worth, of=of)(test)


def plain(values="pixels", **settings):
    """Return the plain case and those that differ from it in one thing of the picture."""
    shapes = ({}, {"n": 1}, {"c": 1}, {"image": (5, 4)}, {"image": (4, 4)}, {"image": (1, 5)})
    return [
        picture_case(**shape, values=values, seed=k, **settings) for k, shape in enumerate(shapes)
    ]


FLIP, SHIFT, BRIGHT, CONTRAST = "flip_horizontal", "shift", "adjust_brightness", "adjust_contrast"
TURN, RESIZE, CROP = "rotate90", "resize_nearest", "random_crop"
test_flip_horizontal_agrees = check(
    3, FLIP, ANYHOW, *plain(), picture_case(3, 4, (6, 1), values="pixels")
)
SQUARE = (4, 4)  # where even and odd sizes, or rows and columns, could be told apart
test_flip_horizontal_keeps = keeps(1, FLIP, *plain()[:2], picture_case(image=SQUARE))

FORWARDS, BACKWARDS = [(1, 0), (0, 1), (2, 0), (0, 4), (0, 0)], [(-1, 0), (0, -1), (-3, 0), (0, -2)]
FAR = [(1, 2), (-2, 1), (3, -4), (-1, -3), (4, 0), (0, 5), (-4, 2), (1, -5), (9, 9), (-3, -4)]
test_shift_down_and_right = check(
    3,
    SHIFT,
    "is right downwards, and to the right",
    *plain(down=1, right=0),
    *(picture_case(values="pixels", down=down, right=right) for down, right in FORWARDS),
)
test_shift_up_and_left = check(
    2,
    SHIFT,
    "is right upwards, and to the left",
    *plain(down=0, right=-1),
    *(picture_case(values="pixels", down=down, right=right) for down, right in BACKWARDS),
)
test_shift_combined = check(
    4,
    SHIFT,
    "is right both ways at once, and beyond the edge",
    *(picture_case(3, 2, values="pixels", down=down, right=right, seed=9) for down, right in FAR),
    *(picture_case(image=(5, 3), values="negative", down=d, right=r) for d, r in FAR),
)
test_shift_keeps = keeps(2, SHIFT, *plain(down=1, right=1)[:2], *plain(down=0, right=0)[:1])

DELTAS = (0.1, 0.5, 0.9, 1, 2)
test_adjust_brightness_brighter = check(
    2,
    BRIGHT,
    "is right where it gets brighter",
    *plain(delta=0.3),
    *(picture_case(values="pixels", delta=delta, seed=7) for delta in (0, *DELTAS)),
)
test_adjust_brightness_darker = check(
    2,
    BRIGHT,
    "is right where it gets darker",
    *plain(delta=-0.6),
    *(picture_case(values="pixels", delta=-delta, seed=7) for delta in DELTAS),
)
test_adjust_brightness_keeps = keeps(1, BRIGHT, *plain(delta=0.4)[:2], *plain(delta=-0.4)[:1])

FACTORS = (0, 0.5, 0.9, 1, 1.1, 2)
test_adjust_contrast_one_factor = check(
    4,
    CONTRAST,
    FITTING,
    *plain(factor=0.7),
    *(picture_case(values="pixels", factor=factor, seed=6) for factor in FACTORS),
)
test_adjust_contrast_cut_off = check(
    3,
    CONTRAST,
    "is right where much is cut off",
    *plain(factor=4),
    *(picture_case(3, 2, (3, 7), values="pixels", factor=f, seed=8) for f in (2.5, 10, 100)),
)
test_adjust_contrast_keeps = keeps(1, CONTRAST, *plain(factor=0.6)[:2], *plain(factor=3)[:1])

test_rotate90_one_factor = check(
    4,
    TURN,
    FITTING,
    *plain(turns=1),
    *(picture_case(values="pixels", turns=turns, seed=5) for turns in (0, 2, 3, 4, -1)),
)
test_rotate90_combined = check(
    3,
    TURN,
    "is right for many turns, forwards and backwards",
    *(picture_case(1, 2, (3, 5), turns=turns, seed=4) for turns in (5, 6, 7, 8, -2, -3, -4, -5)),
    *(picture_case(2, 2, (4, 4), turns=turns, seed=3) for turns in (9, 11, -6, -7, -9)),
    *(picture_case(1, 1, (2, 3), turns=turns, seed=2) for turns in (30, -13)),
)
test_rotate90_keeps = keeps(
    1,
    TURN,
    *plain(turns=1)[:2],
    *(case for turns in (2, 0, 3) for case in plain(turns=turns)[:1]),
    *(picture_case(image=SQUARE, turns=turns) for turns in (1, 2)),
)

# Old and new sizes: no middle of a new pixel lies between two old ones.
SMALLER = ((5, 3), (7, 4), (7, 5), (5, 2), (9, 4), (3, 1))
LARGER = ((3, 5), (2, 4), (3, 7), (5, 9), (1, 4), (4, 4))
assert all(is_clear(old, new) for old, new in SMALLER + LARGER)
test_resize_nearest_one_factor = check(
    4,
    RESIZE,
    FITTING,
    *plain(size=(8, 15))[:2],
    *(picture_case(image=(h, 5), values="pixels", size=(oh, 5)) for h, oh in SMALLER + LARGER),
    *(picture_case(image=(5, w), values="pixels", size=(5, ow)) for w, ow in SMALLER + LARGER),
)
test_resize_nearest_combined = check(
    2,
    RESIZE,
    "is right for rows and columns that change in different ways",
    *(
        picture_case(1, 2, (h, w), size=(oh, ow), seed=h)
        for (h, oh), (w, ow) in zip(SMALLER + LARGER, (LARGER + SMALLER)[::-1])
    ),
)
BETWEEN = ((4, 2), (4, 1), (6, 1), (2, 3), (6, 9))
test_resize_nearest_ties = check(
    1,
    RESIZE,
    "takes the pixel behind where a middle lies between two",
    *(picture_case(image=(h, 4), size=(oh, 2)) for h, oh in BETWEEN),
)
test_resize_nearest_keeps = keeps(
    1, RESIZE, *plain(size=(8, 3))[:2], picture_case(image=(3, 3), size=(3, 3))
)

IMAGES = np.arange(700 * 24.0).reshape(700, 1, 4, 6)
COLOURS = np.concatenate([IMAGES, IMAGES + 1e5, -1 - IMAGES], axis=1)


@points(2, of=CROP)
def test_random_crop_windows_elsewhere(student):
    """random_crop cuts windows of all sizes out of pictures of all kinds"""
    for size in ((4, 6), (1, 6), (4, 1), (3, 2), (2, 5), (1, 1)):
        for n in (1, 5):
            x = COLOURS[:n]
            assert_crops(student.random_crop(x, size=size, seed=11), x, size)
    wide = COLOURS[:4].reshape(4, 3, 2, 12)
    assert_crops(student.random_crop(wide, size=(2, 3), seed=3), wide, (2, 3))


@points(2, of=CROP)
def test_random_crop_chance_elsewhere(student):
    """random_crop takes every place equally often, whatever the size and the seed"""
    for size, seed in (((3, 3), 0), ((4, 5), 7), ((2, 6), 123456)):
        found = assert_crops(student.random_crop(COLOURS, size=size, seed=seed), COLOURS, size)
        assert_evenly(found, 5 - size[0], 7 - size[1])


@points(1, of=CROP)
def test_random_crop_chance_of_seeds(student):
    """random_crop takes every place equally often for one image, seed after seed"""
    x = COLOURS[:1]
    for size in ((4, 5), (3, 6)):
        found = []
        for seed in range(120):
            found += assert_crops(student.random_crop(x, size=size, seed=seed), x, size)
        assert_evenly(found, 5 - size[0], 7 - size[1])


@points(1, of=CROP)
def test_random_crop_keeps(student):
    """random_crop depends on its arguments alone, and leaves its input as it was"""
    x, size = COLOURS[:50], (2, 3)
    found = []
    for seed in (0, 4, 0, 4, 9, 0):
        y = assert_unchanged(student.random_crop, x, size=size, seed=seed)
        found.append(assert_crops(y, x, size))
    assert_places_alike(found[0], found[2])
    assert_places_alike(found[0], found[5])
    assert_places_alike(found[1], found[3])
