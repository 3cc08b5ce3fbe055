"""Figures of 13_training: digits, a step downhill, and a network that is small enough to see."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.figures.grid import Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    SECOND,
    THIRD,
    arrow,
    document,
    element,
    equation,
    text,
)

Numbers = NDArray[np.float64]
DIGITS = Path(__file__).parents[2] / "assignments" / "13_training" / "digits.npz"

IMAGE = np.array([[9.0, 2, 0, 1], [0, 3, 5, 0]])
LOGITS = np.array([[17.0], [9.0], [-16.0]])
WORDS = {
    "digits": (
        "The digits 0 to 9, and how they are read",
        "Ten handwritten digits of 8 by 8 pixels, 0 to 9. Below them the same digits, each a bit "
        "dimmer, three of them moved by a pixel to the left or to the right.",
    ),
    "step": (
        "One step of gradient descent with momentum",
        "The velocity 0.5 0 is multiplied with 0.9, and a tenth of the gradient 10 -20 is taken "
        "off: the new velocity is -0.55 2. Added to the params 1 2 it gives 0.45 4.",
    ),
    "network": (
        "A network of one filter per layer reads an image",
        "The image is 9 2 0 1 / 0 3 5 0. Minus 1 and behind relu and pool it is 8 4, times 2 plus "
        "1 it is 17 9. The logits of the three classes are 17, 9 and -16: the label is 0.",
    ),
}


def _png(x: Numbers) -> str:
    """Return a grey picture (H, W) from 0 to 1, dark on white, as a PNG in a URL."""
    grey = np.rint(255 * (1 - x)).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    header = struct.pack(">IIBBBBB", grey.shape[1], grey.shape[0], 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    data = b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in parts
    )
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + data).decode()


def digits() -> str:
    """Draw each digit as it is learned, and as it may have to be read."""
    with np.load(DIGITS, allow_pickle=False) as file:
        images = file["images"][:10] / 16  # 0 to 9, in order
    moves = (0, 1, 0, 0, -1, 0, 0, 1, 0, 0)
    parts = []
    for k, x in enumerate(images):
        around = np.pad(x, ((0, 0), (1, 1)))  # zeros come in
        read = around[:, 1 - moves[k] : 9 - moves[k]] * (0.7 + 0.03 * k)
        for row, picture in enumerate((x, read)):
            left, top = 14 + 76 * (k % 5), 40 + 150 * (k // 5) + 70 * row
            look = {"image_rendering": "pixelated", "href": _png(picture)}
            parts.append(element("image", x=left, y=top, width=64, height=64, **look))
    head = text(14, 26, "learned, and below as it may be read", anchor="start")
    return document(*WORDS["digits"], 342, head, *parts)


def step() -> str:
    """Draw the worked example, w only."""
    old, slope = Grid([[0.5, 0.0]], 20, 40, 40), Grid([[10.0, -20.0]], 154, 40, 42)
    new = Grid([[-0.55, 2.0]], 292, 40, 46, "velocity")
    params, moved = Grid([[1.0, 2.0]], 20, 158, 48), Grid([[0.45, 4.0]], 292, 158, 46, "params")
    both = block(0, 0, 1, 2)
    return document(
        *WORDS["step"],
        274,
        old.draw("velocity", paint(both, FIRST.tint)),
        slope.draw("grads", paint(both, SECOND.tint)),
        new.draw("new velocity", paint(both, THIRD.tint)),
        text(127, 66, "·0.9  −", size=14),
        text(265, 66, "·0.1  =", size=14),
        params.draw("params"),
        arrow(338, 94, 338, 132),
        arrow(128, 182, 280, 182),
        text(204, 174, "+ new velocity", size=14),
        moved.draw("new params"),
        equation(20, 236, "0.9 * 0 - 0.1 * (-20) = 2", name="second velocity:", hue=THIRD),
        equation(20, 260, "2 + 2 = 4", name="second param:", hue=FIRST),
    )


def network() -> str:
    """Draw all that is between an image and its label."""
    x, pooled = Grid(IMAGE, 20, 44, 34), Grid([[8.0, 4.0]], 268, 61, 40)
    second, logits = Grid([[17.0, 9.0]], 20, 176, 40), Grid(LOGITS, 190, 160, 40)
    label = Grid([[0.0]], 318, 200, 40, "label")
    left, right = paint(block(0, 0, 2, 2), FIRST.tint), paint(block(0, 2, 2, 2), SECOND.tint)
    halves = {(0, 0): FIRST.tint, (0, 1): SECOND.tint}
    return document(
        *WORDS["network"],
        300,
        x.draw("image", left | right),
        arrow(164, 80, 258, 80),
        text(211, 70, "−1, relu, pool", size=14),
        pooled.draw("p1", halves),
        second.draw("r2, from ·2 + 1", halves),
        arrow(106, 196, 182, 210),
        logits.draw("logits", {(0, 0): THIRD.tint}),
        arrow(238, 216, 310, 220),
        label.draw("label", {(0, 0): THIRD.tint}),
    )


FIGURES = {"digits": digits, "step": step, "network": network}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    w, g, v = ({"w": np.array([row])} for row in ([1.0, 2.0], [10.0, -20.0], [0.5, 0.0]))
    params, velocity = module.sgd_momentum(w, g, v, lr=0.1, momentum=0.9)
    pixel = np.zeros((1, 1, 3, 3))
    pixel[0, 0, 1, 1] = 1
    small = {
        "w1": pixel,
        "b1": np.array([-1.0]),
        "w2": 2 * pixel,
        "b2": np.array([1.0]),
        "w3": np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]),
        "b3": np.array([0.0, 0.0, 10.0]),
    }
    return {
        ("step", "velocity"): velocity["w"],
        ("step", "params"): params["w"],
        ("network", "label"): module.predict(IMAGE[None, None], small),
    }
