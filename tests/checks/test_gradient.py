"""The gradient check finds small errors, lets right code pass, and says where it is wrong."""

import numpy as np
import pytest

from autograder.checks import CheckFailed, assert_adjoint, assert_gradient
from autograder.checks.cases.images import conv_case, pad_case
from autograder.course import load_module

CASES = [
    conv_case(),
    conv_case(2, 3, 2, (5, 6), (3, 2), stride=2, padding=0, seed=1),
    conv_case(1, 1, 1, (1, 1), (1, 1), padding=0),
]


@pytest.fixture(scope="module")
def conv(course):
    return load_module(course.find("04_conv").reference, "reference_for_gradient_tests")


@pytest.mark.parametrize("case", CASES)
def test_a_right_backward_passes(conv, case):
    assert_gradient(case, conv.conv2d, conv.conv2d_backward, "dx dw db")


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("case", CASES)
def test_one_entry_off_by_a_millionth_is_found(conv, case, which):
    def backward(*args, **settings):
        gradients = [g.copy() for g in conv.conv2d_backward(*args, **settings)]
        gradients[which].flat[-1] += 1e-6
        return gradients

    with pytest.raises(CheckFailed) as error:
        assert_gradient(case, conv.conv2d, backward, "dx dw db")
    assert error.value.rows[0].label == ("dx", "dw", "db")[which]


def test_the_message_says_where_the_gradient_is_wrong(conv):
    def backward(*args, **settings):
        dx, dw, db = conv.conv2d_backward(*args, **settings)
        dw[..., -1] = 0
        return dx, dw, db

    with pytest.raises(CheckFailed, match="all in the last column"):
        assert_gradient(conv_case(), conv.conv2d, backward, "dx dw db")


def test_nan_is_wrong(conv):
    def backward(*args, **settings):
        return [g * np.nan for g in conv.conv2d_backward(*args, **settings)]

    with pytest.raises(CheckFailed):
        assert_gradient(conv_case(), conv.conv2d, backward, "dx dw db")


def crop(dy, *, top, bottom, left, right):
    return dy[:, :, top : dy.shape[2] - bottom, left : dy.shape[3] - right]


def pad(x, *, top, bottom, left, right):
    return np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))


def test_the_adjoint_of_padding_is_cropping():
    assert_adjoint(pad_case(sides=(0, 1, 2, 3)), pad, crop)


def test_another_map_is_not_the_adjoint():
    def swapped(dy, *, top, bottom, left, right):
        return crop(dy, top=bottom, bottom=top, left=left, right=right)

    with pytest.raises(CheckFailed, match="adjoint"):
        assert_adjoint(pad_case(sides=(0, 1, 2, 3)), pad, swapped)
