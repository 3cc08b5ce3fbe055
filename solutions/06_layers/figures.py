"""Figures of 06_layers: what becomes 0, who is kept, and which numbers are looked at together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autograder.figures.grid import Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    SECOND,
    THIRD,
    ZERO,
    Hue,
    arrow,
    document,
    equation,
    text,
)

Numbers = NDArray[np.float64]

MAP = np.array([[-3.0, 2, 8, -1], [4, -2, -5, 7], [-6, -1, 1, -4], [-2, -7, 3, -8]])
RELU = np.array([[0.0, 2, 8, 0], [4, 0, 0, 7], [0, 0, 1, 0], [0, 0, 3, 0]])
POOLED = np.array([[4.0, 8], [0, 3]])
X = np.array([[4.0, 8, 12, 16, 20]])
KEPT = np.array([[True, True, False, True, True]])
Y = np.array([[5.0, 10, 0, 20, 25]])
DEPTH = np.array([[2.0, -3, 3, 2]])
NORMED = np.array([[0.25, -0.3, 0.3, 0.25]])
BATCH = np.array([[[1.0, 5], [-1, 3]], [[5, 9], [3, 3]]])
OUT = np.array([[[2.0, 10], [-4, 0]], [[10, 18], [0, 0]]])
WORDS = {
    "batch": (
        "Batch norm: one mean and one variance for each channel, over all samples and pixels",
        "Two samples of two channels with two pixels each. Channel 0 has 1 5 in the first sample "
        "and 5 9 in the second: mean 5, variance 8. With eps 1 its numbers less 5 are divided by "
        "3, multiplied by gamma 6, and beta 10 is added: 2 10 and 10 18. Channel 1, -1 3 and 3 3, "
        "has mean 2 and variance 3, and becomes -4 0 and 0 0.",
    ),
    "chain": (
        "From a convolution through relu to pooling",
        "A feature map of 4 by 4 with positive and negative numbers. After relu all negative "
        "numbers are 0, the others are as before. Max pooling of 2 by 2 windows then gives 4 8 in "
        "the first row and 0 3 in the second.",
    ),
    "dropout": (
        "Dropout: what the mask keeps is divided by 1 - rate, the rest becomes 0",
        "The numbers 4 8 12 16 20 and a mask that drops the third one. With rate 0.2 the others "
        "are divided by 0.8: 5 10 0 20 25.",
    ),
    "response": (
        "Local response norm: a channel and its neighbours at one pixel",
        "Four channels with the numbers 2 -3 3 2 at one pixel, and r = 2. The window of channel 0 "
        "has channels 0 and 1, since there is none before it; the window of channel 1 has "
        "channels 0, 1 and 2. With alpha 4, beta 1/2 and k 12 the first is divided by the root of "
        "64, the second by the root of 100.",
    ),
}


def chain() -> str:
    """Draw a feature map, its relu, and the relu's largest numbers."""
    top, side = 66, 30
    x, y = Grid(MAP, 16, top, side), Grid(RELU, 168, top, side, "relu")
    pooled = Grid(POOLED, 322, top + side, side, "pooled")
    below = paint([at for at in block(0, 0, 4, 4) if MAP[at] < 0], ZERO)
    windows = ((0, 0, FIRST), (0, 1, SECOND), (1, 1, THIRD))
    return document(
        *WORDS["chain"],
        222,
        text(16, 30, "what is negative becomes 0", anchor="start"),
        x.draw("convolution", below),
        arrow(x.right + 6, y.middle, y.x - 6, y.middle),
        y.draw("relu", below),
        *(y.window(2 * i, 2 * j, 2, 2, hue, inset=1.5) for i, j, hue in windows),
        arrow(y.right + 6, y.middle, pooled.x - 6, y.middle),
        pooled.draw("max pool", {(i, j): hue.tint for i, j, hue in windows}),
        *(pooled.window(i, j, 1, 1, hue, inset=1.5) for i, j, hue in windows),
        text(
            16,
            top + 4 * side + 26,
            "relu does not move anything: y has the shape of x.",
            anchor="start",
        ),
    )


