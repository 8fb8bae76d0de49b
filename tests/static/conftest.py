"""One visitor of the built site for the whole tour: a browser of its own, and all that it logged or asked for."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.conftest import READY
from tests.static.host import Host, hosted

#: Milliseconds until what was asked for is there, and until the lab is, on a machine that does much besides.
PATIENCE = 60_000
OPENING = 300_000

expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, help="the folder that `make static` made; without it the tour is skipped")


@dataclass
class Visitor:
    """Who goes through the site in one browser."""

    host: Host
    context: BrowserContext
    profile: Path
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """A tab at an address of the site, as soon as anything is there."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.goto(f"{self.host.url}{path}", wait_until="commit")
        return page

    def memory(self) -> int:
        """Bytes that the largest tab has in memory, Python included; on Linux."""
        statuses = [process / "statm" for process in Path("/proc").glob("[0-9]*") if self._is_tab(process)]
        return max(int(status.read_text().split()[1]) for status in statuses) * resource.getpagesize()

    def _is_tab(self, process: Path) -> bool:
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            return False
        return b"--type=renderer" in command and str(self.profile).encode() in command

    def _note(self, url: str) -> None:
        if not url.startswith((self.host.url, "data:", "blob:")):
            self.elsewhere.append(url)


@pytest.fixture(scope="session")
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    site = request.config.getoption("--site", default=None)
    if site is None:
        pytest.skip("the built site is toured by `make test-static`")
    with hosted(site) as host:
        yield host


@pytest.fixture(scope="session")
def visitor(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Whose browser keeps what it was sent, as a visitor's does."""
    profile = tmp_path_factory.mktemp("visitor")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=find(),
            args=ARGUMENTS,
            viewport={"width": 1440, "height": 900},
        )
        yield Visitor(host, context, profile)
        context.close()


@pytest.fixture(scope="session")
def lab(visitor: Visitor) -> Page:
    """The lab, open: the tab that the tour goes on in, from page to page."""
    page = opened(visitor.open())
    page.wait_for_function(READY)
    return page


def opened(page: Page) -> Page:
    """Wait until the lab has taken the page over."""
    expect(page.locator("#loading")).to_have_count(0, timeout=OPENING)
    return page
