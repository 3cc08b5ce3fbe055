"""A course on disk: its assignments and the parts of each."""

from __future__ import annotations

import difflib
import importlib.util
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType


class CourseError(Exception):
    """The course, or what was asked of it, is not as it should be; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment, `NN_topic`: what students see and what they do not."""

    name: str
    root: Path

    @property
    def topic(self) -> str:
        """The module's name: `conv` for `04_conv`."""
        return self.name.split("_", 1)[1]

    @property
    def file(self) -> str:
        """The name of the file that students hand in."""
        return f"{self.topic}.py"

    @property
    def public(self) -> Path:
        """What students get."""
        return self.root / "assignments" / self.name

    @property
    def secret(self) -> Path:
        """What they never see."""
        return self.root / "solutions" / self.name

    @property
    def stub(self) -> Path:
        """The file to fill in."""
        return self.public / self.file

    @property
    def reference(self) -> Path:
        """The right answers, with BEGIN/END SOLUTION marks."""
        return self.secret / self.file

    @property
    def checks(self) -> tuple[Path, Path]:
        """The public checks, then the hidden ones."""
        return self.public / f"test_{self.topic}.py", self.secret / "test_hidden.py"


@dataclass(frozen=True, slots=True)
class Course:
    """A folder with `assignments/` and `solutions/`."""

    root: Path

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """All assignments that have a reference, in order."""
        folders = sorted(path.parent for path in self.root.glob("solutions/*/*.py"))
        names = dict.fromkeys(folder.name for folder in folders)
        found = (Assignment(name, self.root) for name in names if "_" in name)
        return tuple(a for a in found if a.reference.is_file())

    def find(self, name: str) -> Assignment:
        """Return the assignment of that name, or raise CourseError with the nearest ones."""
        known = {assignment.name: assignment for assignment in self.assignments}
        name = name.rstrip("/")
        if name in known:
            return known[name]
        raise CourseError(
            f"There is no assignment {name!r} in this course.{guess(name, known)} "
            f"It has: {', '.join(known) or 'none'}."
        )

    def earlier(self, assignment: Assignment) -> tuple[Assignment, ...]:
        """Return the assignments that this one may import from."""
        return tuple(a for a in self.assignments if a.name < assignment.name)


def guess(name: str, known: Collection[str]) -> str:
    """Return a sentence with the known name that may have been meant; "" where none is near."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    near = near or [other for other in known if name and name in other]
    return f" Did you mean {near[0]}?" if near else ""


def load_reference(assignment: Assignment) -> ModuleType:
    """Import an assignment's right answers, which may import those of earlier assignments."""
    with earlier_importable(assignment):
        return load_module(assignment.reference, f"solutions.{assignment.name}.reference")


_SWAPPING = threading.RLock()  # there is one sys.modules for all threads


@contextmanager
def earlier_importable(assignment: Assignment) -> Iterator[None]:
    """Let trusted code say `from conv import conv2d` and get the reference, for a while."""
    before: dict[str, ModuleType | None] = {}
    with _SWAPPING:
        try:
            for earlier in Course(assignment.root).earlier(assignment):
                before[earlier.topic] = sys.modules.pop(earlier.topic, None)
                path = earlier.reference
                sys.modules[earlier.topic] = _loaded(path, earlier.topic, path.read_bytes())
            yield
        finally:
            for topic, module in before.items():
                sys.modules.pop(topic, None)  # one that cannot be loaded is gone already
                if module is not None:
                    sys.modules[topic] = module


@cache
def _loaded(path: Path, name: str, _text: bytes) -> ModuleType:
    return load_module(path, name)


def find_course(start: Path | None = None) -> Course:
    """Return the course at `start`, else the nearest upward from here, else the kit's own checkout.

    Raises CourseError where there is none.
    """
    if start is not None:
        if not _is_course(start):
            raise CourseError(f"{start} is no course: it needs assignments/ and solutions/.")
        return Course(start.resolve())
    here = Path.cwd().resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[1]):
        if _is_course(folder):
            return Course(folder)
    raise CourseError(
        "No course here: run this where assignments/ and solutions/ are, or --course."
    )


def _is_course(folder: Path) -> bool:
    return (folder / "assignments").is_dir() and (folder / "solutions").is_dir()


def load_module(path: Path, name: str) -> ModuleType:
    """Import one trusted file under a name of our own, and leave `sys.path` alone.

    It is compiled anew: Python's own cache trusts a file's time and size, and so misses a change
    of one digit within the same second.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        raise CourseError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        code = spec.loader.source_to_code(path.read_bytes(), str(path))
        exec(code, vars(module))  # noqa: S102 - as an import does
    except BaseException:
        del sys.modules[name]
        raise
    return module
