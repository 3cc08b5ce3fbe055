"""Public checks of 11_augmentation. Run them with `pytest` here, as often as you like."""

from pathlib import Path

import numpy as np
from hypothesis import given

from autograder.checks import CheckFailed, Row, assert_array, assert_shape, points
from autograder.checks.cases.augmentation import (
    assert_crops,
    assert_evenly,
    assert_pixel_at,
    assert_places_alike,
    assert_places_differ,
    brightness_cases,
    contrast_cases,
    flip_cases,
    pixel_at,
    resize_cases,
    shift_cases,
    turn_cases,
)


def picture(*rows):
    """Return one grey picture (1, 1, H, W) with these rows."""
    return np.array(rows, dtype=np.float64)[None, None]


# The worked examples of the handout.
X = picture([1, 2, 3], [4, 5, 6])
DIM = picture([0.1, 0.5], [0.9, 0.7])
TWO = np.array([[[[0.2, 0.4], [0.6, 0.8]]], [[[0.0, 0.1], [0.1, 0.2]]]])
ROW = picture([1, 2, 3, 4, 5])

with np.load(Path(__file__).with_name("pictures.npz"), allow_pickle=False) as file:
    CAT = file["cat"][None] / 255  # (1, 3, 36, 48), real pixels


@points(2, of="flip_horizontal", hint="left and right swap; rows stay where they are")
def test_flip_horizontal_worked_example(student):
    """flip_horizontal gives the numbers of the worked example"""
    assert_array(student.flip_horizontal(X), picture([3, 2, 1], [6, 5, 4]))
    assert_array(student.flip_horizontal(ROW), picture([5, 4, 3, 2, 1]))


@points(2, of="flip_horizontal", hint="column w goes to column W - 1 - w")
@given(case=flip_cases())
def test_flip_horizontal_columns(student, case):
    """flip_horizontal gives the columns of every picture from right to left"""
    (x,), last = case.arrays, case.output[3] - 1
    y = assert_shape(case.call(student.flip_horizontal), case.output)
    for w in range(last + 1):
        assert_array(y[..., w], x[..., last - w], f"y[:, :, :, {w}]")


@points(2, of="shift", hint="with down=1, row 0 is zeros and row 1 is what row 0 was")
def test_shift_worked_example(student):
    """shift gives the numbers of the worked example, down and right"""
    assert_array(student.shift(X, down=1, right=0), picture([0, 0, 0], [1, 2, 3]))
    assert_array(student.shift(X, down=0, right=1), picture([0, 1, 2], [0, 4, 5]))
    assert_array(student.shift(X, down=0, right=0), X)


@points(2, of="shift", hint="a negative number moves up, or left")
def test_shift_worked_example_up(student):
    """shift gives the numbers of the worked example, up"""
    assert_array(student.shift(X, down=-1, right=2), picture([0, 0, 4], [0, 0, 0]))


