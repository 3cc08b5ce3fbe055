"""Figures of 08_depthwise: channels kept apart, channels mixed, and MobileNet's block."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autograder.figures.grid import Cell, Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    SECOND,
    THIRD,
    ZERO,
    Hue,
    arrow,
    document,
    element,
    equation,
    number,
    text,
)

Numbers = NDArray[np.float64]

X = np.array([np.arange(1.0, 13.0).reshape(3, 4), [[2, 0, 1, 3], [1, 1, 0, 2], [0, 2, 4, 1]]])
WD, BD = np.array([[[1.0, 2], [0, -1]], [[-1, 1], [2, 0]]]), np.array([0.5, 1])
WP, BP = np.array([[1.0, 0], [1, 1], [2, -1]]), np.array([0.0, 1, 0])
Z = np.array([[[-0.5, 1.5, 3.5], [7.5, 9.5, 11.5]], [[1, 4, 3], [1, 4, 11]]])
MIXED = np.array([[[1.5, 6.5, 7.5], [9.5, 14.5, 23.5]], [[-2, -1, 4], [14, 15, 12]]])

IMAGE = np.array([[1.0, 2, 3], [0, -1, 2]])
A = np.array([[[2.0, 5, 8], [-1, -4, 5]], [[1, -1, -3], [3, 5, -1]]])
H = np.clip(A, 0, 6)
D = np.array([[[5.0, 9, 4], [-2, 3, 3]], [[3, 4, -1], [2, 4, -1]]])
G = np.clip(D, 0, 6)
BLOCK_Y = np.array([[4.0, 5, 8], [-1, -1, 6]])
DY = np.array([[1.0, 2, -1], [0, 1, 3]])
DD = np.array([[[1.0, 0, -1], [0, 1, 3]], [[-1, -2, 0], [0, -1, 0]]])
DH = np.array([[[1.0, 1, -1], [0, 1, 4]], [[-1, -2, 0], [-1, -3, 0]]])
DA = np.array([[[1.0, 1, 0], [0, 0, 4]], [[-1, 0, 0], [-1, -3, 0]]])
DX = np.array([[6.0, 5, -1], [2, 7, 15]])
HUES = (FIRST, SECOND)

WORDS = {
    "depthwise": (
        "Two channels, each with a filter of its own",
        "Channel 0 of the image meets filter 0, 1 2 / 0 -1, and gives channel 0 of the output: "
        "its window (0, 0), 1 2 / 5 6, gives -0.5. Channel 1 meets filter 1, -1 1 / 2 0, and "
        "gives channel 1: its window (0, 0), 2 0 / 1 1, gives 1. The channels never meet.",
    ),
    "pointwise": (
        "A pointwise convolution mixes the channels of one pixel",
        "Pixel (1, 2) is 11.5 in channel 0 and 11 in channel 1. The filter 1 1 with bias 1 makes "
        "23.5 of them, the filter 2 -1 makes 12. Neighbours play no part.",
    ),
    "cost": (
        "Multiplications for each input number: a full convolution and a separable one",
        "A full convolution to 32 channels with 5 by 5 filters multiplies each number of the input "
        "25 times 32 = 800 times. A separable one multiplies it 25 + 32 = 57 times. The bars "
        "have these lengths.",
    ),
    "inverted": (
        "The way of one image through an inverted residual block",
        "The image x, one channel of 1 2 3 / 0 -1 2, is expanded to two channels a; relu6 cuts "
        "them off below 0 and above 6, which gives h. The depthwise step gives d, relu6 gives g. "
        "The projection makes one channel of them, and x is added: y is 4 5 8 / -1 -1 6, which "
        "no relu6 cuts off. What relu6 changes is grey.",
    ),
    "inverted_backward": (
        "The way of the gradient back through the block",
        "The upstream gradient 1 2 -1 / 0 1 3 goes back through the projection and stops (grey) "
        "where d lies below 0 or above 6: that gives dd. The depthwise step gives dh, which "
        "stops where a lies below 0 or above 6: that gives da. Through the expansion, and with "
        "dy added for x at the end, dx is 6 5 -1 / 2 7 15.",
    ),
}


def _factor(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _products(left: Numbers, right: Numbers) -> str:
    pairs = zip(left.flat, right.flat, strict=True)
    return " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in pairs)


def _plane(c: int, top: float) -> str:
    """Draw one channel, its filter, and the output that they make."""
    hue, x, w = HUES[c], Grid(X[c], 16, top, 32), Grid(WD[c], 176, top + 16, 32)
    y = Grid(Z[c], 276, top + 14, 36, f"z{c}")
    sum_ = float((X[c, :2, :2] * WD[c]).sum() + BD[c])
    sides = f"{_products(WD[c], X[c, :2, :2])} + {number(float(BD[c]))} = {number(sum_)}"
    return "\n".join(
        (
            x.draw(f"x, channel {c}", paint(block(0, 0, 2, 2), hue.tint)),
            x.window(0, 0, 2, 2, hue),
            w.draw(f"w[{c}]", paint(block(0, 0, 2, 2), hue.tint)),
            text(160, w.middle + 6, "*", size=20),
            arrow(w.right + 6, w.middle, y.x - 6, w.middle, hue.stroke),
            y.draw(f"y, channel {c}", paint([(0, 0)], hue.tint)),
            y.window(0, 0, 1, 1, hue),
            equation(16, x.bottom + 28, sides, name="(0,0)", hue=hue),
        )
    )


def depthwise() -> str:
    """Draw two channels with their filters."""
    return document(*WORDS["depthwise"], 340, _plane(0, 36), _plane(1, 202))


def _mix(f: int, top: float, hue: Hue) -> tuple[str, ...]:
    """Draw one filter's output, and how its last pixel comes about."""
    y = Grid(MIXED[f - 1], 252, top, 38, f"y{f}")
    pair, result = Z[:, 1, 2], float(MIXED[f - 1][1, 2])
    sides = f"{_products(WP[f], pair)} + {number(float(BP[f]))} = {number(result)}"
    return (
        y.draw(f"y, channel {f}", paint([(1, 2)], hue.tint)),
        y.window(1, 2, 1, 1, hue),
        equation(16, 262 + 26 * (f - 1), sides, name=f"w[{f}] = {_row(WP[f])}:", hue=hue),
    )