def dropout() -> str:
    """Draw numbers, a mask, and what is kept."""
    side = 48
    x, mask = Grid(X, 20, 20, side), Grid(np.full((1, 5), np.nan), 20, 100, side)
    y = Grid(Y, 20, 180, side, "dropout")
    fills = {(0, j): FIRST.tint if keep else ZERO for j, keep in enumerate(KEPT[0])}
    parts = []
    for j, keep in enumerate(KEPT[0]):
        middle = mask.x + (j + 0.5) * side
        parts.append(text(middle, mask.middle + 5.5, str(keep), size=14))
        if keep:
            parts += [arrow(middle, top, middle, top + 22) for top in (73, 153)]
    return document(
        *WORDS["dropout"],
        274,
        x.draw(),
        mask.draw("", fills),
        y.draw("", fills),
        *parts,
        text(276, 50, "x", anchor="start", weight="bold"),
        text(276, 130, "True = kept", anchor="start", weight="bold"),
        text(276, 210, "y, rate=0.2", anchor="start", weight="bold"),
        equation(20, 256, "4 / (1 - 0.2) = 5", name="first number:", hue=FIRST),
    )


def _window(top: float, start: int, stop: int, hue: Hue) -> str:
    """Draw the four channels, and the window from one of them up to another."""
    grid = Grid(DEPTH, 20, top, 44)
    fills = paint(block(0, start, 1, stop - start), hue.tint)
    return grid.draw("", fills) + grid.window(0, start, 1, stop - start, hue)


def response() -> str:
    """Draw the windows of the first two channels."""
    y = Grid(NORMED, 20, 338, 44, "response")
    return document(
        *WORDS["response"],
        400,
        text(20, 30, "channels at one pixel, r = 2", anchor="start", weight="bold"),
        *(text(42 + 44 * i, 56, str(i), size=14) for i in range(4)),
        _window(64, 0, 2, FIRST),
        text(214, 91, "none before channel 0", anchor="start"),
        equation(20, 134, "12 + 4·(2·2 + 3·3) = 64 = 8·8", name="channel 0:", hue=FIRST),
        equation(20, 160, "2 / 8 = 0.25", name="y:", hue=FIRST),
        _window(190, 0, 3, SECOND),
        text(214, 217, "one on either side", anchor="start"),
        equation(20, 260, "12 + 4·(2·2 + 3·3 + 3·3) = 100", name="channel 1:", hue=SECOND),
        equation(20, 286, "-3 / 10 = -0.3", name="y:", hue=SECOND),
        y.draw("y", {(0, 0): FIRST.tint, (0, 1): SECOND.tint}),
    )


def batch() -> str:
    """Draw two samples with two channels, before and after."""
    hues, parts = (FIRST, SECOND), []
    for n, c in block(0, 0, 2, 2):
        top = 76 + 66 * n
        x = Grid(BATCH[n, c : c + 1], 20 + 86 * c, top, 38)
        y = Grid(OUT[n, c : c + 1], 222 + 86 * c, top, 38, f"batch{n}{c}")
        label = "" if n else f"channel {c}"
        fills = paint(block(0, 0, 1, 2), hues[c].tint)
        parts += [grid.draw(label, fills) + grid.window(0, 0, 1, 2, hues[c]) for grid in (x, y)]
        if not c:
            parts.append(arrow(192, top + 19, 214, top + 19))
    lines = (
        (FIRST, "mean 0:", "(1 + 5 + 5 + 9) / 4 = 5"),
        (FIRST, "variance 0:", "(16 + 0 + 0 + 16) / 4 = 8"),
        (FIRST, "first y:", "6·(1 - 5) / 3 + 10 = 2"),
        (SECOND, "mean 1:", "(-1 + 3 + 3 + 3) / 4 = 2"),
        (SECOND, "variance 1:", "(9 + 1 + 1 + 1) / 4 = 3"),
        (SECOND, "first y:", "2·(-1 - 2) / 2 - 1 = -4"),
    )
    return document(
        *WORDS["batch"],
        374,
        text(20, 32, "x: 2 samples", anchor="start", weight="bold"),
        text(222, 32, "y, eps = 1", anchor="start", weight="bold"),
        *parts,
        *(
            equation(20, 218 + 28 * i, sides, name=name, hue=hue)
            for i, (hue, name, sides) in enumerate(lines)
        ),
    )


FIGURES = {"chain": chain, "dropout": dropout, "response": response, "batch": batch}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    relu = module.relu(MAP)
    pixel = DEPTH.reshape(1, 4, 1, 1)
    normed = module.local_response_norm(pixel, r=2, alpha=4, beta=0.5, k=12)
    gamma, beta = np.array([6.0, 2]), np.array([10.0, -1])
    out = module.batch_norm2d(BATCH[:, :, None], gamma, beta, eps=1)
    return {
        ("chain", "relu"): relu,
        ("chain", "pooled"): relu.reshape(2, 2, 2, 2).max(axis=(1, 3)),
        ("dropout", "dropout"): module.dropout(X, KEPT, rate=0.2),
        ("response", "response"): normed,
        **{("batch", f"batch{n}{c}"): out[n, c] for n, c in block(0, 0, 2, 2)},
    }
