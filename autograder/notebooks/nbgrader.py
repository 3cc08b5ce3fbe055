"""Everything that needs nbgrader: what its commands call, and its gradebook.

`nbgrader_config.py` names these classes; see `nbgrader_config.py.txt`.
"""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4 as nbf
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    ClearSolutions,
    ComputeChecksums,
    LockCells,
    NbGraderPreprocessor,
    SaveCells,
)
from nbgrader.utils import is_grade, is_solution
from sqlalchemy.exc import SQLAlchemyError
from traitlets import Float, Integer, Unicode

from autograder.answers import Limits
from autograder.course import CourseError, find_course
from autograder.grading.bounded import LARGEST_NOTEBOOK
from autograder.grading.notebook import NotebookError
from autograder.grading.terms import Terms
from autograder.notebooks.grader import Grader
from autograder.notebooks.nodes import (
    checked_cells,
    kept,
    make_node,
    marks_of,
    output_nodes,
    read_node,
)
from autograder.notebooks.outputs import outputs
from autograder.notebooks.restore import Restored, Wanted, restored
from autograder.release import BEGIN, stub_text
from autograder.sandbox import choose_tier

Resources = dict[str, Any]
Converted = tuple[NotebookNode, Resources]


class CutSolutions(ClearSolutions):  # type: ignore[misc]  # nbgrader has no types
    """Cuts solutions out of answers as out of stubs; answers without our marks as nbgrader does."""

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, index: int) -> Converted:
        """Cut one cell."""
        if not (is_solution(cell) and BEGIN in cell.source):
            return super().preprocess_cell(cell, resources, index)
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
            cells = [make_node(kept(cell)) for cell in checked_cells(data)]
        except NotebookError as error:
            cells = [make_node(Restored("markdown", f"What was handed in was not used: {error}."))]
        notebook = nbf.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
        return self.from_notebook_node(notebook, resources, **options)

    def _is_ours(self, resources: Resources) -> bool:
        """Tell whether a notebook was written by RestoreCells, to be graded now."""
        place, about = getattr(self.parent, "coursedir", None), resources["nbgrader"]
        if place is None:
            return False
        names = about["student"], about["assignment"]
        written = place.format_path(place.autograded_directory, *names)
        return Path(resources["metadata"]["path"]) == Path(written)


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts cells right that were duplicated, deleted, moved, merged or made into something else."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Put all cells of a notebook right."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            given = gradebook.find_notebook(about["notebook"], about["assignment"])
            wanted = [Wanted(c.name, c.cell_type, c.source, c.locked) for c in given.source_cells]
            marks = {cell.name: marks_of(cell) for cell in given.source_cells}
            for cell in given.solution_cells:
                marks[cell.name]["solution"] = True
            for cell in (*given.grade_cells, *given.task_cells):
                kind = "grade" if cell in given.grade_cells else "task"
                marks[cell.name] |= {kind: True, "points": cell.max_score}
        found = restored([read_node(node) for node in nb.cells], wanted)
        nb.cells = [make_node(one, marks.get(one.name)) for one in found]
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
        cells, file = [read_node(node) for node in nb.cells], f"{about['notebook']}.ipynb"
        report = self._grader().grade(about["student"], about["assignment"], cells, file)
        tests = [one for one in nb.cells if is_grade(one) and not is_solution(one)]
        worth = {one.metadata.nbgrader.grade_id: one.metadata.nbgrader.points for one in tests}
        shown = outputs(report, worth)
        for cell, node in zip(cells, nb.cells, strict=True):
            if node.cell_type == "code":
                node.outputs = list(output_nodes(cell.name, shown, report.notes))
        return nb, resources

    def _grader(self) -> Grader:
        """Return the grader of this run: nbgrader makes a preprocessor for each notebook."""
        owner = self.parent if isinstance(self.parent, ReadNotebook) else self
        if owner.grader is None:
            limits = Limits(cpu_seconds=self.cpu_seconds, wall_seconds=self.wall_seconds)
            found = find_course(Path(self.course) if self.course else None)
            tier = choose_tier(self.sandbox or None)
            owner.grader = Grader(Terms(found.root, self.seed, tier, limits))
            weakref.finalize(owner, owner.grader.close)  # at the end of the run
        return owner.grader


def make_gradebook(folder: Path) -> None:
    """Make a course folder's gradebook where there is none; nbgrader's commands fill it."""
    open_gradebook(f"sqlite:///{folder.resolve() / 'gradebook.db'}").close()


def open_gradebook(url: str) -> Gradebook:
    """Open a gradebook, or make an empty one; raises CourseError where that cannot be."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PATH"] = beside  # a new gradebook asks the command `alembic` for its version
    try:
        return Gradebook(url)
    except ModuleNotFoundError as error:
        raise CourseError(f"This gradebook needs {error.name}: pip install {error.name}") from None
    except SQLAlchemyError as error:
        said = str(error).splitlines()[0]
        raise CourseError(f"The gradebook cannot be opened: {said}") from None


def enter(url: str, name: str, notebook: str) -> None:
    """Enter an assignment in a gradebook with the cells of its notebook, as it is given out."""
    with open_gradebook(url) as gradebook:
        gradebook.update_or_create_assignment(name)
    nb = nbformat.reads(notebook, as_version=4)
    resources = {"nbgrader": {"notebook": name, "assignment": name, "db_url": url}}
    for step in (LockCells, CutSolutions, ComputeChecksums, SaveCells):
        nb, resources = step().preprocess(nb, resources)
