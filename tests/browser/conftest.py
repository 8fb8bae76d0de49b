"""One server and one browser for all browser tests; a fresh visitor for each page that is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

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


@pytest.fixture(scope="session")
def shared(browser: Browser) -> Callable[..., BrowserContext]:
    """The one context for some options: its pages share a cache, so that Streamlit's script is loaded once."""
    contexts: dict[str, BrowserContext] = {}

    def context(**options: object) -> BrowserContext:
        if str(options) not in contexts:
            contexts[str(options)] = browser.new_context(**options)
        return contexts[str(options)]

    return context


@pytest.fixture
def visit(server: str, browser: Browser, shared: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open a path as a new visitor: a page is a session of its own, the second of a test has its own context too.

    No visit may log an error.
    """
    pages: list[Page] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(DEEP_LINK_PROBES):
            errors.append(message.text)

    def open_(
        path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", script: str | None = None
    ) -> Page:
        options = {"viewport": {"width": width, "height": height}, "color_scheme": theme}
        page = (browser.new_context if pages else shared)(**options).new_page()
        pages.append(page)
        if script:
            page.add_init_script(script)
        page.set_default_timeout(PATIENCE)
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server}{path}")
        return page

    yield open_
    for page in pages:
        page.close()
    assert errors == []


@pytest.fixture
def explore(visit: Callable[..., Page]) -> Callable[..., Page]:
    """`visit` to the Explore page, ready to be used."""

    def open_(*args: object, **options: object) -> Page:
        page = visit(*args, **options)
        page.wait_for_function(READY)
        return page

    return open_
