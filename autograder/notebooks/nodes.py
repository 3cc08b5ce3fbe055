"""Cells as nbformat has them, and as this package does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import nbformat.v4 as nbf
from nbformat import NotebookNode

from autograder.grading.bounded import LARGEST_NOTEBOOK
from autograder.grading.notebook import Cell, NotebookError, read_cells
from autograder.notebooks.cells import SETUP
from autograder.notebooks.outputs import Output
from autograder.notebooks.restore import Restored


def output_nodes(
    name: str, shown: Mapping[str, Output], notes: Sequence[str]
) -> Iterator[NotebookNode]:
    """Yield what a cell shows: what is said on stdout, then the points, which nbgrader reads."""
    if name == SETUP and notes:
        yield nbf.new_output("stream", name="stdout", text="\n".join(notes) + "\n")
    if name in shown:
        one = shown[name]
        yield nbf.new_output("stream", name="stdout", text=one.text)
        yield nbf.new_output("execute_result", data={"text/plain": str(one.points)})


def read_node(node: NotebookNode) -> Cell:
    """Return a cell of nbformat's as one of ours."""
    marks = node.metadata.get("nbgrader", {})
    return Cell(node.cell_type, node.source, marks.get("grade_id", ""), node.cell_type == "code")


def checked_cells(data: bytes) -> list[Cell]:
    """Return the cells of what was handed in; raises NotebookError where it is no notebook."""
    if len(data) > LARGEST_NOTEBOOK:
        raise NotebookError(f"it is larger than {LARGEST_NOTEBOOK >> 20} MiB")
    return read_cells(data)


def kept(cell: Cell) -> Restored:
    """Return what is used of a cell that was handed in."""
    kind = cell.kind if cell.kind in {"markdown", "raw"} else "raw"
    return Restored("code" if cell.is_code else kind, cell.source, cell.name)


def marks_of(source_cell: Any) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell as it was given out."""
    return {
        "grade_id": source_cell.name,
        "grade": False,
        "solution": False,
        "task": False,
        "locked": source_cell.locked,
        "checksum": source_cell.checksum,
        "cell_type": source_cell.cell_type,
        "schema_version": 3,
    }


def make_node(one: Restored, marks: dict[str, Any] | None = None) -> NotebookNode:
    """Return a cell of ours as one of nbformat's, with nbgrader's metadata where it has some."""
    make = {"code": nbf.new_code_cell, "markdown": nbf.new_markdown_cell}.get(
        one.kind, nbf.new_raw_cell
    )
    about = marks or ({"grade_id": one.name} if one.name else None)
    return make(one.source, metadata={"nbgrader": about} if about else {})
