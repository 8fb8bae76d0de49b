"""How fast the static site is where a visitor feels it, and what it takes: in a real browser, beside a host of files.

    make static
    python -m benchmarks.site dist/site --rounds 5

Prints a Markdown table, the best and the median of the rounds: a busy machine makes all of them longer.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from lab.examples import WORKED_X
from pooling import PoolSpec, pool
from tests.browser.scene import edit, wait_for
from tests.static.host import Host, hosted
from tests.static.visitor import Visitor, explored, visiting

EDITS = 300


def seconds_until_words(visitor: Visitor) -> float:
    """From the request to the first words, as the browser paints them; that page is closed again."""
    page = visitor.open()
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    painted: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    page.close()
    return painted / 1000


def open_lab(visitor: Visitor) -> tuple[Page, float]:
    """The Explore page with all its numbers, and the seconds that it took."""
    start = time.monotonic()
    page = explored(visitor.open())
    return page, time.monotonic() - start


def seconds_of_edits(page: Page, repeat: int) -> list[float]:
    """From Enter until the output holds the number."""
    found = []
    for n in range(repeat):
        x = WORKED_X.copy()
        x[0, 0] = 5 + n % 7
        edit(page, 0, 0, f"{x[0, 0]:g}", key="Shift")  # typed, and not yet sent
        start = time.monotonic()
        page.keyboard.press("Enter")
        wait_for(page, "output", pool(x, PoolSpec("max", 2, 2)).output)
        found.append(time.monotonic() - start)
    return found


def visits(host: Host) -> dict[str, float]:
    """A first visit and a second one, which has what the first kept."""
    with tempfile.TemporaryDirectory() as folder, visiting(host, Path(folder)) as visitor:
        host.sent.clear()
        page, cold = open_lab(visitor)
        megabytes = sum(size for _, size in host.sent) / 1e6
        page.wait_for_function("async () => (await navigator.serviceWorker.ready).active.state === 'activated'")
        kept = sum(size for _, size in host.sent) / 1e6
        edits = seconds_of_edits(page, 12)
        page.close()
        page, warm = open_lab(visitor)
        page.close()
        words = seconds_until_words(visitor)
    return {
        "words, s": words,
        "until the first picture, MB": megabytes,
        "all that is kept, MB": kept,
        "cold, s": cold,
        "warm, s": warm,
        "edit to picture, ms": statistics.median(edits) * 1000,
    }


def memory(host: Host) -> list[float]:
    """Megabytes of the tab after each hundred edits."""
    with tempfile.TemporaryDirectory() as folder, visiting(host, Path(folder)) as visitor:
        page, _ = open_lab(visitor)
        taken = [visitor.memory(page) / 1e6]
        for _ in range(EDITS // 100):
            seconds_of_edits(page, 100)
            taken.append(visitor.memory(page) / 1e6)
    return taken


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("site", type=Path)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--memory", action="store_true", help=f"measure {EDITS} edits, too")
    given = asked.parse_args()
    with hosted(given.site) as host:
        rounds = [visits(host) for _ in range(given.rounds)]
        print("| | best | median |\n|---|--:|--:|")
        for name in rounds[0]:
            found = [one[name] for one in rounds]
            print(f"| {name} | {min(found):.2f} | {statistics.median(found):.2f} |")
        if given.memory:
            print(f"\nMemory after each hundred edits, MB: {', '.join(f'{size:.0f}' for size in memory(host))}")


if __name__ == "__main__":
    main()
