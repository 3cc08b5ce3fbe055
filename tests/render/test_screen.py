"""A terminal shows the page's figures in one screen, whatever its width."""

from autograder.progress import Progress
from autograder.render.screen import class_json, class_lines
from autograder.render.text import report_lines
from autograder.results import ReportStatus

from .conftest import everybody, report, summary


class Plan:
    count = 12


def text(lines):
    return "\n".join(line for line, _ in lines) + "\n"


def test_the_class_is_as_it_was_approved(golden):
    golden("class.txt", text(class_lines(summary())))


def test_a_report_is_as_it_was_approved(golden):
    golden("report.txt", text(report_lines(report(notes=("graded from conv.ipynb",)))))


def test_no_line_is_wider_than_the_terminal_and_all_fit_a_screen():
    for width in (30, 50, 80, 200):
        lines = list(class_lines(summary(), width))
        assert max(len(line) for line, _ in lines) <= width
        assert len(lines) <= 20
    narrow = text(class_lines(summary(), 50)).splitlines()
    assert narrow[0].split("  ") == ["assignment", "graded", "missing", "to regrade", "median"]
    assert narrow[1].split() == ["04_conv", "3", "1", "1", "3"]  # whole columns, none cut


def test_where_a_terminal_is_not_unicode_s_the_bars_are_ascii():
    assert text(class_lines(summary(), plain=True)).split("\n")[1].isascii()


def test_escape_sequences_of_a_submission_act_on_no_terminal():
    hostile = report("x", notes=("\x1b[2J\x1b]0;owned\x07",))
    assert "\x1b" not in text(report_lines(hostile))
    assert "\\x1b[2J" in text(report_lines(hostile))


def test_programs_get_the_same_figures():
    figures = class_json(summary())["04_conv"]
    assert (figures["graded"], figures["missing"], figures["to_regrade"]) == (3, 1, 1)
    assert figures["median"] == 3
    assert figures["mistakes"][0]["students"][0] == "ada"
    assert figures["hardest"][0]["passed"] == 1


def test_progress_says_done_failed_rate_time_left_and_what_is_running():
    state = Progress()
    for one in everybody():
        state.watch(Plan, one, one.status is ReportStatus.MISSING)
    state.running = ["eve 04_conv"]
    assert (
        state.line(80, 8.0) == "━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  5/12  1 failed  0.5/s  0:14 left  eve 04_conv"
    )
    assert state.line(80, 0.1) == "━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  5/12  1 failed  eve 04_conv"
    assert state.line(22, 8.0) == "5/12  1 failed  0.5/s…"
    assert state.line(80, 8.0, plain=True).isascii()
