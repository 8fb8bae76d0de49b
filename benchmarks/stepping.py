"""How fast the player is: from a key to the picture, playing, and from asking for a pass to having it."""

from __future__ import annotations

import itertools
from dataclasses import replace

from playwright.sync_api import Browser, Page

from benchmarks.watch import WATCH, expected
from figures.film.playback import Playback, playback
from figures.theme import LIGHT
from lab.share import encode
from lab.state import Lab
from pooling.steps.trace import trace

Found = list[dict[str, float]]

# Notes when the player says that it is at another step.
NOTE = """() => {
  window.noted = [];
  const count = document.querySelector(".lab-count");
  const note = () => window.noted.push([parseInt(count.textContent), performance.now()]);
  const watch = new MutationObserver(() => requestAnimationFrame(note));
  watch.observe(count, { childList: true, characterData: true, subtree: true });
}"""


def film(lab: Lab) -> Playback:
    """The pass that the page has to show."""
    return playback(trace(lab.pooled(), lab.grad_output, lab.stepping.way, lab.stepping.by), LIGHT)


def opened(browser: Browser, url: str, lab: Lab) -> Page:
    """The player on a state, ready."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/Step_through?s={encode(lab)}")
    page.wait_for_function("() => document.querySelector('.lab-count')?.textContent", timeout=60_000)
    page.wait_for_timeout(1500)
    return page


def moves(page: Page, lab: Lab, repeat: int) -> dict[str, Found]:
    """Steps forth and back around the place where most is written: a window's end, in the backward pass."""
    shown = film(lab)
    changing = [n for n, step in enumerate(shown.trace.steps) if any(w.grid == "grad_input" for w in step.writes)]
    place = changing[len(changing) // 2]
    page.get_by_role("slider", name="step", exact=True).fill(str(place))
    page.wait_for_timeout(1000)
    found: dict[str, Found] = {"next": [], "previous": []}
    for n in range(2 * repeat):
        name, key, to = (("next", "ArrowRight", place + 1), ("previous", "ArrowLeft", place))[n % 2]
        page.evaluate(WATCH, {"type": "keydown", "expected": expected(shown.pictures(to))})
        page.keyboard.press(key)
        found[name].append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(500)
    return found


def play(page: Page, steps: int) -> Found:
    """Milliseconds between two steps while it plays at 32×; fails if one is left out."""
    page.keyboard.press("Home")
    page.get_by_label("speed").select_option("32")
    page.evaluate(NOTE)
    page.get_by_role("button", name="play", exact=True).click()
    page.wait_for_function("(n) => window.noted.length > n", arg=steps)
    page.get_by_role("button", name="pause", exact=True).click()
    noted = page.evaluate("() => window.noted")
    places, times = zip(*noted, strict=True)
    if list(places) != list(range(places[0], places[0] + len(places))):
        raise RuntimeError(f"a step was left out: {places}")
    return [{"time": after - before, "blank": 0} for before, after in itertools.pairwise(times)]


def ready(page: Page, lab: Lab, repeat: int) -> Found:
    """From the click that asks for a pass of 1,764 taps to its first picture."""
    found = []
    for n in range(repeat):
        way, label = (("gather", "Backward by input cell"), ("backward", "Backward by window"))[n % 2]
        shown = film(replace(lab, stepping=replace(lab.stepping, way=way)))
        page.evaluate(
            WATCH,
            {"type": "pointerup", "expected": expected(shown.pictures(0)), "said": f"0 / {len(shown.trace.steps)}"},
        )
        page.get_by_role("radio", name=label, exact=True).click()
        found.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(700)
    return found
