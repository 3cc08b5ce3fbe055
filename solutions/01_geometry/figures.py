"""Figures of 01_geometry: why few weights do, where windows lie, what they cost and see."""

from __future__ import annotations

import numpy as np

from autograder.figures.grid import Grid, block, paint
from autograder.figures.svg import (
    FAINT,
    FIRST,
    SECOND,
    THIRD,
    ZERO,
    Hue,
    document,
    element,
    equation,
    text,
)

HUES = (FIRST, SECOND, THIRD)
WORDS = {
    "connections": (
        "Seven pixels, five outputs: 35 weights, 15, or 3",
        "Above, a dense layer: each of five outputs is connected to each of seven pixels by a "
        "weight of its own, 35 in all. In the middle, each output sees three neighbouring pixels "
        "only: 15 weights. Below, all outputs use the same three weights.",
    ),
    "cost": (
        "The same feature maps for a tenth, or a fourteenth, of the multiplications",
        "Bars for three ways from 192 to 32 channels on 28 by 28 positions: 5 by 5 directly costs "
        "120,422,400 multiplications, through a 1 by 1 bottleneck of 16 channels 12,443,648, "
        "depthwise and then pointwise 8,580,096.",
    ),
    "receptive": (
        "One number of the last layer sees eight pixels",
        "Three layers over a row of eight pixels. A number of the first layer, kernel 3, sees 3 "
        "pixels; one of the second, kernel 2 and stride 2, sees 4; the single number of the "
        "third, kernel 3, sees all 8.",
    ),
    "windows": (
        "Where a window of 3 fits on 7 cells",
        "With stride 1 a window starts at 0, 1, 2, 3 and 4: five windows. With stride 2 at 0, 2 "
        "and 4: three. With stride 3 at 0 and 3, and cell 6 is left over: two. With a cell of "
        "padding at both ends and stride 1 there are seven.",
    ),
}


def _line(x1: float, y1: float, x2: float, y2: float, hue: Hue | None, width: float = 2) -> str:
    """Return a straight line in a hue's colour and dash, or in grey."""
    colour, dash = (hue.stroke, hue.dash) if hue else (FAINT, "none")
    look = {"stroke": colour, "stroke_width": width, "stroke_dasharray": dash}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **look)


def _connected(top: float, title: str, reach: int, *, shared: bool) -> list[str]:
    """Draw five outputs over seven pixels; an output sees `reach` pixels on either side."""
    outputs, pixels = Grid([[np.nan] * 5], 50, top + 20, 30), Grid([[np.nan] * 7], 20, top + 96, 30)
    lines = [
        _line(65 + 30 * i, top + 50, 35 + 30 * j, top + 96, HUES[j - i] if shared else None, 1.5)
        for i in range(5)
        for j in range(7)
        if abs(i + 1 - j) <= reach
    ]
    words = text(20, top, title, anchor="start", weight="bold")
    named = [(outputs, "outputs"), (pixels, "pixels")]
    labels = [text(240, grid.middle + 5, name, anchor="start") for grid, name in named]
    return [words, outputs.draw(), pixels.draw(), *lines, *labels]


def connections() -> str:
    """Draw a dense layer, local connections, and shared weights."""
    dense, shared = Grid([[35]], 330, 81, 44, "dense"), Grid([[3]], 330, 389, 44, "conv")
    return document(
        *WORDS["connections"],
        484,
        *_connected(30, "dense layer", 9, shared=False),
        *_connected(184, "local connections", 1, shared=False),
        *_connected(338, "convolution: local and shared", 1, shared=True),
        *(text(352, y, "weights") for y in (64, 218, 372)),
        dense.draw(),
        Grid([[15]], 330, 235, 44).draw(),
        shared.draw(),
    )


def _bar(x: float, y: float, width: float, hue: Hue) -> str:
    """Return a window as a bar with ends."""
    ends = (_line(at, y - 4, at, y + 4, hue) for at in (x, x + width))
    return _line(x, y, x + width, y, hue, 3) + "".join(ends)


