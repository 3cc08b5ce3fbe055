"""Figures of 02_filters: one number per window, edges, and a kernel that is turned round."""

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
    number,
    text,
)

Numbers = NDArray[np.float64]

IMAGE = np.arange(1.0, 13.0).reshape(3, 4)
KERNEL = np.array([[1.0, 2.0], [3.0, 4.0]])
CORRELATED = np.array([[44.0, 54.0, 64.0], [84.0, 94.0, 104.0]])
BRIGHT_LEFT = np.array([[100.0, 100.0, 100.0, 0.0, 0.0]] * 4)
EDGES = np.array([[0.0, 300.0, 300.0]] * 2)
VERTICAL = np.array([[1.0, 0.0, -1.0]] * 3)
ZEROS = np.zeros((3, 3))
DOT = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
COLOUR = np.array([[[90.0, 90, 0, 0]] * 3, [[40.0] * 4] * 3, [[0.0, 0, 50, 50]] * 3])
WORDS = {
    "edges": (
        "The vertical edge kernel on an image that is bright on the left",
        "A window with 100 in its left column and 0 in its right one gives 3 times 100 minus 3 "
        "times 0, which is 300. A window that is 100 everywhere gives 300 minus 300, which is 0. "
        "The feature map is 0 300 300 in each row.",
    ),
    "rgb": (
        "A filter with the vertical edge kernel on red, and zeros on green and blue",
        "Three channels of 3 by 4 pixels. Red is 90 on the left and 0 on the right, green is 40 "
        "everywhere, blue is 0 on the left and 50 on the right. With zeros on green and blue "
        "the filter sees red alone: its feature map is 270 270.",
    ),
    "turned": (
        "A single 1 in the image: convolution gives the kernel, cross-correlation the kernel "
        "turned round",
        "The image is 3 by 3 with a 1 in the middle, the kernel is 1 2 / 3 4. Convolution gives "
        "1 2 / 3 4 back. Cross-correlation gives 4 3 / 2 1: the first window has the 1 in its "
        "lower right corner, where the kernel has its 4.",
    ),
    "window": (
        "One window and one filter make one number of the feature map",
        "The image is 1 to 12 in three rows of four, the kernel 1 2 / 3 4. Window (0, 0) holds "
        "1 2 / 5 6 and gives 44; window (0, 1), one column further, holds 2 3 / 6 7 and gives 54; "
        "window (1, 2), the last, holds 7 8 / 11 12 and gives 104.",
    ),
}


def _sum(window: Numbers, kernel: Numbers) -> str:
    """Write one number of a feature map as the sum that it is."""
    pairs = zip(kernel.flat, window.flat, strict=True)
    terms = " + ".join(f"{number(k)}·{number(v)}" for k, v in pairs)
    return f"{terms} = {number(float((kernel * window).sum()))}"


def window() -> str:
    """Draw three windows and the numbers that they make."""
    x, y = Grid(IMAGE, 20, 152), Grid(CORRELATED, 252, 170, 42, "y")
    places = (((0, 0), FIRST, 1.0), ((0, 1), SECOND, 4.0), ((1, 2), THIRD, 1.0))
    outputs = {at: hue.tint for at, hue, _ in places}
    parts = [x.draw("image"), y.draw("feature map", outputs)]
    for row, ((i, j), hue, inset) in enumerate(places):
        parts += [x.window(i, j, 2, 2, hue, inset=inset), y.window(i, j, 1, 1, hue, inset=1.5)]
        sides = _sum(IMAGE[i : i + 2, j : j + 2], KERNEL)
        parts.append(equation(20, 294 + 26 * row, sides, name=f"({i},{j})", hue=hue))
    return document(
        *WORDS["window"],
        366,
        Grid(KERNEL, 20, 36).draw("kernel"),
        *parts,
        arrow(x.right + 14, y.y + 42, y.x - 12, y.y + 42),
    )


