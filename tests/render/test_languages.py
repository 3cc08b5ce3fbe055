"""Korean: every text of the kit and of its assignments; English where there is none."""

import ast
import re
from pathlib import Path

import pytest

from autograder.catalogue import entries, messages_of
from autograder.catalogue import main as catalogue_main
from autograder.course import Course, CourseError
from autograder.languages import LOCALE, catalogue, known, words_for
from autograder.page.student import student_page
from autograder.page.words import FIELD, Words
from autograder.render.pages import class_page
from autograder.render.text import report_lines

from .conftest import report, summary

PACKAGE = LOCALE.parent
COURSE = Course(PACKAGE.parent)
TRANSLATED = [assignment.name for assignment in COURSE.assignments]
TEMPLATE = re.compile(r'\bw(?:\.count\("[^"]*", |\()["\']([^"\']*(?:\'s [^"]*)?)["\']')


@pytest.fixture(scope="module")
def korean(course):
    return words_for("ko", course)


def texts_of_the_kit():
    """What the kit's own pages and screens say: arguments of `words(…)`, and of `w(…)`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"words", "words.count"}:
                last = node.args[:2][-1] if "count" in ast.unparse(node.func) else node.args[0]
                if isinstance(last, ast.Constant):
                    yield last.value
    for path in sorted(PACKAGE.rglob("*.html")):
        yield from TEMPLATE.findall(path.read_text("utf-8"))


def test_every_text_of_the_kit_is_translated():
    kit = catalogue(LOCALE / "ko.po")
    texts = set(texts_of_the_kit())
    assert len(texts) > 60
    assert sorted(texts - set(kit)) == []


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_title_mistake_and_hint_is_translated(course, name):
    assert len(messages_of(course.find(name))) > 100
    assert entries(course.find(name), "ko") == []


def test_what_is_missing_is_printed_as_a_catalogue_to_fill_in(course, monkeypatch, capsys):
    title = messages_of(course.find("04_conv"))[0]
    monkeypatch.setattr(Words, "knows", lambda _, text: text != title)
    catalogue_main("04_conv")
    assert capsys.readouterr().out == (
        f'# 04_conv: 1 to translate, in solutions/04_conv/ko.po\nmsgid "{title}"\nmsgstr ""\n\n'
    )


def catalogue_of(course, name):
    return catalogue(course.root / "solutions" / name / "ko.po")


# Words of English sentences that are no names in code.
ENGLISH = re.compile(
    r"(?<![\w`])(?:the|an|of|every|is|are|with|both|answers?|"
    r"branch|gradients|stages|leaves|its)(?![\w`])"
)


@pytest.mark.parametrize("name", TRANSLATED)
def test_no_translation_is_left_half_in_english(course, korean, name):
    """A form such as `{f} gives the {d} of …` would take in whatever words stand there."""
    said = [korean.said(message) for message in messages_of(course.find(name))]
    assert [text for text in said if ENGLISH.search(text)] == []


@pytest.mark.parametrize("name", TRANSLATED)
def test_no_translation_is_of_a_text_that_is_gone(course, name):
    assert sorted(set(catalogue_of(course, name)) - set(messages_of(course.find(name)))) == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.glob("locale/*.po")) + sorted(PACKAGE.parent.glob("solutions/**/*.po"))
)
def test_a_translation_has_the_fields_of_its_text(path):
    for message, said in catalogue(path).items():
        assert set(FIELD.findall(said)) <= set(FIELD.findall(message)), message


@pytest.mark.parametrize(
    ("english", "korean_text"),
    [
        (
            "has the right shape, but 2 of 8 entries are wrong, all in the last column of row 1",
            "모양은 맞지만 원소 8개 가운데 2개가 틀리며, 모두 행 1번의 마지막 열에 있습니다",
        ),
        (
            "you returned shape (1, 1, 0, 0), expected (1, 1, 3, 4)",
            "돌려준 모양은 (1, 1, 0, 0)이고, 맞는 모양은 (1, 1, 3, 4)입니다",
        ),
        (
            "wrong whenever padding is 0, right otherwise",
            "패딩이 0이면 틀리고, 그 밖에는 맞습니다",
        ),
        ("a sentence that nobody translated", "a sentence that nobody translated"),
    ],
)
def test_what_checks_compose_is_translated_by_its_form(korean, english, korean_text):
    assert korean.said(english) == korean_text


def test_a_form_of_few_letters_is_no_form():
    """`{inner} of {outer}` would fit half of all sentences."""
    assert Words("xx", {"{a} of {b}": "{b}'s {a}"}).said("one of them") == "one of them"


def test_pages_and_reports_are_in_korean(korean):
    page = student_page([report()], korean)
    assert '<html lang="ko">' in page
    assert "비공개 검사" in page
    assert "looks like" not in page
    assert "수업에서 다룰 실수" in class_page(summary(), "", korean)
    lines = [line for line, _ in report_lines(report(), 80, korean)]
    assert any("모양은 맞지만" in line for line in lines)


def test_an_unknown_language_is_named_with_those_that_there_are(course):
    assert known() == ["en", "ko"]
    with pytest.raises(CourseError, match="there are: en, ko"):
        words_for("xx", course)


def test_a_broken_catalogue_says_which(tmp_path):
    path = Path(tmp_path / "ko.po")
    path.write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(CourseError, match=r"ko\.po is no gettext catalogue"):
        catalogue(path)