@points(4, of="shift", hint="down adds to the row, right to the column")
@given(case=shift_cases())
def test_shift_moves_a_pixel(student, case):
    """shift moves a single pixel to where it belongs, or out of sight"""
    H, W = case.shapes["x"][2:]
    for h, w in {(0, 0), (H - 1, W - 1), (H // 2, W // 2)}:
        x, colours = pixel_at(case, (h, w))
        place = h + case.settings["down"], w + case.settings["right"]
        assert_pixel_at(case.call(student.shift, x), case.output, place, colours)


@points(3, of="shift", hint="what moves by as much as the picture is large has left it")
def test_shift_out_of_sight(student):
    """shift leaves nothing but zeros when it moves by the picture's size or more"""
    for down, right in ((2, 0), (-2, 0), (0, 3), (0, -3), (5, 1), (0, -7), (-9, 9)):
        assert_array(student.shift(X, down=down, right=right), np.zeros(X.shape))


@points(2, of="adjust_brightness", hint="add first, then cut off: nothing is above 1")
def test_adjust_brightness_worked_example(student):
    """adjust_brightness gives the numbers of the worked example, brighter"""
    brighter = student.adjust_brightness(DIM, delta=0.25)
    assert_array(brighter, picture([0.35, 0.75], [1, 0.95]))


@points(1, of="adjust_brightness", hint="add first, then cut off: nothing is below 0")
def test_adjust_brightness_worked_example_darker(student):
    """adjust_brightness gives the numbers of the worked example, darker"""
    assert_array(student.adjust_brightness(DIM, delta=-0.25), picture([0, 0.25], [0.65, 0.45]))


@points(2, of="adjust_brightness", hint="a pixel that isn't cut off changes by delta")
@given(case=brightness_cases())
def test_adjust_brightness_adds(student, case):
    """adjust_brightness adds the same to all pixels that stay between 0 and 1"""
    moved = case.arrays[0] + case.settings["delta"]
    inside = (moved >= 0) & (moved <= 1)
    y = assert_shape(case.call(student.adjust_brightness), case.output)
    assert_array(np.where(inside, y, 0.5), np.where(inside, moved, 0.5))


@points(4, of="adjust_contrast", hint="each picture has a mean of its own: 0.5 and 0.1 here")
def test_adjust_contrast_worked_example(student):
    """adjust_contrast gives the numbers of the worked example"""
    less = np.array([[[[0.35, 0.45], [0.55, 0.65]]], [[[0.05, 0.1], [0.1, 0.15]]]])
    more = np.array([[[[0, 0.2], [0.8, 1]]], [[[0, 0.1], [0.1, 0.4]]]])
    assert_array(student.adjust_contrast(TWO, factor=0.5), less)
    assert_array(student.adjust_contrast(TWO, factor=3), more)


@points(4, of="adjust_contrast", hint="one mean for all channels of a picture together")
@given(case=contrast_cases(factor=0))
def test_adjust_contrast_nothing_left(student, case):
    """adjust_contrast with factor 0 leaves every picture grey, with its own mean"""
    y = assert_shape(case.call(student.adjust_contrast), case.output)
    for n, x in enumerate(case.arrays[0]):
        assert_array(y[n], np.full(x.shape, x.mean()), f"y[{n}]")


@points(2, of="adjust_contrast", hint="factor 1 means: as before")
def test_adjust_contrast_picture(student):
    """adjust_contrast with factor 1 gives the real picture back, and stays between 0 and 1"""
    assert_array(student.adjust_contrast(CAT, factor=1), CAT)
    y = assert_shape(student.adjust_contrast(CAT, factor=5), CAT.shape)
    if not ((y >= 0) & (y <= 1)).all():
        raise CheckFailed(Row("y", "has the wrong entries: some are below 0 or above 1"))


@points(3, of="rotate90", hint="counterclockwise: the last column becomes the first row")
def test_rotate90_worked_example(student):
    """rotate90 gives the numbers of the worked example"""
    assert_array(student.rotate90(X, turns=1), picture([3, 6], [2, 5], [1, 4]))
    assert_array(student.rotate90(X, turns=-1), picture([4, 1], [5, 2], [6, 3]))
    assert_array(student.rotate90(X, turns=2), picture([6, 5, 4], [3, 2, 1]))
    assert_array(student.rotate90(X, turns=0), X)
    assert_array(student.rotate90(X, turns=5), picture([3, 6], [2, 5], [1, 4]))


@points(3, of="rotate90", hint="an odd number of turns swaps height and width")
@given(case=turn_cases())
def test_rotate90_corner(student, case):
    """rotate90 takes the upper left corner round with it, and pictures lie on their sides"""
    x, colours = pixel_at(case, (0, 0))
    below, beside = case.output[2] - 1, case.output[3] - 1
    corners = (0, 0), (below, 0), (below, beside), (0, beside)  # counterclockwise
    y = case.call(student.rotate90, x)
    assert_pixel_at(y, case.output, corners[case.settings["turns"] % 4], colours)


@points(3, of="resize_nearest", hint="take the pixel in which the middle of the new one lies")
def test_resize_nearest_worked_example(student):
    """resize_nearest gives the numbers of the worked example"""
    assert_array(student.resize_nearest(ROW, size=(1, 3)), picture([1, 3, 5]))
    assert_array(student.resize_nearest(ROW, size=(1, 2)), picture([2, 4]))
    assert_shape(student.resize_nearest(ROW[..., :4], size=(1, 1)), (1, 1, 1, 1))
    bigger = student.resize_nearest(X, size=(3, 5))
    assert_array(bigger[:, :, :1], picture([1, 1, 2, 3, 3]), "y[:, :, 0:1]")


@points(3, of="resize_nearest", hint="size is (rows, columns)")
@given(case=resize_cases())
def test_resize_nearest_blocks(student, case):
    """resize_nearest makes whole blocks of every pixel when sizes are multiples"""
    (x,), (down, across) = case.arrays, case.settings["size"]
    y = student.resize_nearest(x, size=(down * x.shape[2], across * x.shape[3]))
    assert_array(y, np.kron(x, np.ones((down, across))))


# 600 pictures of two channels in which no number occurs twice.
MANY = np.arange(4800.0).reshape(600, 2, 2, 2)
MANY = np.concatenate([MANY, MANY + 4800, MANY + 9600], axis=3)[:, :, :, :5]


@points(3, of="random_crop", hint="cut x[n, :, i : i + OH, j : j + OW] out of image n")
def test_random_crop_windows(student):
    """random_crop cuts a window out of every image, the same one in all its channels"""
    for size in ((1, 2), (2, 3), (1, 1)):
        assert_crops(student.random_crop(MANY[:40], size=size, seed=2), MANY[:40], size)
    assert_crops(student.random_crop(CROPPED, size=(3, 4), seed=5), CROPPED, (3, 4))
    assert_array(student.random_crop(X, size=(2, 3), seed=0), X)


CROPPED = np.arange(420.0).reshape(5, 2, 7, 6)


@points(3, of="random_crop", hint="all places, the first and the last too, and one per image")
def test_random_crop_chance(student):
    """random_crop takes every place equally often, for every image by a chance of its own"""
    y = student.random_crop(MANY, size=(1, 2), seed=1)
    assert_evenly(assert_crops(y, MANY, (1, 2)), 2, 4)


@points(2, of="random_crop", hint="make a generator from the seed, inside the function")
def test_random_crop_seed(student):
    """random_crop gives the same crops for the same seed, and others for another"""
    x = MANY[:60]
    found = [
        assert_crops(student.random_crop(x, size=(1, 3), seed=seed), x, (1, 3))
        for seed in (0, 1, 2, 1, 0)
    ]
    assert_places_alike(found[0], found[4])
    assert_places_alike(found[1], found[3])
    assert_places_differ(found[:3])
