"""formgrader, looked at in a browser, shows scores and feedback, and takes grades given by hand."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.notebooks.conftest import SAMPLE, grades
from tests.notebooks.notebooks_of import Notebook

NAME = "03_padding"
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
PATIENCE = 60  # seconds, for a busy machine

if not (BROWSER and DRIVER):
    pytest.skip("FORMGRADER IS NOT LOOKED AT: needs chromium-driver", allow_module_level=True)
webdriver = pytest.importorskip("selenium.webdriver", reason="needs convgrade[browser]")
from selenium.common.exceptions import TimeoutException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402


@pytest.fixture(scope="module")
def course(made, tmp_path_factory, command):
    """Return a folder in which one notebook was graded, with something wrong in it."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("formgrader") / "cnn"))
    text = (SAMPLE / "s05_unpad" / NAME / "padding.py").read_text("utf-8")
    place = folder / "submitted" / "ann" / NAME
    shutil.copytree(folder / "release" / NAME, place)
    Notebook(place / f"{NAME}.ipynb").fill(text).write(place / f"{NAME}.ipynb")
    command("nbgrader", "autograde", NAME, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def site(course, tmp_path_factory):
    """Return the address of a running formgrader."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    options = [
        "--allow-root", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]  # fmt: skip
    bins = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "JUPYTER"))}
    with (home / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=course, stdout=log, stderr=log, env=clean | {"HOME": str(home), "PATH": bins},
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status", server, home / "log.txt")
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for(address, server, log):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                json.load(answer)
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(log.read_text())


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(option)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('browser')}")
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    driver.set_page_load_timeout(PATIENCE)
    yield driver
    driver.quit()


def shows(browser, *words):
    """Wait until a page shows all of these words."""

    def found(_):
        text = browser.find_element(By.TAG_NAME, "body").text
        return all(word in text for word in words)

    try:
        WebDriverWait(browser, PATIENCE).until(found)
    except TimeoutException:
        text = browser.find_element(By.TAG_NAME, "body").text
        pytest.fail(
            f"{browser.current_url} shows no {words}:\n{text}\n{browser.get_log('browser')}"
        )


def one(browser, css):
    return WebDriverWait(browser, PATIENCE).until(
        lambda _: browser.find_element(By.CSS_SELECTOR, css), css
    )


def enter(browser, css, text):
    """Type into a field and leave it; formgrader saves then."""
    field = one(browser, css)
    field.clear()
    field.send_keys(text)
    browser.execute_script("arguments[0].blur()", field)


def saved(path, query, wanted):
    """Wait until the database says what was entered."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with closing(sqlite3.connect(path)) as database:
            rows = database.execute(query).fetchall()
        if rows == wanted:
            return
        time.sleep(0.1)
    assert rows == wanted


def test_scores_feedback_and_grading_by_hand(site, browser, course, command):
    """A grade and a comment entered in formgrader outlast another autograde, begun there too."""
    book, cell = course / "gradebook.db", ("ann", NAME, "zero_pad2d_backward-hidden")
    browser.get(f"{site}/formgrader/manage_submissions/{NAME}")
    shows(browser, "ann", "75 / 100")
    browser.get(f"{site}/formgrader/gradebook/{NAME}/{NAME}")
    link = one(browser, "td.name a.name-hidden")
    link.click()
    shows(
        browser,
        "zero_pad2d_backward-public",
        "zero_pad2d_backward agrees with finite differences of zero_pad2d",
        "dy[:, :, top:-bottom, left:-right], which is empty when bottom or right is 0",
        "Hidden checks of same_pad2d: 18 points.",
    )
    field = one(browser, f"[id='{cell[2]}']")
    assert field.get_attribute("placeholder") == "0"
    enter(browser, f"[id='{cell[2]}']", "2.5")
    enter(browser, "[id='zero_pad2d_backward-comment']", "nearly: think of 0")
    given = "select manual_score from grade where manual_score is not null"
    saved(book, given, [(2.5,)])
    said = "select manual_comment from comment where manual_comment is not null"
    saved(book, said, [("nearly: think of 0",)])
    # The automatic points are made wrong, so that one sees them come back.
    with closing(sqlite3.connect(book)) as database:
        database.execute("update grade set auto_score = 1")
        database.commit()
    browser.get(f"{site}/formgrader/manage_submissions/{NAME}")
    one(browser, "td.autograde a").click()
    saved(book, "select sum(auto_score), sum(manual_score) from grade", [(75.0, 2.5)])
    assert grades(book)[cell] == (0, 2.5, 1)
    saved(book, said, [("nearly: think of 0",)])
    command("nbgrader", "generate_feedback", NAME, cwd=course)
    page = (course / "feedback" / "ann" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "(Score: 77.5 / 100.0)" in page
    assert "nearly: think of 0" in page
