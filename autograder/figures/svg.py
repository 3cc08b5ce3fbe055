"""Marks on paper: the few SVG elements that the figures are made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

# A phone is about 360 CSS pixels wide: at this width 15 units of text stay readable there.
WIDTH = 400
INK, FAINT, LINE, PAPER, ZERO = "#1a1a1a", "#555555", "#808080", "#ffffff", "#e2e2e2"
FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Hue:
    """A window's looks: colours of Okabe and Ito, darkened for text, and a dash of its own."""

    stroke: str
    tint: str
    dash: str


FIRST = Hue("#005a8c", "#cfe5f5", "none")
SECOND = Hue("#a34700", "#fbdcc4", "8 4")
THIRD = Hue("#00664b", "#c9ecdf", "3 3")


def number(value: float) -> str:
    """Return a number as the figures write it: short, and with a real minus sign."""
    return f"{value:g}".replace("-", "−")


def element(tag: str, content: str = "", **attributes: str | float) -> str:
    """Return one element; `content` is SVG already, attribute names have _ for -."""
    pairs = "".join(
        f' {name.replace("_", "-")}="{_attribute(value)}"' for name, value in attributes.items()
    )
    return f"<{tag}{pairs}>{content}</{tag}>" if content else f"<{tag}{pairs}/>"


def _attribute(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:g}"


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 15,
    anchor: str = "middle",
    fill: str = INK,
    weight: str = "normal",
) -> str:
    """Return words on the baseline y."""
    look = {"text_anchor": anchor, "fill": fill, "font_weight": weight}
    return element("text", escape(words), x=x, y=y, font_size=size, **look)


def equation(x: float, y: float, sides: str, *, name: str = "", hue: Hue | None = None) -> str:
    """Return `name` and an equation, in marks by which a test finds and computes it."""
    colour = hue.stroke if hue else INK
    before = element("tspan", escape(name), fill=colour, font_weight="bold") if name else ""
    # A gap by dx: some viewers drop a space at the end of a tspan.
    marked = element("tspan", escape(sides), dx=6 if name else 0, data_equation="")
    return element("text", before + marked, x=x, y=y, font_size=15, fill=INK)


def line(x1: float, y1: float, x2: float, y2: float, colour: str = FAINT) -> str:
    """Return a thin straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=1.5)


def arrow(x1: float, y1: float, x2: float, y2: float, colour: str = FAINT) -> str:
    """Return a line with a head at its end."""
    length = math.hypot(x2 - x1, y2 - y1)
    along, across = (x2 - x1) / length, (y2 - y1) / length
    bx, by = x2 - 9 * along, y2 - 9 * across
    corners = ((x2, y2), (bx - 5 * across, by + 5 * along), (bx + 5 * across, by - 5 * along))
    points = " ".join(f"{px:.5g},{py:.5g}" for px, py in corners)
    return line(x1, y1, bx, by, colour) + element("polygon", points=points, fill=colour)


def across(x1: float, x2: float, y: float, label: str) -> str:
    """Return a measure of columns, its label above."""
    ends = line(x1 + 1, y - 4, x1 + 1, y + 4) + line(x2 - 1, y - 4, x2 - 1, y + 4)
    return line(x1 + 1, y, x2 - 1, y) + ends + text((x1 + x2) / 2, y - 8, label, size=14)


def down(y1: float, y2: float, x: float, label: str) -> str:
    """Return a measure of rows, its label on the left."""
    ends = line(x - 4, y1 + 1, x + 4, y1 + 1) + line(x - 4, y2 - 1, x + 4, y2 - 1)
    words = text(x - 8, (y1 + y2) / 2 + 5, label, size=14, anchor="end")
    return line(x, y1 + 1, x, y2 - 1) + ends + words


def document(title: str, description: str, height: float, *parts: str) -> str:
    """Return the whole figure on a white card, with words for those who cannot see it."""
    card = element(
        "rect",
        x=0.5,
        y=0.5,
        width=WIDTH - 1,
        height=height - 1,
        rx=8,
        fill=PAPER,
        stroke="#c8c8c8",
    )
    words = element("title", escape(title), id="title") + "\n"
    words += element("desc", escape(description), id="desc")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" role="img" aria-labelledby="title desc" '
        f'font-family="{FONTS}">\n' + "\n".join([words, card, *parts]) + "\n</svg>\n"
    )
