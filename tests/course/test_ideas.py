"""Each idea of the course has a section in a handout, a function, and a check of that function."""

import re
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.exam.collect import collect

COURSE = Course(Path(__file__).resolve().parents[2])
PAGE = COURSE.root / "assignments" / "IDEAS.md"
SMALL = {"a", "and", "as", "an", "in", "not", "of", "on", "the", "when", "with"}


def rows(text):
    """Return the rows of a page's table, each a list of cells."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def sections(handout):
    """Return the text below each heading of the second level."""
    parts = re.split(r"^## (.+)$", handout, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def words(idea):
    """Return the words of an idea, without their endings: connections, connected, connect."""
    return {word[:5].lower() for word in re.findall(r"[\w×-]+", idea) if word not in SMALL}


IDEAS = rows(PAGE.read_text("utf-8"))


@pytest.fixture(scope="module")
def judged():
    """Return the function that each check of an assignment judges."""
    known = {}

    def of(name):
        if name not in known:
            checks = collect(COURSE.find(name))
            known[name] = {check.id.split("::")[-1]: check.function for check in checks}
        return known[name]

    return of


@pytest.mark.parametrize("row", IDEAS, ids=lambda row: row[0].replace(" ", "_"))
def test_an_idea_is_taught_asked_and_judged(row, judged):
    idea, name, section, function, check = row
    handout = (COURSE.find(name).public / "README.md").read_text("utf-8")
    title = handout.partition("\n")[0]
    taught = " ".join((title, section, sections(handout)[section])).lower()
    assert {word for word in words(idea) if word not in taught} == set()
    assert f"`{function}(" in handout
    assert judged(name)[check] == function


def test_every_function_that_students_write_has_its_idea(judged):
    """Or is the way back through one that has."""
    named = {(name, function) for _, name, _, function, _ in IDEAS}
    asked = {(a.name, f) for a in COURSE.assignments for f in judged(a.name).values()}
    forward = {(name, function) for name, function in asked if not function.endswith("_backward")}
    assert sorted(forward - named) == []


def test_no_idea_stands_there_twice():
    assert len({row[0] for row in IDEAS}) == len(IDEAS)
