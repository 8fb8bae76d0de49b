"""How fast the Explore page is where a visitor feels it, measured in a real browser beside the server.

    make bench-browser

Prints a Markdown table: median and worst of the repetitions, next to the aim. "Repainted" means that all three
charts hold every new number, each is written over its cell, and one more frame has been shown.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, sync_playwright

from benchmarks import stepping
from benchmarks.watch import READY, SHOWN, WATCH, expected
from figures.pictures import pictures
from figures.theme import LIGHT
from lab.share import encode
from lab.state import Lab, Stepping
from tests.browser.chromium import ARGUMENTS, find
from tests.browser.layout import random_lab
from tests.browser.server import serve

HOVER = """() => {
  window.measured = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("not repainted within 10 s")), 10000);
    document.addEventListener("pointermove", () => {
      const start = performance.now();
      const frame = () => {
        if (document.querySelector(".lab-hover").innerHTML === "") requestAnimationFrame(frame);
        else requestAnimationFrame(() => done({ time: performance.now() - start, blank: 0 }));
      };
      requestAnimationFrame(frame);
    }, { capture: true, once: true });
  });
}"""


def shown(lab: Lab) -> dict[str, dict[str, object]]:
    """What each chart has to hold and to say, computed here."""
    return expected(pictures(lab.pooled(), lab.grad_output, lab.grad_input, LIGHT))


def edits(page: Page, lab: Lab, repeat: int) -> list[dict[str, float]]:
    """Make the first cell win and lose by turns: output, mask and gradient all change."""
    found = []
    for n in range(repeat):
        value = (100, -100)[n % 2]
        canvas = lab.canvas.copy()
        canvas[0, 0] = value
        page.get_by_label("input row 0 column 0", exact=True).click()
        page.wait_for_timeout(500)  # let the selection of the cell settle first
        page.keyboard.type(str(value))
        page.evaluate(WATCH, {"type": "keydown", "expected": shown(replace(lab, canvas=canvas))})
        page.keyboard.press("Enter")
        found.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(300)
    return found


def parameters(page: Page, lab: Lab, repeat: int) -> list[dict[str, float]]:
    """Change the operator between max and min: every number changes, no shape does."""
    found = []
    for n in range(repeat + repeat % 2):  # ends on max, where it began
        operator = ("min", "max")[n % 2]
        now = replace(lab, settings=replace(lab.settings, operator=operator))
        page.evaluate(WATCH, {"type": "pointerup", "expected": shown(now)})
        page.get_by_role("radio", name=operator.title(), exact=True).click()
        found.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(500)
    return found


def hovers(page: Page, lab: Lab, repeat: int) -> list[dict[str, float]]:
    """Move the pointer from outside onto a cell of the output."""
    box = page.locator(".st-key-heatmap_output").bounding_box()
    assert box is not None, "the output is on the page"
    found = []
    for _ in range(repeat):
        page.mouse.move(5, 5)
        page.wait_for_timeout(100)
        page.evaluate(HOVER)
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        found.append(page.evaluate("() => window.measured"))
    return found


def row(name: str, found: list[dict[str, float]], aim: float) -> None:
    """One line of the table, in milliseconds."""
    times = [run["time"] for run in found]
    blank = max(run["blank"] for run in found)
    median = statistics.median(times)
    verdict = "reached" if median <= aim and blank == 0 else "NOT reached"
    print(f"| {name} | {median:.0f} | {max(times):.0f} | {aim:.0f} | {blank:.0f} | {verdict} |", flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--repeat", type=int, default=20)
    repeat = ask.parse_args().repeat
    print("| what | median ms | worst ms | aim ms | blank frames | |\n|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)

        def opened(url: str) -> Page:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(url)
            page.wait_for_function(READY, timeout=60_000)
            return page

        cold = []
        for _ in range(3):
            start = time.perf_counter()
            with serve() as url:
                page = opened(url)
                cold.append({"time": 1000 * (time.perf_counter() - start), "blank": 0})
                page.close()
        row("cold start of the server to the first heatmaps", cold, 6000)
        measures: list[tuple[str, Callable[[Page, Lab, int], list[dict[str, float]]], tuple[float, float]]] = [
            ("parameter", parameters, (200, 350)),
            ("edit", edits, (200, 350)),
            ("hover", hovers, (33, 33)),
        ]
        with serve() as url:
            for which, side in enumerate((8, 16)):
                lab = random_lab(side, side)
                page = opened(f"{url}/?s={encode(lab)}")
                page.wait_for_function(SHOWN, arg=shown(lab))
                for name, measure, aims in measures:
                    row(f"{name}, {side}×{side}", measure(page, lab, repeat), aims[which])
                page.close()
            for which, (side, kernel) in enumerate([(8, (2, 2)), (16, (3, 3))]):
                stride = (2, 2) if side == 8 else (1, 1)
                lab = random_lab(side, side, kernel_size=kernel, stride=stride)
                lab = replace(lab, stepping=Stepping("both", "tap"))
                page = stepping.opened(browser, url, lab)
                for name, found in stepping.moves(page, lab, repeat).items():
                    row(f"{name}, {side}×{side}, tap by tap", found, (33, 66)[which])
                if side == 16:
                    row("play at 32×, one step, 16×16", stepping.play(page, 40), 160)
                    row("1,764 taps ready, 16×16", stepping.ready(page, lab, repeat), 300)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