def _windows(top: float, title: str, stride: int, count: int, *, padding: int = 0) -> list[str]:
    """Draw an axis of seven cells with its windows below, each on a line of its own."""
    cells = [0.0] * padding + [*range(7)] + [0.0] * padding
    values = [np.nan if i < padding or i >= padding + 7 else v for i, v in enumerate(cells)]
    axis = Grid([values], 20 + 30 * (1 - padding), top + 10, 30)
    end = (count - 1) * stride + 3
    fills = axis.frame(0, padding, 1, 7) | paint(block(0, end, 1, len(cells) - end), ZERO)
    bars = [
        _bar(axis.x + 3 + 30 * stride * i, axis.bottom + 12 + 10 * i, 84, HUES[i % 3])
        for i in range(count)
    ]
    answer = Grid([[count]], 330, top + 10, 40, f"stride{stride}_padding{padding}")
    words = text(20, top, title, anchor="start", weight="bold")
    return [words, axis.draw(fills=fills), *bars, answer.draw()]


def windows() -> str:
    """Draw where windows lie at three strides and with padding."""
    return document(
        *WORDS["windows"],
        530,
        *_windows(30, "stride=1", 1, 5),
        text(350, 28, "windows"),
        *_windows(166, "stride=2", 2, 3),
        *_windows(282, "stride=3", 3, 2),
        text(236, 346, "left over", anchor="start"),
        *_windows(388, "stride=1, padding=1", 1, 7, padding=1),
    )


def _seen(x: float, y: float, count: int, below: float, hue: Hue) -> str:
    """Draw a number with what it sees of the layer below, from x - below to x + below."""
    cell = Grid([[count]], x - 18, y, 36, f"sees{count}")
    cone = [_line(x + side * 18, y + 36, x + side * below, y + 80, hue) for side in (-1, 1)]
    return cell.draw(fills={(0, 0): hue.tint}) + "".join(cone)


def receptive() -> str:
    """Draw which pixels one number of each layer sees."""
    pixels = Grid([[np.nan] * 8], 20, 288, 36)
    one, two = Grid([[np.nan] * 5], 92, 208, 36), Grid([[np.nan]], 146, 128, 36)
    rows = ((66, "(3, 1)"), (146, "(2, 2)"), (226, "(3, 1)"))
    return document(
        *WORDS["receptive"],
        372,
        text(20, 28, "each number: pixels that it sees", anchor="start", weight="bold"),
        text(380, 28, "kernel, stride", anchor="end"),
        *(text(380, y + 5, name, anchor="end") for y, name in rows),
        text(380, 311, "pixels", anchor="end"),
        pixels.draw(),
        one.draw(),
        two.draw(),
        Grid([[np.nan]], 218, 128, 36).draw(),
        _seen(164, 48, 8, 90, FIRST),
        _seen(92, 128, 4, 36, SECOND),
        _seen(74, 208, 3, 54, THIRD),
        equation(20, 354, "1 + 2·1 + 1·1 + 2·1·2 = 8", name="seen:"),
    )


def cost() -> str:
    """Draw three costs as bars."""
    ways = (
        ("5×5 directly", "28·28·32·192·5·5 = 120422400", 120_422_400, FIRST),
        (
            "1×1 to 16 channels, then 5×5",
            "28·28·16·192 + 28·28·32·16·5·5 = 12443648",
            12_443_648,
            SECOND,
        ),
        ("depthwise, then pointwise", "28·28·192·5·5 + 28·28·192·32 = 8580096", 8_580_096, THIRD),
    )
    parts = []
    for place, (name, sides, count, hue) in enumerate(ways):
        top = 66 + 92 * place
        look = {"fill": hue.tint, "stroke": hue.stroke, "stroke_width": 2}
        bar = element("rect", x=20, y=top + 10, width=360 * count / 120_422_400, height=22, **look)
        parts += [
            text(20, top, name, anchor="start", weight="bold"),
            bar,
            equation(20, top + 52, sides),
        ]
    title = text(20, 28, "28×28×192 → 28×28×32, multiplications", anchor="start")
    return document(*WORDS["cost"], 330, title, *parts)


FIGURES = {"connections": connections, "windows": windows, "cost": cost, "receptive": receptive}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    layers, asked = [(3, 1), (2, 2), (3, 1)], ((1, 0), (2, 0), (3, 0), (1, 1))
    return {
        ("connections", "dense"): module.dense_parameters(7, 5, bias=False),
        ("connections", "conv"): module.conv_parameters(1, 1, (1, 3), bias=False),
        **{
            ("receptive", f"sees{n}"): module.receptive_field(layers[:i])
            for i, n in ((1, 3), (2, 4), (3, 8))
        },
        **{
            ("windows", f"stride{s}_padding{p}"): module.output_size(7, 3, stride=s, padding=p)
            for s, p in asked
        },
    }
