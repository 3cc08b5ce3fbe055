"""Pages show what reports say; names and messages stay text, and hidden values stay hidden."""

import re

import msgspec
import pytest

from autograder.page.html import Html, coded, tag
from autograder.page.student import student_page
from autograder.render.pages import class_page
from autograder.results import Report, ReportStatus, Status

from .conftest import HOSTILE, blank, everybody, hidden, passed, public, report, summary

ABOUT = "sandbox ns, seed 0, 2026-11-24"


def test_the_student_page_is_as_it_was_approved(golden):
    golden("student.html", student_page([report(), report(assignment="05_pooling")]))


def test_the_class_page_is_as_it_was_approved(golden):
    golden("class.html", class_page(summary(), ABOUT))


def test_what_is_not_markup_is_escaped_wherever_it_stands():
    assert (
        tag("div", "<b>", tag("i", '"&'), title="'>")
        == '<div title="&#x27;&gt;">&lt;b&gt;<i>&quot;&amp;</i></div>'
    )
    assert coded("a `<b>` c") == "a <code>&lt;b&gt;</code> c"
    assert coded("one ` alone <") == "one ` alone &lt;"
    assert isinstance(coded("x"), Html)
    with pytest.raises(ValueError, match="no content"):
        tag("br", "x")


@pytest.mark.parametrize("page", ["student", "class"])
def test_names_messages_and_notes_stay_text(page):
    one = everybody()[-1]
    made = student_page([one]) if page == "student" else class_page(summary(one), HOSTILE)
    assert made.count("<script") == (page == "class")  # its own
    assert "&lt;script&gt;" in made
    assert "\u202e" not in made  # it would turn the line's order around
    assert not re.search(r"<(img|iframe|link|object|base|form[^>]* action)", made)


@pytest.mark.parametrize("made", [student_page([report()]), class_page(summary(), ABOUT)])
def test_a_page_loads_nothing_and_runs_nothing_but_its_own(made):
    assert "default-src &#x27;none&#x27;" in made or "default-src &#39;none&#39;" in made
    assert not re.search(r"\s(style|on\w+)=", made)
    assert not re.search(r'(src|href)="(https?:|//|data:)', made)
    assert "unsafe" not in made


def test_links_lead_to_the_student_s_page_whatever_the_name():
    page = class_page(summary(report("a/../b?c#d e"), report("\udc80")), "")
    assert 'href="students/a%2F..%2Fb%3Fc%23d%20e/index.html"' in page
    assert 'href="students/%80/index.html"' in page


def test_of_a_hidden_check_there_are_shapes_and_settings_and_no_grid():
    page = student_page([report(checks=(hidden(),))])
    assert "<b>dy</b> (2,3,3,3)" in page
    assert "stride <b>2</b>" in page
    assert "<td class" not in page
    assert 'class="grid"' not in page
    assert "<svg" in page  # the bar alone
    assert page.count("<svg") == 1


def test_of_a_public_check_the_differing_cells_are_marked_beside_the_right_ones():
    page = student_page([report(checks=(public(),))])
    assert '<td class="p4 wrong">9<span class="sr"> (wrong)</span></td>' in page
    assert "your dx" in page
    assert "<b>expected</b> <span>(2,2,2,2)</span>" in page
    assert "−2" in page  # of x, which is drawn too


def test_a_map_says_where_and_in_words():
    page = student_page([report(checks=(public(),))])
    assert "where dx is wrong: filled cells; 2 of 16 entries are wrong, all in the last " in page
    assert page.count('class="frame"') == 4  # two samples of two channels
    assert page.count('class="cells"') == 1  # only one of them is wrong anywhere


def test_how_the_points_add_up_is_there_with_what_remains():
    page = student_page([report()])
    assert "1 check passed, 2 remain." in page
    assert "<td>0/2</td><td>0/10</td>" in page
    assert "<td>1/3</td><td>3/13</td>" in page
    assert "This one mistake explains 1 check, 4 points." in page


def test_a_regrade_costs_no_points_and_a_missing_answer_is_said():
    page = student_page([report("d", blank(Status.ERROR, None), ReportStatus.ERROR)])
    assert "no points are lost" in page
    assert "?/13" in page
    page = student_page([report("c", blank(Status.SKIPPED, 0), ReportStatus.MISSING, ("why",))])
    assert "Not handed in" in page
    assert "why" in page


def test_a_report_of_an_earlier_version_can_be_read_and_is_shown_by_its_message():
    """What was kept before pages drew examples: no rows, no difference."""
    kept = msgspec.to_builtins(report(checks=(public(None),)))
    for check in kept["checks"]:
        del check["rows"], check["difference"]
    old = msgspec.json.decode(msgspec.json.encode(kept), type=Report)
    page = student_page([old])
    assert "<pre>called  conv2d_backward(dy" in page
    assert "2 of 16 entries are wrong" in page


def test_the_class_page_counts_named_mistakes_in_words_for_the_class():
    page = class_page(summary(), ABOUT)
    assert re.search(r"<b>2</b> of 3</p>\s*<div><p><code>conv2d_backward</code>: dx = dxp", page)
    assert "wrong whenever padding is 0" in page
    assert "costs 4 points" in page


def test_what_was_not_graded_is_listed_with_the_reason():
    page = class_page(summary(), ABOUT)
    part = page[page.index('id="ungraded"') :]
    assert re.search(r"cem</a>: not used: notes.txt", part)
    assert re.search(r"dilek</a>: the grader failed", part)
    assert ABOUT in page


def test_a_class_of_300_is_under_500_kb_and_3000_grow_no_faster():
    def page(count):
        made = [public(), hidden(), passed()] * 11
        reports = [
            report(f"student{n:04}", made[n % 5 :], assignment=a)
            for n in range(count)
            for a in ("04_conv", "05_pooling", "06_layers")
        ]
        return len(class_page(summary(*reports), ABOUT).encode())

    assert page(300) < 500_000
    assert page(3000) < 2_500_000
