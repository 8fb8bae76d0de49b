"""How fast the Image page is: from a key on a slider to the pictures, at 1024 × 1024, in a real browser.

    python -m benchmarks.pictures

Prints a Markdown table as `make bench-browser` does. "Shown" means that every picture which has to change has changed,
is decoded, and one more frame has been shown; frames in which a picture was missing count as blank.
"""

from __future__ import annotations

import argparse

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import row
from tests.browser.chromium import ARGUMENTS, find
from tests.browser.server import serve

AIM = 500
#: The layers to measure at, as the address says them.
LAYERS = {
    "max, kernel and stride 8": "kernel_size=8",
    "average, kernel and stride 8": "op=avg&kernel_size=8",
    "max, kernel 16, stride 4": "kernel_size=16&stride=4",
    "max, kernel 3, stride 1": "kernel_size=3&stride=1",
    "min, kernel 63, stride 1": "op=min&kernel_size=63&stride=1",
}
#: The sliders, and the pictures that change with each.
SLIDERS = {"kernel_size": ["output", "density"], "region rows": ["gradient"]}

READY = """() => document.querySelectorAll(".lab-photo img").length === 5 &&
  document.querySelector(".lab-region")?.dataset.ready"""

# Runs in the page: starts the clock at the next key, watches every frame until all the named pictures are other ones.
WATCH = """(names) => {
  const sources = () => names.map((name) => [...document.querySelectorAll(`.st-key-photo_${name} img`)].at(-1)?.src);
  const before = sources();
  const state = { blank: 0 };
  window.measured = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("not shown within 10 s")), 10000);
    document.addEventListener("keydown", () => {
      const start = performance.now();
      const frame = () => {
        const images = [...document.querySelectorAll(".lab-photo img")];
        const whole = images.length === 5 && images.every((image) => image.complete && image.naturalWidth);
        if (!whole) state.blank += 1;
        if (!whole || sources().some((source, n) => source === before[n])) requestAnimationFrame(frame);
        else requestAnimationFrame(() => done({ ...state, time: performance.now() - start }));
      };
      requestAnimationFrame(frame);
    }, { capture: true, once: true });
  });
}"""


def moves(page: Page, slider: str, changing: list[str], repeat: int) -> list[dict[str, float]]:
    """Move a slider one step up and down by turns."""
    page.get_by_role("slider", name=slider).last.focus()
    found = []
    for n in range(repeat):
        page.evaluate(WATCH, changing)
        page.keyboard.press(("ArrowRight", "ArrowLeft")[n % 2])
        found.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(400)
    return found


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--repeat", type=int, default=20)
    repeat = ask.parse_args().repeat
    print("| what | median ms | worst ms | aim ms | blank frames | |\n|---|---|---|---|---|---|")
    with sync_playwright() as playwright, serve() as url:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        for name, address in LAYERS.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{url}/Image?{address}")
            page.wait_for_function(READY, timeout=60_000)
            page.wait_for_timeout(1500)
            for slider, changing in SLIDERS.items():
                row(f"{slider}, {name}", moves(page, slider, changing, repeat), AIM)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
