"""Figures of the handout: LeNet-5's maps, a sentence through three widths, a board."""

import numpy as np

from autograder.figures.grid import Grid, paint
from autograder.figures.svg import (
    FIRST,
    LINE,
    SECOND,
    THIRD,
    arrow,
    document,
    element,
    equation,
    text,
)

# Numbers of the worked examples.
E = np.array([[1, 2, -1, -1, 2]])
FILTERS = {3: [[1, 0, 1]], 4: [[1, 1, 0, 0]], 5: [[0, 0, 0, 0, 1]]}
MAPS = {3: [[0, 1, 1]], 4: [[3, 1]], 5: [[3]]}
HUES = {3: FIRST, 4: SECOND, 5: THIRD}
LARGEST = np.array([[1, 3, 3]])
PLANES = np.array([[1, 0, 2], [0, 3, 1]])
C1 = np.array([[1, 0, 2], [0, 2, 1]])
C2 = np.array([[0, 0, 1], [0, 1, 2]])
BIASES = np.array([[0, 1, -1], [0, -1, -2]])
SCORES = np.array([[0, 1, 0], [0, 0, 0]])

WORDS = {
    "lenet": (
        "LeNet-5: maps get smaller and more",
        "The input is one map of 32×32. C1 makes 6 of 28×28, S2 6 of 14×14, C3 16 of 10×10, S4 16 "
        "of 5×5, C5 120 of 1×1. F6 makes 84 numbers of them, and the answer is 10 distances.",
    ),
    "text": (
        "A sentence through filters of three widths",
        "The sentence is 1, 2, -1, -1, 2. The filter 1 0 1 gives 0, 1, 1 after relu, the filter "
        "1 1 0 0 gives 3, 1, the filter 0 0 0 0 1 with bias 1 gives 3. The largest numbers of the "
        "three maps, 1, 3 and 3, make the row M.",
    ),
    "board": (
        "A board on its way through the policy network",
        "The planes 1 0 2 / 0 3 1 become C1, 1 0 2 / 0 2 1, and C2, 0 0 1 / 0 1 2. With the biases "
        "0 1 -1 / 0 -1 -2, one for each point, the scores are 0 1 0 / 0 0 0.",
    ),
}

STAGES = (
    ("x", "1 @ 32×32", 1, 32, "input"),
    ("C1", "6 @ 28×28", 6, 28, "5×5, tanh"),
    ("S2", "6 @ 14×14", 6, 14, "average of 2×2"),
    ("C3", "16 @ 10×10", 16, 10, "5×5, tanh"),
    ("S4", "16 @ 5×5", 16, 5, "average of 2×2"),
    ("C5", "120 @ 1×1", 120, 1, "5×5, tanh"),
    ("F6", "84 numbers", 84, 0, "dense, tanh"),
    ("y", "10 distances", 10, 0, "to 10 prototypes"),
)


def stack(x, y, maps, size):
    """Draw some of the maps behind each other, as large as they are; numbers as a bar."""
    if not size:
        return element("rect", x=x, y=y - 5, width=maps, height=10, fill=THIRD.tint, stroke=LINE)
    side, shown = 1.6 * size, min(maps, 16)
    squares = [
        element(
            "rect",
            x=x + 4 * i,
            y=y - side / 2,
            width=side,
            height=side,
            fill=FIRST.tint,
            stroke=LINE,
        )
        for i in reversed(range(shown))
    ]
    return "".join(squares)


def lenet():
    """Draw LeNet-5's stages below each other, maps in proportion."""
    parts, y = [], 44.0
    for name, size, maps, side, how in STAGES:
        y += 0.8 * side
        parts.append(text(14, y + 5, name, anchor="start", weight="bold"))
        parts.append(text(48, y + 5, size, anchor="start"))
        parts.append(text(386, y + 5, how, anchor="end", size=14))
        parts.append(stack(150, y, maps, side))
        y += 0.8 * side + 22
    return document(*WORDS["lenet"], y + 4, *parts)


def words():
    """Draw the sentence, three filters, their maps and the largest of each."""
    sentence = Grid(E, 14, 52, 34, "E")
    parts = [text(14, 28, "the sentence, one number a word", anchor="start")]
    parts.append(sentence.draw())
    for place, width in enumerate((3, 4, 5)):
        top, hue = 132 + 88 * place, HUES[width]
        kernel = Grid(FILTERS[width], 14, top, 34)
        maps = Grid(MAPS[width], 222, top, 34, f"C{width}")
        best = int(np.argmax(MAPS[width][0]))
        label = f"w{width}" + ", bias 1" * (width == 5)
        parts.append(kernel.draw(label, paint([(0, k) for k in range(width)], hue.tint)))
        parts.append(arrow(190, top + 17, 216, top + 17))
        parts.append(maps.draw(f"C{width}"))
        parts.append(maps.ring(0, best))
    largest = Grid(LARGEST, 222, 408, 34, "M")
    fills = {(0, place): HUES[width].tint for place, width in enumerate((3, 4, 5))}
    parts.append(text(14, 431, "the largest of each map", anchor="start"))
    parts.append(largest.draw("M", fills))
    return document(*WORDS["text"], 462, *parts)


def board():
    """Draw a board, two convolutions, the biases and the scores."""
    seen = Grid(PLANES, 14, 52, 36)
    first, second = Grid(C1, 146, 52, 36, "C1"), Grid(C2, 278, 52, 36, "C2")
    biases, scores = Grid(BIASES, 78, 182, 36), Grid(SCORES, 222, 182, 36, "S")
    return document(
        *WORDS["board"],
        312,
        seen.draw("planes", paint([(1, 1), (1, 2)], FIRST.tint)),
        first.draw("C1", paint([(1, 1)], FIRST.tint) | paint([(0, 2), (1, 2)], SECOND.tint)),
        second.draw("C2", paint([(1, 2)], SECOND.tint)),
        arrow(125, 88, 143, 88),
        arrow(257, 88, 275, 88),
        text(60, 222, "+", size=22),
        biases.draw("b, for each point"),
        arrow(190, 218, 216, 218),
        scores.draw("S"),
        equation(14, 284, "3 − 1 = 2", name="C1:", hue=FIRST),
        equation(146, 284, "1 + 2 − 1 = 2", name="C2:", hue=SECOND),
    )


FIGURES = {"lenet": lenet, "text": words, "board": board}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    params = {"embedding": np.array([[1.0], [-1], [2]]), "w": np.ones((1, 3)), "b": np.zeros(1)}
    for width, filters in FILTERS.items():
        params |= {f"w{width}": np.array([filters], float), f"b{width}": np.zeros(1)}
    params["b5"] = np.ones(1)
    e, c3, c4, c5, m, _ = module.text_cnn(np.array([[0, 2, 1, 1, 2]]), params)
    found = {("text", name): a for name, a in zip(("E", "C3", "C4", "C5", "M"), (e, c3, c4, c5, m))}
    look, above = np.zeros((1, 1, 5, 5)), np.zeros((1, 1, 3, 3))
    look[0, 0, 2, 2:4] = 1, -1
    above[0, 0, :2, 1] = 1
    moves = {"w1": look, "b1": np.zeros(1), "w2": above, "b2": -np.ones(1)}
    moves |= {"w": np.ones((1, 1, 1, 1)), "b": BIASES.astype(float)}
    c1, c2, s, _ = module.policy_network(PLANES[None, None].astype(float), moves)
    return found | {("board", "C1"): c1, ("board", "C2"): c2, ("board", "S"): s}
