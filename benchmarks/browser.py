"""How fast the Explore page is where a visitor feels it, measured in a real browser beside the server.

    make bench-browser

Prints a Markdown table: median and worst of the repetitions, next to the aim. "Repainted" means that all three
charts hold the new numbers, the numbers over them are written, and one more frame has been shown.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.server import serve

READY = """() => ["output", "argmax", "grad_input"].every((name) =>
    document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot .hm image`)) &&
    document.querySelectorAll(".lab-text text").length > 0"""

# Runs in the page: starts the clock at the next event of a type, watches every frame until a condition on the
# numbers holds, and counts the frames in which a chart is blank.
WATCH = """({ type, output, text }) => {
  const chart = (name) => document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot`);
  const state = { blank: 0, frames: 0, time: null };
  window.measured = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("not repainted within 10 s")), 10000);
    document.addEventListener(type, () => {
      const start = performance.now();
      const frame = () => {
        state.frames += 1;
        const shown = (name) => chart(name)?.querySelector(".hm image");
        if (!["output", "argmax", "grad_input"].every(shown)) state.blank += 1;
        const z = chart("output")?.data?.[0].z;
        const written = document.querySelector('.lab-text g[data-grid="output"] text')?.textContent;
        if (z && z[0][0] === output && written === text) {
          requestAnimationFrame(() => done({ ...state, time: performance.now() - start }));
        } else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }, { capture: true, once: true });
  });
}"""

HOVER = """() => {
  window.measured = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("not repainted within 10 s")), 10000);
    document.addEventListener("pointermove", () => {
      const start = performance.now();
      const before = document.querySelector(".lab-hover").innerHTML;
      const frame = () => {
        if (document.querySelector(".lab-hover").innerHTML !== "") {
          requestAnimationFrame(() => done({ time: performance.now() - start, blank: 0 }));
        } else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }, { capture: true, once: true });
  });
}"""


def slide(page: Page, key: str, times: int, press: str = "ArrowRight") -> None:
    """Move a slider of the sidebar by the keyboard, one settled step at a time."""
    for _ in range(times):
        page.locator(f".st-key-set_{key} input").focus()
        page.keyboard.press(press)
        page.wait_for_timeout(400)


def edits(page: Page, repeat: int) -> list[dict[str, float]]:
    """Type a new largest number into the first cell, again and again."""
    found = []
    for n in range(repeat):
        value = 100 + n % 2
        page.get_by_label("input row 0 column 0", exact=True).click()
        page.wait_for_timeout(500)  # let the selection of the cell settle first
        page.keyboard.type(str(value))
        written = page.evaluate("() => document.querySelector('.lab-text g[data-grid=\"output\"] text').textContent")
        places = len(written.split(".")[1]) if "." in written else 0
        page.evaluate(WATCH, {"type": "keydown", "output": value, "text": f"{value:.{places}f}"})
        page.keyboard.press("Enter")
        found.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(300)
    return found


def parameters(page: Page, repeat: int) -> list[dict[str, float]]:
    """Change the operator between max and min: every number changes, no shape does."""
    seen = {}
    for label in ("Min", "Max"):
        page.get_by_role("radio", name=label, exact=True).click()
        page.wait_for_timeout(1000)
        seen[label] = page.evaluate(
            """() => ({ output: document.querySelector(".st-key-heatmap_output .js-plotly-plot").data[0].z[0][0],
                        text: document.querySelector('.lab-text g[data-grid="output"] text').textContent })"""
        )
    found = []
    for n in range(repeat + repeat % 2):  # ends on max, where it began
        label = ("Min", "Max")[n % 2]
        page.evaluate(WATCH, {"type": "pointerup", **seen[label]})
        page.get_by_role("radio", name=label, exact=True).click()
        found.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(500)
    return found


def hovers(page: Page, repeat: int) -> list[dict[str, float]]:
    """Move the pointer from outside onto a cell of the output."""
    box = page.locator(".st-key-heatmap_output").bounding_box()
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
        measures: list[tuple[str, Callable[[Page, int], list[dict[str, float]]], tuple[float, float]]] = [
            ("edit", edits, (200, 350)),
            ("parameter", parameters, (200, 350)),
            ("hover", hovers, (33, 33)),
        ]
        with serve() as url:
            page = opened(url)
            for side, grow, which in [(8, 2, 0), (16, 8, 1)]:
                slide(page, "height", grow)
                slide(page, "width", grow)
                for name, measure, aims in measures:
                    row(f"{name}, {side}×{side}", measure(page, repeat), aims[which])
        browser.close()


if __name__ == "__main__":
    main()
