"""The pages in a browser, as they lie on a disk: they work, for everybody, and nothing acts."""

import time

import pytest

from autograder.page.student import student_page
from autograder.render.pages import class_page
from tests.render.conftest import HOSTILE, everybody, hidden, passed, public, report, summary

PHONE = 360
MODES = [
    pytest.param(width, scheme, id=f"{scheme}-{width}")
    for width in (1200, PHONE)
    for scheme in ("light", "dark")
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A class's pages as grading lays them, the hostile one's under a name of its own."""
    root = tmp_path_factory.mktemp("grades")
    (root / "index.html").write_text(class_page(summary(), "sandbox ns, seed 0"), "utf-8")
    for one in everybody():
        place = root / "students" / (one.student if one.student.isalpha() else "hostile")
        place.mkdir(parents=True)
        (place / "index.html").write_text(student_page([one]), "utf-8")
    return root


def names(page):
    return page.locator("#people tbody tr:visible th").all_inner_texts()


def test_the_table_sorts_by_a_click_and_turns_around_by_another(opened, folder):
    page = opened(folder / "index.html")
    assert names(page)[0].startswith("<script>")
    heading = page.locator("#people thead th").nth(1)
    heading.get_by_role("button").click()
    assert names(page)[0] == "bob"
    assert heading.get_attribute("aria-sort") == "descending"
    heading.get_by_role("button").click()
    assert names(page)[-1] == "bob"
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.locator("#people [aria-sort]").count() == 1


def test_the_keyboard_alone_searches_sorts_and_follows_a_link(opened, folder):
    page = opened(folder / "index.html")
    page.locator("#search").focus()
    page.keyboard.type("b")
    page.keyboard.press("Backspace")
    page.keyboard.type("BO")
    assert names(page) == ["bob"]
    assert page.locator("#count").inner_text() == "1 of 5 shown"
    page.keyboard.press("Enter")  # sends nothing anywhere
    page.keyboard.press("Tab")  # what to show
    page.keyboard.press("Tab")  # the first heading
    page.keyboard.press("Enter")
    assert page.locator("#people thead th").first.get_attribute("aria-sort") == "descending"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/students/bob/index.html")
    assert page.locator("h1").inner_text() == "bob"


def test_who_misses_something_and_who_is_to_be_regraded_can_be_found(opened, folder):
    page = opened(folder / "index.html")
    page.locator("#show").select_option("m")
    assert names(page) == ["cem"]
    page.locator("#show").select_option("e")
    assert names(page) == ["dilek"]
    page.locator("#show").select_option("")
    assert len(names(page)) == 5


def test_the_heat_map_says_whose_column_it_is_and_leads_there(opened, folder):
    page = opened(folder / "index.html")
    strip = page.locator(".strip svg").first
    strip.scroll_into_view_if_needed()
    strip.hover(position={"x": 3, "y": 3})
    assert page.locator(".who").first.inner_text() == "bob"
    strip.click(position={"x": 3, "y": 3})
    page.wait_for_url("**/students/bob/index.html")


@pytest.mark.parametrize(("width", "scheme"), MODES)
@pytest.mark.parametrize("name", ["index.html", "students/ada/index.html"])
def test_nothing_is_in_the_way_of_anybody(opened, folder, name, width, scheme):
    """No serious finding of axe-core, no sideways scrolling, in both colour schemes."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(folder / name, width, color_scheme=scheme)
    for fold in page.locator("details:not([open]) > summary").all():
        fold.click()
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["html"] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_dark_and_light_is_light(opened, folder):
    def brightness(scheme):
        page = opened(folder / "students/ada/index.html", color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, colour.strip("rgb()").split(",")))

    assert brightness("dark") < 150
    assert brightness("light") > 600


def test_hostile_names_and_words_remain_text(opened, folder):
    page = opened(folder / "index.html")
    assert page.locator("#people tbody th").first.inner_text().startswith("<script>alert(1)")
    page = opened(folder / "students/hostile/index.html")
    assert page.locator("h1").inner_text().startswith("<script>alert(1)</script>\"&'")
    assert page.locator("script").count() == 0
    assert "\u202e" in HOSTILE
    assert "\u202e" not in page.content()


def test_a_failing_example_is_seen(opened, folder):
    page = opened(folder / "students/ada/index.html", PHONE)
    assert page.locator(".grid td.wrong").count() == 2
    mine, right = (page.locator(f".answers .array:nth-child({n})") for n in (1, 2))
    assert mine.is_visible()
    assert right.is_visible()
    assert page.locator(".map svg").bounding_box()["width"] > 60
    outline = "e => getComputedStyle(e).outlineStyle"
    assert page.locator(".grid td.wrong").first.evaluate(outline) == "solid"


def test_a_student_finds_a_function_from_the_sums(opened, folder):
    page = opened(folder / "students/ada/index.html", PHONE)
    page.locator(".sums a", has_text="conv2d_backward").click()
    assert 0 <= page.locator("section.function").nth(1).bounding_box()["y"] < 100


def test_on_paper_there_is_nothing_to_click(opened, folder):
    page = opened(folder / "index.html")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("nav").is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_three_thousand_students_can_be_sorted_and_searched(opened, tmp_path):
    """In two seconds at most on a slow machine; here with a margin of ten."""
    checks = (public(), hidden(), passed())
    made = summary(*(report(f"student{n:04}", checks[n % 3 :]) for n in range(3000)))
    (tmp_path / "index.html").write_text(class_page(made, ""), "utf-8")
    started = time.monotonic()
    page = opened(tmp_path / "index.html")
    page.get_by_role("button", name="together").click()
    page.locator("#search").fill("2999")
    assert names(page) == ["student2999"]
    assert time.monotonic() - started < 20
