"""One server and one browser for all browser tests; a fresh visitor for each page that is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.scene import SHOWN
from tests.browser.server import Server, serve

PATIENCE = 20_000
#: Streamlit looks for these below the page's own path first when a page is opened by a deep link.
DEEP_LINK_PROBES = ("_stcore/health", "_stcore/host-config")

expect.set_options(timeout=PATIENCE)

FORGET = "window.addEventListener('pagehide', () => { sessionStorage.clear(); localStorage.clear(); })"

# The page is shown, the charts are drawn, their numbers are written, and the server is at rest.
READY = f"""() => {SHOWN} &&
  document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning' &&
  ['output', 'argmax', 'grad_input'].every((name) =>
    document.querySelector(`.st-key-heatmap_${{name}} .js-plotly-plot .hm image`)) &&
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


class Tab:
    """A tab that one test after another has, each with a document and a session of its own.

    A load into a tab that has been used takes half as long as one into a new tab: Streamlit's scripts and Plotly are
    compiled already.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.page: Page | None = None

    def take(self) -> Page:
        """The tab, as good as new."""
        if self.page is None:
            self.page = self.browser.new_page()
        return self.page

    def give_back(self, sound: bool) -> None:
        """Leave nothing of a test behind; after a test that failed, not even the tab."""
        if self.page is None:
            return
        if sound:
            self.page.evaluate(FORGET)  # a page leaves what it has not sent to the next
            self.page.goto("about:blank")
            self.page.mouse.move(-1, -1)
        else:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Tab:
    return Tab(browser)


@pytest.fixture
def visit(request: pytest.FixtureRequest, server: str, browser: Browser, tab: Tab) -> Iterator[Callable[..., Page]]:
    """Open a path as a new visitor: a load is a session of its own, the second of a test has its own context too.

    No visit may log an error.
    """
    pages: list[Page] = []
    errors: list[str] = []
    failed_before = request.session.testsfailed

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(DEEP_LINK_PROBES):
            errors.append(message.text)

    def note_exception(error: Error) -> None:
        errors.append(str(error))

    def open_(
        path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", script: str | None = None
    ) -> Page:
        page = browser.new_page() if pages or script else tab.take()
        pages.append(page)
        if script:
            page.add_init_script(script)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        page.set_default_timeout(PATIENCE)
        page.on("console", note)
        page.on("pageerror", note_exception)
        page.goto(f"{server}{path}")
        return page

    yield open_
    for page in pages:
        if page is tab.page:
            tab.give_back(sound=request.session.testsfailed == failed_before)
            page.remove_listener("console", note)
            page.remove_listener("pageerror", note_exception)
        else:
            page.context.close()
    assert errors == []


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    """A page whose console may tell of a server that is away."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(90_000)
    yield page
    page.context.close()


@pytest.fixture
def restartable() -> Iterator[Server]:
    """A server that may be stopped and started again."""
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def explore(visit: Callable[..., Page]) -> Callable[..., Page]:
    """`visit` to the Explore page, ready to be used."""

    def open_(*args: object, **options: object) -> Page:
        page = visit(*args, **options)
        page.wait_for_function(READY)
        return page

    return open_
