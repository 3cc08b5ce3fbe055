"""Figures of 11_augmentation: a real picture and what becomes of it, and pixels that move."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.figures.grid import Grid, paint
from autograder.figures.svg import (
    FAINT,
    FIRST,
    SECOND,
    THIRD,
    ZERO,
    arrow,
    document,
    element,
    equation,
    line,
    text,
)

Numbers = NDArray[np.float64]
PICTURES = Path(__file__).parents[2] / "assignments" / "11_augmentation" / "pictures.npz"

X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
MOVED = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 2.0]])
TURNED = np.array([[3.0, 6.0], [2.0, 5.0], [1.0, 4.0]])
BACK = np.array([[4.0, 1.0], [5.0, 2.0], [6.0, 3.0]])
ROW, FEWER = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]), np.array([[1.0, 3.0, 5.0]])
SHORT, MORE = np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 1.0, 2.0, 3.0, 3.0]])
HUES = (FIRST, SECOND, THIRD)
WORDS = {
    "pictures": (
        "A real picture, and eight more that are made of it",
        "A cat, looking to the right; the same cat looking to the left; moved down and right, "
        "with black where nothing is; brighter; darker; with less contrast; with more contrast; "
        "turned by a quarter turn counterclockwise; and a window cut out of it.",
    ),
    "shift": (
        "A picture moved down and right by one pixel each",
        "The picture is 1 2 3 / 4 5 6. Moved down by 1 and right by 1 it is 0 0 0 / 0 1 2: "
        "zeros come in above and on the left, and 3, 4, 5 and 6 have left the picture.",
    ),
    "rotate": (
        "A quarter turn counterclockwise, and one clockwise",
        "The picture is 1 2 3 / 4 5 6. One turn counterclockwise makes 3 6 / 2 5 / 1 4: the last "
        "column has become the first row. One turn clockwise, turns = -1, makes 4 1 / 5 2 / 6 3.",
    ),
    "resize": (
        "Every new pixel takes the old pixel in which its middle lies",
        "Five pixels 1 2 3 4 5 become three: the middles of the new pixels lie in the first, the "
        "third and the fifth old pixel, so 1 3 5. Three pixels 1 2 3 become five: two middles lie "
        "in the first, one in the second, two in the third, so 1 1 2 3 3.",
    ),
}


def _png(x: Numbers) -> str:
    """Return a picture (3, H, W) from 0 to 1 as a PNG in a URL.

    It is not compressed: other versions of zlib would make other bytes.
    """
    rgb = np.rint(255 * x).astype(np.uint8).transpose(1, 2, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in rgb)
    header = struct.pack(">IIBBBBB", rgb.shape[1], rgb.shape[0], 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    data = b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in parts
    )
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + data).decode()


def _tiles(x: Numbers) -> tuple[tuple[str, Numbers], ...]:
    """Return what becomes of a picture (3, H, W), with words."""
    moved = np.zeros_like(x)
    moved[:, 6:, 10:] = x[:, :-6, :-10]
    mean = x.mean()
    return (
        ("as it is", x),
        ("flipped", x[:, :, ::-1]),
        ("shifted", moved),
        ("delta=0.3", np.clip(x + 0.3, 0, 1)),
        ("delta=−0.3", np.clip(x - 0.3, 0, 1)),
        ("factor=0.4", mean + 0.4 * (x - mean)),
        ("factor=2", np.clip(mean + 2 * (x - mean), 0, 1)),
        ("turns=1", np.rot90(x, axes=(1, 2))),
        ("a crop", x[:, 5:29, 4:36]),
    )


def pictures() -> str:
    """Draw a cat in nine ways."""
    with np.load(PICTURES, allow_pickle=False) as file:
        tiles = _tiles(file["cat"] / 255)
    parts, pixel = [], 2.4
    for place, (words, x) in enumerate(tiles):
        left, top = 14 + 126 * (place % 3), 16 + 142 * (place // 3)
        height, width = pixel * x.shape[1], pixel * x.shape[2]
        look = {"image_rendering": "pixelated", "href": _png(x)}
        parts.append(element("image", x=left, y=top, width=width, height=height, **look))
        under = top + (112 if place < 6 else 134)
        parts.append(text(left, under, words, anchor="start"))
    return document(*WORDS["pictures"], 466, *parts)


def shift() -> str:
    """Draw a picture that moves, and what is lost."""
    x, y = Grid(X, 20, 66, 40), Grid(MOVED, 232, 66, 40, "y")
    stays = paint(((0, 0), (0, 1)), FIRST.tint)
    zeros = paint(((0, 0), (0, 1), (0, 2), (1, 0)), ZERO)
    return document(
        *WORDS["shift"],
        226,
        text(20, 28, "down=1, right=1", anchor="start"),
        x.draw("x", stays),
        x.window(0, 0, 1, 2, FIRST),
        arrow(152, 106, 220, 106),
        y.draw("y", zeros | paint(((1, 1), (1, 2)), FIRST.tint)),
        y.window(1, 1, 1, 2, FIRST),
        text(20, 176, "1 and 2 stay in sight, one row lower and", anchor="start"),
        text(20, 198, "one column further; zeros come in.", anchor="start"),
    )


def rotate() -> str:
    """Draw a turn either way."""
    x = Grid(X, 20, 84, 40)
    turned, back = Grid(TURNED, 172, 66, 40, "turned"), Grid(BACK, 296, 66, 40, "back")
    last, rows = paint(((0, 2), (1, 2)), FIRST.tint), paint(((0, 0), (0, 1)), FIRST.tint)
    return document(
        *WORDS["rotate"],
        258,
        x.draw("x", last),
        x.window(0, 2, 2, 1, FIRST),
        turned.draw("turns=1", rows),
        turned.window(0, 0, 1, 2, FIRST),
        back.draw("turns=−1", paint(((2, 0), (2, 1)), FIRST.tint)),
        back.window(2, 0, 1, 2, FIRST),
        text(20, 218, "The last column becomes the first row,", anchor="start"),
        text(20, 238, "or the last one when it turns clockwise.", anchor="start"),
    )


def _resized(old: Numbers, new: Numbers, top: float, result: str, name: str) -> list[str]:
    """Draw a row, and below it the new pixels, just as wide together, with their middles."""
    width, count = 300.0, new.size
    cell = width / max(old.size, count)
    x = Grid(old, 60, top, width / old.size)
    y = Grid(new, 60, top + x.cell + 44, width / count, result)
    parts = [x.draw(), y.draw()]
    for j in range(count):
        middle = 60 + (j + 0.5) * y.cell
        hue = HUES[j % 3]
        ends = line(middle, y.y - 4, middle, top + x.cell - cell / 6, hue.stroke)
        parts += [ends, element("circle", cx=middle, cy=top + x.cell - 10, r=4, fill=hue.stroke)]
    parts += [text(20, x.middle + 5, "x"), text(20, y.middle + 5, "y")]
    return [*parts, text(20, top - 10, name, anchor="start", fill=FAINT)]


def resize() -> str:
    """Draw fewer and more pixels than before."""
    return document(
        *WORDS["resize"],
        526,
        *_resized(ROW, FEWER, 38, "fewer", "from 5 pixels to 3"),
        *_resized(SHORT, MORE, 306, "more", "from 3 pixels to 5"),
        equation(60, 262, "(0 + 1/2) * 5 / 3 = 5 / 6", name="first middle:", hue=FIRST),
    )


FIGURES = {"pictures": pictures, "shift": shift, "rotate": rotate, "resize": resize}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x, row, short = X[None, None], ROW[None, None], SHORT[None, None]
    return {
        ("shift", "y"): module.shift(x, down=1, right=1),
        ("rotate", "turned"): module.rotate90(x, turns=1),
        ("rotate", "back"): module.rotate90(x, turns=-1),
        ("resize", "fewer"): module.resize_nearest(row, size=(1, 3)),
        ("resize", "more"): module.resize_nearest(short, size=(1, 5)),
    }
