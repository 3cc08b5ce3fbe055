"""The handout of an assignment as a notebook's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.course import Assignment, CourseError

HEADING = re.compile(r"^(?=## )", re.MULTILINE)
OTHER_LANGUAGE = re.compile(r"^\[[^\]]+\]\(README[.\w]*\.md\)\n+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Words:
    """What a language calls things: headings of the handouts, and a notebook's own sentences."""

    file: str
    notebook: str
    closing: str
    running: str
    how: str
    setup: str
    public: str
    hidden: str
    overview: str


WORDS = {
    "en": Words(
        file="README.md",
        notebook="this notebook",
        closing="## Before you hand in, ask yourself",
        running="## Running the checks",
        how=(
            "Run the cells from top to bottom. Below each function is a cell that runs its public "
            "checks; the last cell runs all of them. When you have changed a function, run its "
            "cell again, and then the checks.\n\nA check that fails tells what was called, what "
            "came, what was expected, and a hint. Some checks try many sizes and show the smallest "
            "one that fails: do it by hand, it often has a single pixel."
        ),
        setup="Run this cell first: it provides %check.",
        public="Public checks of {function}: {points} points.",
        hidden="Hidden checks of {function}: {points} points. They run when your work is graded.",
        overview="All public checks.",
    ),
    "ko": Words(
        file="README.ko.md",
        notebook="이 노트북",
        closing="## 제출하기 전에 스스로 물어봅시다",
        running="## 검사 실행하기",
        how=(
            "셀을 위에서부터 차례로 실행합니다. 함수마다 바로 아래 셀이 그 함수의 공개 검사를 "
            "실행하고, 마지막 셀은 공개 검사를 모두 실행합니다. 함수를 고쳤으면 그 셀을 다시 "
            "실행한 다음 검사를 실행하세요.\n\n통과하지 못한 검사는 무엇을 호출했는지, 어떤 값이 "
            "나왔고 어떤 값이 나와야 하는지 힌트와 함께 알려 줍니다. 여러 크기로 시험하는 검사는 "
            "실패하는 가장 작은 예를 보여 줍니다. 픽셀 하나짜리 예인 경우가 많으니 손으로 계산해 "
            "보세요."
        ),
        setup="이 셀을 먼저 실행하세요. %check를 쓸 수 있게 됩니다.",
        public="{function}의 공개 검사: {points}점.",
        hidden="{function}의 비공개 검사: {points}점. 채점할 때 실행됩니다.",
        overview="공개 검사를 모두 실행합니다.",
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the handout; `closing` is the first one that is about no function any more."""

    text: str
    closing: bool

    def about(self, name: str) -> tuple[int, int]:
        """Say how much of a function's name the heading has, and how often the text has all of it.

        `batch_norm2d` is found in "Batch normalisation", if nothing has its whole name.
        """
        word = re.compile(rf"\b{name}\b", re.ASCII)
        heading = self.text.split("\n", 1)[0]
        said = re.findall(r"[a-z]{3,}", heading.lower())
        parts = [part.rstrip("0123456789") for part in name.split("_")]
        some = sum(any(_alike(part, one) for one in said) for part in parts)
        return (len(parts) + 1 if word.search(heading) else some), len(word.findall(self.text))


def _alike(part: str, said: str) -> bool:
    return part.startswith(said) or said.startswith(part)


def sections(assignment: Assignment, language: str) -> tuple[Words, list[Section]]:
    """Return a language's words, and the handout in parts with what differs in a notebook put in.

    Raises CourseError where there is no handout in this language.
    """
    words = WORDS.get(language)
    path = assignment.public / (words.file if words else "")
    if words is None or not path.is_file():
        raise CourseError(f"{assignment.name} has no handout in {language!r}: try en or ko.")
    text = OTHER_LANGUAGE.sub("", path.read_text("utf-8"))
    text = text.replace(f"`{assignment.file}`", words.notebook)
    return words, [_section(part.strip(), words) for part in HEADING.split(text)]


def _section(text: str, words: Words) -> Section:
    heading = text.split("\n", 1)[0]
    if heading == words.running:
        text = f"{heading}\n\n{words.how}"
    return Section(text, heading == words.closing)
