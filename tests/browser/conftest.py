"""One server and one browser for all browser tests; a fresh visitor for each page that is opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.server import serve

PATIENCE = 20_000
#: Streamlit looks for these below the page's own path first when a page is opened by a deep link.
DEEP_LINK_PROBES = ("_stcore/health", "_stcore/host-config")

expect.set_options(timeout=PATIENCE)

# The charts are drawn, their numbers are written, and the server is at rest.
READY = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning' &&
  ['output', 'argmax', 'grad_input'].every((name) =>
    document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot .hm image`)) &&
  document.querySelector('.lab-text text') !== null"""


def is_error(message: ConsoleMessage) -> bool:
    """An error on the console; on a deep link Streamlit itself looks for its server below the page first."""
    below_the_page = re.search(r"/\w+/_stcore/", message.location.get("url", ""))
    return message.type == "error" and not below_the_page


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serve() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail("no Chromium was found; `python tests/browser/chromium.py` installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a path as a new visitor, in a browser context of its own. No visit may log an error."""
    contexts, errors = [], []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(DEEP_LINK_PROBES):
            errors.append(message.text)

    def open_(
        path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", script: str | None = None
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def explore(visit: Callable[..., Page]) -> Callable[..., Page]:
    """`visit` to the Explore page, ready to be used."""

    def open_(*args: object, **options: object) -> Page:
        page = visit(*args, **options)
        page.wait_for_function(READY)
        return page

    return open_
