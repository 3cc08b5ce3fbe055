"""The bundle works in an empty folder, and neither it nor the package holds a secret."""

import ast
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from autograder.bundle import bundle_files, write_bundle
from autograder.course import Course
from autograder.mistakes import catalogue

COURSE = Course(Path(__file__).resolve().parents[2])
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
TELLING = 20  # shorter lines, such as `for case in cases:`, are anybody's


def lines(text):
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= TELLING}


def function_bodies(text):
    tree = ast.parse(text)
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return "\n".join("\n".join(map(ast.unparse, node.body)) for node in bodies)


def secrets():
    """Lines of solutions, of hidden checks' bodies and of mistakes that no public file has."""
    secret, public = set(), set()
    for assignment in COURSE.assignments:
        for block in SOLUTION.findall(assignment.reference.read_text("utf-8")):
            secret |= lines(block)
        secret |= lines(function_bodies(assignment.checks[1].read_text("utf-8")))
        for mistake in catalogue(assignment):
            secret |= {line for new in mistake.patch.values() for line in lines(new)}
        public |= lines(assignment.checks[0].read_text("utf-8"))
        public |= lines(function_bodies(assignment.checks[0].read_text("utf-8")))
        public |= lines((assignment.public / "README.md").read_text("utf-8"))
    return secret - public


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "homework.zip"
    write_bundle(COURSE, path)
    return path


def test_there_are_secrets_to_look_for():
    assert len(secrets()) > 150


def test_nothing_secret_is_in_the_bundle(bundle):
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            assert "solutions" not in name
            text = archive.read(name).decode("utf-8")
            assert not lines(text) & secrets(), name


def test_nothing_secret_is_in_the_package():
    """What is on PyPI is the folder autograder/, and nothing beside it."""
    package = COURSE.root / "autograder"
    for path in package.rglob("*"):
        if path.suffix in {".py", ".html", ".txt", ".ini", ".po", ".css", ".js"}:
            assert not lines(path.read_text("utf-8")) & secrets(), path.name
    project = (COURSE.root / "pyproject.toml").read_text("utf-8")
    assert 'packages = ["autograder"]' in project


def test_the_bundle_holds_all_that_a_student_needs(bundle):
    with zipfile.ZipFile(bundle) as archive:
        names = {name.removeprefix("homework/") for name in archive.namelist()}
    for assignment in COURSE.assignments:
        for file in ("README.md", assignment.file, f"test_{assignment.topic}.py", "points.json"):
            assert f"assignments/{assignment.name}/{file}" in names
    assert {"README.md", "pyproject.toml", "autograder/home/plugin.py"} <= names
    assert {"autograder/page/style.css", "autograder/visible.py"} <= names
    assert not any(re.search(r"sandbox|exam/|grading|mistakes\.py|__pycache__", n) for n in names)


def test_the_same_course_gives_the_same_bytes(bundle, tmp_path):
    write_bundle(COURSE, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_the_student_s_side_needs_numpy_pytest_and_hypothesis_only():
    allowed = {"numpy", "pytest", "hypothesis", "autograder", *sys.stdlib_module_names}
    allowed |= {assignment.topic for assignment in COURSE.assignments}  # earlier work
    posix_only = {"fcntl", "resource", "pwd", "grp", "termios"}
    for name, data in bundle_files(COURSE):
        if not name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(data)):
            found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                found.append(node.module or "")
            roots = {module.split(".")[0] for module in found}
            assert roots <= allowed - posix_only, name


def test_one_pip_install_and_pytest_work_in_an_empty_folder(bundle, tmp_path):
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "homework"
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PYTHON"))}
    install = [python, "-m", "pip", "install", "--quiet", "."]
    subprocess.run(install, cwd=folder, check=True, env=clean, capture_output=True)
    done = subprocess.run(
        [python.with_name("pytest")],
        cwd=folder,
        check=False,
        env=clean,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    for assignment in COURSE.assignments:
        assert f" {assignment.name} " in done.stdout
    wanted = sum(
        len(re.findall(r"^def [a-z]", a.stub.read_text("utf-8"), re.MULTILINE))
        for a in COURSE.assignments
    )
    assert done.stdout.count("is not written yet") == wanted
    assert "Traceback" not in done.stdout
