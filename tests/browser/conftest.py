"""A browser without a window: the system's, else Playwright's own.

Where there is none these tests are skipped, and CI fails.
"""

import os
import shutil
import subprocess

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = "AUTOGRADER_BROWSER"  # set by .ci/run


def missing(why):
    """Skip, and say what is not looked at; where a browser is demanded, fail."""
    if os.environ.get(REQUIRED) or os.environ.get("CI"):
        pytest.fail(f"the pages must be looked at in a browser here, but {why}")
    pytest.skip(f"PAGES ARE NOT TESTED IN A BROWSER: {why}; .ci/run installs what is needed")


def works(path):
    """Tell whether it is a browser, and not a word on how to get one."""
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="package")
def chromium():
    """Return a browser, which is gone before other tests run: its event loop is in their way."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        missing("the extra `browser` is not installed")
    found = next((path for path in map(shutil.which, NAMES) if path and works(path)), None)
    arguments = ["--no-sandbox", "--disable-gpu"]  # root's containers have no user namespaces
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=arguments)
        except Error as error:
            missing(f"{found or 'a browser'} does not start: {error}")
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """Return what opens a file in a page of its own; at the end nothing may have gone wrong."""
    pages, faults = [], []

    def open_page(path, width=1200, **options):
        size = {"width": width, "height": 850}
        page = chromium.new_page(viewport=size, **options)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: outside(request.url))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    def outside(url):
        if not url.startswith("file:"):
            faults.append(f"asks for {url}")

    yield open_page
    for page in pages:
        page.close()
    assert faults == []
