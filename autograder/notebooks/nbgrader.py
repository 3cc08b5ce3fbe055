"""Everything that needs nbgrader: what its commands call, and its gradebook.

`nbgrader_config.py` names these classes; see `nbgrader_config.py.txt`.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat.v4 as nbf
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Float, Integer, Unicode

from autograder.answers import Limits
from autograder.course import find_course
from autograder.grading.bounded import LARGEST_NOTEBOOK
from autograder.grading.notebook import Cell, NotebookError, read_cells
from autograder.grading.terms import Terms
from autograder.notebooks.cells import SETUP
from autograder.notebooks.grader import Grader
from autograder.notebooks.outputs import Output, outputs
from autograder.notebooks.restore import Restored, Wanted, restored
from autograder.release import BEGIN, stub_text
from autograder.results import Report
from autograder.sandbox import Tier, choose_tier

Resources = dict[str, Any]
Converted = tuple[NotebookNode, Resources]


class CutSolutions(ClearSolutions):  # type: ignore[misc]  # nbgrader has no types
    """Cuts solutions out of answers as they are cut out of stubs; other answers as nbgrader does."""

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, index: int) -> Converted:
        """Cut one cell."""
        if not (is_solution(cell) and BEGIN in cell.source):
            return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]
        cell.source = stub_text(cell.source, cell.metadata.nbgrader["grade_id"]).strip("\n")
        return cell, resources


class ReadNotebook(NotebookExporter):
    """Reads what was handed in as what it is, hostile: bounded, and no more of it than is used.

    Outputs, attachments and metadata are left behind. What is no notebook counts as an empty one.
    """

    grader: Grader | None = None

    def from_file(
        self, file_stream: Any, resources: Resources | None = None, **options: Any
    ) -> tuple[Any, Resources]:
        """Read a notebook and run it through what is registered."""
        if resources and self._is_ours(resources):
            return super().from_file(file_stream, resources, **options)
        data = file_stream.buffer.read(LARGEST_NOTEBOOK + 1)
        try:
            if len(data) > LARGEST_NOTEBOOK:
                raise NotebookError(f"it is larger than {LARGEST_NOTEBOOK >> 20} MiB")
            cells = [_node(Restored(*_kept(cell))) for cell in read_cells(data)]
        except NotebookError as error:
            cells = [_node(Restored("markdown", f"What was handed in was not used: {error}."))]
        notebook = nbf.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
        return self.from_notebook_node(notebook, resources, **options)

    def _is_ours(self, resources: Resources) -> bool:
        """Tell whether a notebook was written by RestoreCells, to be graded now."""
        place, about = self.parent.coursedir, resources["nbgrader"]
        written = place.format_path(
            place.autograded_directory, about["student"], about["assignment"]
        )
        return Path(resources["metadata"]["path"]) == Path(written)


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts cells right that were duplicated, deleted, moved, merged or made into something else."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Put all cells of a notebook right."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            given = gradebook.find_notebook(about["notebook"], about["assignment"])
            wanted = [Wanted(c.name, c.cell_type, c.source, c.locked) for c in given.source_cells]
            marks = {cell.name: _marks(cell) for cell in given.source_cells}
            for cell in given.solution_cells:
                marks[cell.name]["solution"] = True
            for cell in (*given.grade_cells, *given.task_cells):
                kind = "grade" if cell in given.grade_cells else "task"
                marks[cell.name] |= {kind: True, "points": cell.max_score}
        found = restored([_cell(node) for node in nb.cells], wanted)
        nb.cells = [_node(one, marks.get(one.name)) for one in found]
        return nb, resources


class GradeBehindWall(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades a notebook's functions behind the wall; each graded cell shows points and messages."""

    course = Unicode("", help="Folder with assignments/ and solutions/.").tag(config=True)
    seed = Integer(0, help="Seed of the drawn cases.").tag(config=True)
    sandbox = Unicode("", help="Tier of the wall; the strongest that works.").tag(config=True)
    cpu_seconds = Float(Limits().cpu_seconds, help="CPU time of a function.").tag(config=True)
    wall_seconds = Float(Limits().wall_seconds, help="Wall clock of a function.").tag(config=True)
    grader: Grader | None = None

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Grade one notebook; raises CannotGradeError where that is nobody's fault but ours."""
        about = resources["nbgrader"]
        cells, file = [_cell(node) for node in nb.cells], f"{about['notebook']}.ipynb"
        report = self._grader().grade(about["student"], about["assignment"], cells, file)
        tests = [one for one in nb.cells if is_grade(one) and not is_solution(one)]
        worth = {one.metadata.nbgrader.grade_id: one.metadata.nbgrader.points for one in tests}
        shown = outputs(report, worth)
        for cell, node in zip(cells, nb.cells, strict=True):
            if node.cell_type == "code":
                node.outputs = list(_outputs(cell.name, shown, report))
        return nb, resources

    def _grader(self) -> Grader:
        """Return the grader of this run: nbgrader makes a preprocessor for each notebook."""
        owner = self.parent if isinstance(self.parent, ReadNotebook) else self
        if owner.grader is None:
            limits = Limits(cpu_seconds=self.cpu_seconds, wall_seconds=self.wall_seconds)
            found = find_course(Path(self.course) if self.course else None)
            tier = choose_tier(Tier(self.sandbox) if self.sandbox else None)
            owner.grader = Grader(Terms(found.root, self.seed, tier, limits))
            weakref.finalize(owner, owner.grader.close)  # at the end of the run
        return owner.grader


def _outputs(name: str, shown: Mapping[str, Output], report: Report) -> Iterator[NotebookNode]:
    """Yield what a cell shows: what is said on stdout, then the points, which nbgrader reads."""
    if name == SETUP and report.notes:
        yield nbf.new_output("stream", name="stdout", text="\n".join(report.notes) + "\n")
    if name in shown:
        one = shown[name]
        yield nbf.new_output("stream", name="stdout", text=one.text)
        yield nbf.new_output("execute_result", data={"text/plain": str(one.points)})


def _cell(node: NotebookNode) -> Cell:
    marks = node.metadata.get("nbgrader", {})
    return Cell(node.cell_type, node.source, marks.get("grade_id", ""), node.cell_type == "code")


def _kept(cell: Cell) -> tuple[str, str, str]:
    kind = cell.kind if cell.kind in {"markdown", "raw"} else "raw"
    return "code" if cell.is_code else kind, cell.source, cell.name


def _marks(source_cell: Any) -> dict[str, Any]:
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


def _node(one: Restored, marks: dict[str, Any] | None = None) -> NotebookNode:
    make = {"code": nbf.new_code_cell, "markdown": nbf.new_markdown_cell}.get(
        one.kind, nbf.new_raw_cell
    )
    about = marks or ({"grade_id": one.name} if one.name else None)
    return make(one.source, metadata={"nbgrader": about} if about else {})  # type: ignore[operator]


def make_gradebook(folder: Path) -> None:
    """Make a course folder's gradebook where there is none; nbgrader's commands fill it."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PATH"] = beside  # a new gradebook asks the command `alembic` for its version
    Gradebook(f"sqlite:///{folder.resolve() / 'gradebook.db'}").close()