def edges() -> str:
    """Draw a flat window and one with an edge in it."""
    x, y = Grid(BRIGHT_LEFT, 20, 182, 38), Grid(EDGES, 264, 220, 40, "y")
    places = (((0, 0), FIRST), ((1, 2), SECOND))
    parts = [x.draw("image"), y.draw("feature map", {at: hue.tint for at, hue in places})]
    for (i, j), hue in places:
        parts += [x.window(i, j, 3, 3, hue, inset=1), y.window(i, j, 1, 1, hue, inset=1.5)]
    return document(
        *WORDS["edges"],
        418,
        Grid(VERTICAL, 20, 36).draw("vertical edge kernel"),
        text(150, 62, "left minus right:", anchor="start"),
        text(150, 84, "nothing where both are alike,", anchor="start"),
        text(150, 106, "much where they differ", anchor="start"),
        *parts,
        arrow(x.right + 10, y.middle, y.x - 10, y.middle),
        equation(20, 368, "3·100 − 3·100 = 0", name="(0,0)", hue=FIRST),
        equation(20, 394, "3·100 − 3·0 = 300", name="(1,2)", hue=SECOND),
    )


def turned() -> str:
    """Draw what both operations make of a single 1."""
    x = Grid(DOT, 20, 36)
    convolved, correlated = (
        Grid(KERNEL, 300, 36, 36, "convolved"),
        Grid(KERNEL[::-1, ::-1], 300, 152, 36, "correlated"),
    )
    return document(
        *WORDS["turned"],
        262,
        x.draw("image", paint([(1, 1)], FIRST.tint)),
        x.window(0, 0, 2, 2, FIRST, inset=1),
        Grid(KERNEL, 20, 182).draw("kernel", paint([(1, 1)], SECOND.tint)),
        text(160, 69, "convolve2d", anchor="start"),
        arrow(150, 82, 286, 82),
        text(160, 185, "correlate2d", anchor="start"),
        arrow(150, 198, 286, 198),
        convolved.draw(),
        correlated.draw(fills=paint([(0, 0)], SECOND.tint)),
        correlated.window(0, 0, 1, 1, FIRST, inset=1.5),
        text(300, 246, "turned round", anchor="start"),
    )


def _channel(place: int, name: str, hue: Hue) -> str:
    """Draw one channel of the image, with the kernel or the zeros that it meets."""
    top = 66 + 150 * place
    seen = place == 0
    image, kernel = Grid(COLOUR[place], 20, top), Grid(VERTICAL if seen else ZEROS, 218, top)
    fills = paint(block(0, 0, *image.shape), hue.tint)
    zeros = {} if seen else paint(block(0, 0, *kernel.shape), ZERO)
    return "\n".join(
        (
            image.draw(f"{place} {name}", fills),
            text(191, image.middle + 6, "·", size=24),
            kernel.draw("filter" if seen else "", zeros),
        )
    )


def rgb() -> str:
    """Draw a filter with a kernel on one channel."""
    y = Grid([[270.0, 270.0]], 56, 528, 42, "y")
    colours = (("red", SECOND), ("green", THIRD), ("blue", FIRST))
    return document(
        *WORDS["rgb"],
        590,
        text(20, 28, "channel=0", anchor="start", weight="bold"),
        *(_channel(place, name, hue) for place, (name, hue) in enumerate(colours)),
        arrow(92, 480, 92, 512),
        text(110, 506, "all products of a window added up", anchor="start"),
        text(20, 555, "y", anchor="start", weight="bold"),
        y.draw(),
    )


FIGURES = {"window": window, "edges": edges, "turned": turned, "rgb": rgb}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    return {
        ("window", "y"): module.correlate2d(IMAGE, KERNEL),
        ("edges", "y"): module.correlate2d(BRIGHT_LEFT, module.vertical_edge_kernel()),
        ("turned", "convolved"): module.convolve2d(DOT, KERNEL),
        ("turned", "correlated"): module.correlate2d(DOT, KERNEL),
        ("rgb", "y"): module.channel_edges(COLOUR, module.vertical_edge_kernel(), channel=0),
    }
