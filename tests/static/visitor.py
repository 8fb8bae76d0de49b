"""Who goes through the built site: a browser of its own, which keeps what it was sent, and all that it logged."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.conftest import READY
from tests.static.host import Host

#: Milliseconds until what was asked for is there, and until the lab is, on a machine that does much besides.
PATIENCE = 60_000
OPENING = 300_000


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

    def memory(self, page: Page) -> int:
        """Bytes that the largest tab has in memory, Python included, without what it keeps for a watcher; on Linux."""
        watcher = self.context.new_cdp_session(page)
        watcher.send("Runtime.discardConsoleEntries")
        watcher.send("HeapProfiler.collectGarbage")
        watcher.detach()
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


@contextlib.contextmanager
def visiting(host: Host, profile: Path) -> Iterator[Visitor]:
    """A visitor whose browser keeps in a folder what it was sent."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find(), args=ARGUMENTS, viewport={"width": 1440, "height": 900}
        )
        yield Visitor(host, context, profile)
        context.close()


def opened(page: Page) -> Page:
    """Wait until the lab has taken the page over."""
    expect(page.locator("#loading")).to_have_count(0, timeout=OPENING)
    return page


def explored(page: Page) -> Page:
    """Wait until the Explore page is ready to be used."""
    opened(page).wait_for_function(READY)
    return page