def _row(values: Numbers) -> str:
    return " ".join(number(float(v)) for v in values)


def pointwise() -> str:
    """Draw how one pixel of two outputs is mixed."""
    grids = [Grid(Z[c], 16, 36 + 118 * c, 38) for c in (0, 1)]
    drawn = [g.draw(f"x = z, channel {c}", {(1, 2): THIRD.tint}) for c, g in enumerate(grids)]
    marks = [g.window(1, 2, 1, 1, THIRD) for g in grids]
    lines = [
        arrow(g.right + 6, g.y + 57, 244, 93 + 118 * f, hue.stroke)
        for g in grids
        for f, hue in enumerate(HUES)
    ]
    mixed = (*_mix(1, 36, FIRST), *_mix(2, 154, SECOND))
    return document(*WORDS["pointwise"], 306, *drawn, *marks, *lines, *mixed)


def _bar(x: float, y: float, count: float, hue: Hue) -> str:
    look = {"fill": hue.tint, "stroke": hue.stroke, "stroke_width": 1.5}
    return element("rect", x=x, y=y, width=count * 0.46, height=26, **look)


def cost() -> str:
    """Draw what one number of the input costs."""
    return document(
        *WORDS["cost"],
        230,
        text(16, 30, "full convolution", anchor="start", weight="bold"),
        _bar(16, 40, 800, FIRST),
        equation(16, 86, "25·32 = 800", name="5×5, F = 32:", hue=FIRST),
        text(16, 126, "depthwise, then pointwise", anchor="start", weight="bold"),
        _bar(16, 136, 25, SECOND),
        _bar(16 + 25 * 0.46, 136, 32, THIRD),
        equation(16, 182, "25 + 32 = 57", name="5×5, then F = 32:", hue=SECOND),
        equation(16, 208, "57/800 = 0.07125"),
    )


def _stops(values: Numbers) -> dict[Cell, str]:
    """Return the cells that relu6 cuts off, in grey."""
    cut = (values < 0) | (values > 6)
    return paint([(int(i), int(j)) for i, j in np.argwhere(cut)], ZERO)


