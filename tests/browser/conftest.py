"""One server and one browser for all browser tests; a fresh visitor for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.explore import Explore
from tests.browser.server import serve


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


@pytest.fixture()
def visit(server: str, browser: Browser) -> Iterator[Callable[..., Explore]]:
    """Open the app as a new visitor: `visit(query, script=…, **context options)`. No visit may log an error."""
    visits: list[Explore] = []

    def open_(query: str = "", path: str = "/", script: str | None = None, **options: object) -> Explore:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        if script:
            context.add_init_script(script)
        visits.append(Explore(context.new_page()))
        visits[-1].goto(f"{server}{path}{query}")
        return visits[-1]

    yield open_
    errors = [error for visited in visits for error in visited.errors]
    for visited in visits:
        visited.page.context.close()
    assert errors == []
