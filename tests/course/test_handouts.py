"""The handouts' figures are fresh, true, and for everyone; the handouts agree in both languages."""

import re
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from autograder.course import Course, load_reference
from autograder.figures import draw_stale, figures, figures_module
from autograder.figures.__main__ import main

COURSE = Course(Path(__file__).resolve().parents[2])
ASSIGNMENTS = COURSE.root / "assignments"
FIGURES = {
    path.relative_to(ASSIGNMENTS).as_posix(): words
    for assignment in COURSE.assignments
    for path, words in figures(assignment).items()
}
NAMES = [assignment.name for assignment in COURSE.assignments]
SVG = "{http://www.w3.org/2000/svg}"
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def read(name, file):
    return (ASSIGNMENTS / name / file).read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=FIGURES)
def figure(request):
    return request.param


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def shown_results(name):
    """Return the numbers of every grid that is marked as a result."""
    shown = {}
    for path, words in FIGURES.items():
        if path.startswith(f"{name}/"):
            for grid in ET.fromstring(words).iterfind(".//*[@data-result]"):
                texts = [node.text.replace("−", "-") for node in grid.iter(f"{SVG}text")]
                shown[Path(path).stem, grid.get("data-result")] = list(map(float, texts))
    return shown


def test_figures_on_disk_are_not_stale(figure):
    """`python -m autograder.figures` draws them anew."""
    assert read("", figure) == FIGURES[figure], f"{figure} is stale"


def test_no_figure_on_disk_is_left_over():
    assert set(ASSIGNMENTS.rglob("*.svg")) == {ASSIGNMENTS / path for path in FIGURES}


def test_what_is_stale_is_drawn_and_nothing_else(tmp_path, capsys):
    (tmp_path / "assignments" / "04_conv").mkdir(parents=True)
    shutil.copytree(COURSE.find("04_conv").secret, tmp_path / "solutions" / "04_conv")
    drawn = {path.relative_to(tmp_path / "assignments") for path in draw_stale(Course(tmp_path))}
    assert drawn == {Path(path) for path in FIGURES if path.startswith("04_conv")}
    (tmp_path / "assignments" / "04_conv" / "figures" / "dense.svg").write_text("old")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "assignments/04_conv/figures/dense.svg\n"
    assert main([str(tmp_path / "nowhere")]) == 2
    assert main(["one", "two"]) == 2


def test_a_figure_says_in_words_what_it_shows(figure):
    root = ET.fromstring(FIGURES[figure])
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert len(desc.text) > len(title.text) > 15
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]


def test_a_figure_is_legible_on_phones_and_dark_pages(figure):
    root = ET.fromstring(FIGURES[figure])
    assert float(root.get("width")) <= 400
    assert all(float(node.get("font-size")) >= 14 for node in root.iter(f"{SVG}text"))
    card = root.find(f"{SVG}rect")
    assert card.get("fill") == "#ffffff"
    assert all(float(card.get(a)) + 1 >= float(root.get(a)) for a in ("width", "height"))


def test_a_figures_results_are_the_references(name):
    assignment = COURSE.find(name)
    expected = figures_module(assignment).results(load_reference(assignment))
    shown = shown_results(name)
    assert shown.keys() == expected.keys()
    for key, numbers in shown.items():
        np.testing.assert_allclose(numbers, np.ravel(expected[key]), err_msg=str(key))


def test_a_figures_equations_hold(figure):
    for node in ET.fromstring(FIGURES[figure]).iterfind(".//*[@data-equation]"):
        sides = node.text.replace("−", "-").replace("·", "*").split("=")
        assert len(sides) > 1
        assert all(re.fullmatch(r"[-+*/(). 0-9]+", side) for side in sides), node.text
        assert len({eval(side.strip()) for side in sides}) == 1, node.text


@pytest.mark.parametrize("file", ["README.md", "README.ko.md"])
def test_every_image_of_a_handout_exists_and_every_figure_is_shown(name, file):
    images = IMAGE.findall(read(name, file))
    for alt, target in images:
        assert len(alt) > 20, target
        assert (ASSIGNMENTS / name / target).is_file(), target
    shown = Counter(f"{name}/{target}" for _, target in images)
    assert shown == Counter(path for path in FIGURES if path.startswith(f"{name}/"))


def parts(text):
    """Return what a handout says in every language: code, formulas, images, headings, numbers."""
    code = re.findall(r"^```.*?^```$", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    unquoted = re.sub(r"`[^`\n]+`", "", prose)
    formulas = re.findall(r"\$\$.+?\$\$|\$[^$]+\$", unquoted, re.DOTALL)
    bare = (re.sub(r"\\text\{[^{}]*\}|\s", "", formula) for formula in formulas)
    rows = re.findall(r"^\|.*(?<=\|)$", prose, re.MULTILINE)
    return {
        "code blocks": code,
        "formulas": Counter(bare),
        "images": [target for _, target in IMAGE.findall(prose)],
        "headings": Counter(re.findall(r"^#+(?= )", prose, re.MULTILINE)),
        "names": set(re.findall(r"`[^`\n]+`", prose)),
        "points": [re.findall(r"(?<=\| )\d+(?= \|)", row) for row in rows],
        "of hundred": re.findall(r"\b(?:4\d|5\d)(?= of 100|점입니다)", prose),
        "details": len(re.findall(r"^<details>", prose, re.MULTILINE)),
        "items": len(re.findall(r"^- ", prose, re.MULTILINE)),
    }


@pytest.mark.parametrize("part", parts(""))
def test_the_korean_handout_has_the_same(name, part):
    both = (read(name, file) for file in ("README.md", "README.ko.md"))
    english, korean = (parts(text)[part] for text in both)
    assert korean == english
    assert english


@pytest.mark.parametrize("file", ["README.md", "README.ko.md"])
def test_code_in_a_handout_is_no_wider_than_a_notebook_page(name, file):
    """JupyterLab wraps longer lines on a small laptop: numbers no longer stand below each other."""
    for block in parts(read(name, file))["code blocks"]:
        assert max(map(len, block.splitlines())) <= 92, block


def test_handouts_link_to_each_other(name):
    pair = {"README.md": "[한국어](README.ko.md)", "README.ko.md": "[English](README.md)"}
    for file, link in pair.items():
        lines = read(name, file).splitlines()
        assert link in lines[:4], file


@pytest.mark.parametrize("file", ["README.md", "README.ko.md"])
def test_no_formula_holds_what_markdown_takes_for_emphasis(name, file):
    """An underscore after punctuation opens emphasis: `x'_{i}` does it, `x_{i}'` does not."""
    for formula in parts(read(name, file))["formulas"]:
        assert not re.search(r"[^\w\s]_|\*|\\[!-/:-@\[-`{-~]", formula.replace("\\\\", "")), formula


def test_formulas_and_bold_of_the_korean_handout_are_shown_as_such(name):
    """GitHub leaves `$x$는` and `**풀링(pooling)**은` as they stand: no Hangul may touch them."""
    text = re.sub(r"\$\$.+?\$\$", "", read(name, "README.ko.md"), flags=re.DOTALL)
    for found in re.finditer(r"(.?)\$[^$]+\$(.?)", text):
        assert not re.search("[가-힣]", found[1] + found[2]), found[0]
    assert not re.search(r"[).]\*\*[가-힣]", text)
