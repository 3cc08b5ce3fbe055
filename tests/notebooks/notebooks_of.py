"""Notebooks as students hand them in."""

import ast
import json
from pathlib import Path


class Notebook:
    """A notebook's JSON, to be filled in and mangled."""

    def __init__(self, path):
        self.json = json.loads(Path(path).read_text("utf-8"))
        self.cells = self.json["cells"]

    def write(self, path):
        self.json["cells"] = self.cells
        Path(path).write_text(json.dumps(self.json), "utf-8")

    def at(self, name):
        """Return the place of nbgrader's cell of this name."""
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in self.cells]
        return names.index(name)

    def __getitem__(self, name):
        return self.cells[self.at(name)]

    def outputs(self, name):
        """Return what a cell shows, as one text."""
        parts = [o.get("text") or o["data"]["text/plain"] for o in self[name]["outputs"]]
        return "".join("".join(part) for part in parts)

    @property
    def answers(self):
        marks = [cell["metadata"].get("nbgrader", {}) for cell in self.cells]
        return [one["grade_id"] for one in marks if one.get("solution")]

    def fill(self, text):
        """Spread a module over the cells of its functions, as a student would."""
        names = self.answers
        lines = text.splitlines(keepends=True)
        nodes = [n for n in ast.parse(text).body if getattr(n, "name", "") in names]
        start = 0
        for place, node in enumerate(nodes):
            stop = len(lines) if place == len(nodes) - 1 else node.end_lineno
            self[node.name]["source"] = "".join(lines[start:stop])
            start = stop
        return self

    def merge(self, text):
        """Put a whole module into the first cell, and throw the other cells for answers away."""
        first, *others = self.answers
        self[first]["source"] = text
        for name in others:
            del self.cells[self.at(name)]
        return self

    def insert(self, place, source, **more):
        self.cells.insert(place, code(source, **more))
        return self


def code(source, **more):
    """Return a code cell."""
    same = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return same | {"source": source} | more