def _four(top: float, values: tuple[Numbers, Numbers], names: str, before: Numbers) -> str:
    """Draw two channels on both sides of a relu6, grey where it cuts them off."""
    parts = [arrow(180, top + 34, 222, top + 34), text(200, top + 24, "relu6", size=14)]
    for side, name in enumerate(names.split()):
        for t in (0, 1):
            grid = Grid(values[side][t] + 0.0, 16 + 84 * t + 210 * side, top, 25, f"{name}{t}")
            parts.append(grid.draw(f"{name}, t={t}", _stops(before[t])))
    return "\n".join(parts)


def _one(x: float, top: float, values: Numbers, name: str, result: str = "") -> str:
    return Grid(values, x, top, 25, result).draw(name)


def _steps(first: str, middle: str, last: str) -> str:
    """Draw what leads from row to row: the filters of a block's three steps."""
    return "\n".join(
        (
            arrow(52, 94, 52, 120) + text(64, 112, first, anchor="start"),
            arrow(262, 206, 84, 240) + text(104, 220, middle, anchor="start"),
            arrow(262, 322, 262, 348) + text(274, 340, last, anchor="start"),
        )
    )


def inverted() -> str:
    """Draw every step of the block."""
    return document(
        *WORDS["inverted"],
        472,
        _one(16, 36, IMAGE, "x"),
        _four(148, (A, H), "a h", A),
        _four(264, (D, G), "d g", D),
        _steps("we, be", "wd, bd", "wp, bp, + x"),
        _one(226, 376, BLOCK_Y, "y", "y"),
        equation(16, 452, "3 + (−1)·4 + 1 + (−1) = −1", name="y (1,1):", hue=THIRD),
    )


def inverted_backward() -> str:
    """Draw every step back through the block."""
    return document(
        *WORDS["inverted_backward"],
        472,
        _one(16, 36, DY, "dy"),
        _four(148, (np.array([DY, -DY]), DD), "dg dd", D),
        _four(264, (DH, DA), "dh da", A),
        _steps("wp", "wd", "we, + dy"),
        _one(226, 376, DX, "dx", "dx"),
        equation(16, 452, _sent(1, 1), name="dx (1,1):", hue=THIRD),
    )


def _sent(row: int, column: int) -> str:
    """Return what a pixel gets from both channels, and besides for x at the end."""
    parts = _products(np.array([3.0, -2]), DA[:, row, column])
    total = DX[row, column]
    return f"{parts} + {_factor(float(DY[row, column]))} = {number(float(total))}"


FIGURES = {
    "depthwise": depthwise,
    "pointwise": pointwise,
    "cost": cost,
    "inverted": inverted,
    "inverted_backward": inverted_backward,
}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    z = module.depthwise_conv2d(X[None], WD, BD)
    mixed = module.pointwise_conv2d(z, WP, BP)
    right, below = np.zeros((3, 3)), np.zeros((3, 3))
    right[1, 1:], below[1:, 1] = 1, 1
    params = {"we": np.array([[3.0], [-2]]), "be": np.array([-1.0, 3])}
    params |= {"wd": np.array([right, below]), "bd": np.array([-2.0, -1])}
    params |= {"wp": np.array([[1.0, -1]]), "bp": np.array([1.0])}
    x, dy = IMAGE[None, None], DY[None, None]
    a = module.pointwise_conv2d(x, params["we"], params["be"])
    d = module.depthwise_conv2d(np.clip(a, 0, 6), params["wd"], params["bd"], padding=1)
    dg = module.pointwise_conv2d_backward(dy, np.clip(d, 0, 6), params["wp"])[0]
    dd = dg * ((d > 0) & (d < 6))
    dh = module.depthwise_conv2d_backward(dd, np.clip(a, 0, 6), params["wd"], padding=1)[0]
    forth = {"a": a, "h": np.clip(a, 0, 6), "d": d, "g": np.clip(d, 0, 6)}
    back = {"dg": dg, "dd": dd, "dh": dh, "da": dh * ((a > 0) & (a < 6))}
    return {
        **{("depthwise", f"z{c}"): z[0, c] for c in (0, 1)},
        **{("pointwise", f"y{f}"): mixed[0, f] for f in (1, 2)},
        **{("inverted", f"{name}{c}"): all_[0, c] for name, all_ in forth.items() for c in (0, 1)},
        ("inverted", "y"): module.inverted_residual(x, params),
        **{
            ("inverted_backward", f"{name}{c}"): all_[0, c]
            for name, all_ in back.items()
            for c in (0, 1)
        },
        ("inverted_backward", "dx"): module.inverted_residual_backward(dy, x, params)[0],
    }
