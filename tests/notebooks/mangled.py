"""What becomes of notebooks in students' hands, and what the functions in them deserve."""

import re

from tests.notebooks.conftest import SAMPLE

NAME = "03_padding"
RIGHT = (SAMPLE / "s01_loops" / NAME / "padding.py").read_text("utf-8")
LAST = RIGHT[: RIGHT.index("def same_pad2d")]  # all but the last function, which is worth 35
NOISY = RIGHT.replace("def ", "import sys\nprint('a', file=sys.stderr)\n\n\ndef ", 1)
TELLER = """\
def zero_pad2d(x, **sides):
    print("SEEN", x.ravel()[:3], sides)
    raise ValueError(f"SEEN {x.tolist()} {sides}")
"""
MARKER = "/tmp/convgrade-notebooks-were-run"


def duplicated(one):
    blank = [dict(one[name]) for name in one.answers]
    one.fill(RIGHT)
    one.cells += [dict(one[name]) for name in one.answers] + blank


def deleted(one):
    one.fill(RIGHT)
    one.cells = [
        {**c, "metadata": {}} for c in one.cells if "-" not in c["id"] and c["id"] != "setup"
    ]


def reordered(one):
    one.fill(RIGHT).cells.reverse()


def retyped(one):
    one.fill(RIGHT)
    for cell in one.cells:
        if cell["metadata"].get("nbgrader"):
            cell["cell_type"] = "markdown" if "-" not in cell["id"] else "raw"
            del cell["outputs"], cell["execution_count"]


def broken(one):
    one.fill(RIGHT).insert(4, "def (:\n  x = [1,").insert(6, "'''never closed").insert(8, "x = (")


def magics(one):
    one.fill(RIGHT).insert(3, "%matplotlib inline\n!rm -rf *").insert(3, "%%bash\nexit 1")


def forged(one):
    result = {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "20"}}
    for cell in one.cells:
        if "outputs" in cell:
            cell |= {"outputs": [result | {"execution_count": 1}], "attachments": {"a": {"b": "c"}}}
        marks = cell["metadata"].get("nbgrader", {})
        marks |= {"points": 1000, "schema_version": 1, "checksum": "0" * 32, "grade": True}


def edited(one):
    """Answers are written into the cells of checks, and into one that is nobody's."""
    functions = re.split(r"(?m)^(?=def )", RIGHT)
    one["setup"]["source"] = functions[0]
    for function in functions[1:]:
        name = re.match(r"def (\w+)", function)[1]
        place = f"{name}-hidden" if f"{name}-hidden" in str(one.cells) else "setup"
        one[place]["source"] = "".join(one[place]["source"]) + "\n" + function


def last(body):
    return lambda one: one.merge(f"{LAST}\n\ndef same_pad2d(x, kernel, *, stride=1):\n    {body}\n")


def killer(one):
    ends = f"import os\nopen({MARKER!r}, 'w').close()\nos.kill(os.getpid(), 9)\nos._exit(0)"
    one.fill(RIGHT).insert(4, ends).insert(9, "raise SystemExit").insert(0, "exit()")


STUDENTS = {
    "right": (lambda one: one.fill(RIGHT), 100),
    "stub": (lambda _: None, 0),
    "merged": (lambda one: one.merge(RIGHT), 100),
    "duplicated": (duplicated, 100),
    "deleted": (deleted, 100),
    "reordered": (reordered, 100),
    "retyped": (retyped, 100),
    "broken": (broken, 100),
    "magics": (magics, 100),
    "forged": (forged, 0),
    "noisy": (lambda one: one.merge(NOISY), 100),
    "edited": (edited, 100),
    "endless": (last("while True: pass"), 65),
    "greedy": (last("return [0] * 10**11"), 65),
    "killer": (killer, 100),
    "teller": (lambda one: one.merge(TELLER), 0),
}
NO_NOTEBOOK = {"garbage": b"PK\x03\x04", "deep": b'{"cells": ' + b"[" * 100_000, "empty": b""}
