"""What the tests of the player see of it and do to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from playwright.sync_api import Locator, Page, expect

from lab.state import Lab, Stepping, fresh, with_example
from pooling.steps.trace import State, Trace, trace
from tests.browser.layout import path
from tests.browser.scene import SHOWN, wait_for

READY = f"""() => {SHOWN} && document.querySelector('.lab-count')?.textContent &&
  ['input', 'output', 'argmax', 'grad_output', 'grad_input'].every((name) =>
    document.querySelector(`.lab-text g[data-grid="${{name}}"]`)) &&
  document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"""


def example(name: str, way: str, by: str, at: int = 0, **settings: Any) -> Lab:
    """A named example about to be stepped through."""
    lab = with_example(fresh(), name, 0)
    return replace(lab, settings=replace(lab.settings, **settings), stepping=Stepping(way, by, at))


def steps_of(lab: Lab) -> Trace:
    """The steps that the page has to show."""
    return trace(lab.pooled(), lab.grad_output, lab.stepping.way, lab.stepping.by)


def step_through(visit: Callable[..., Page], lab: Lab, **options: Any) -> Page:
    """Open the player on a state by its link."""
    page = visit("/Step_through" + path(lab)[1:], **options)
    page.wait_for_function(READY)
    return page


def press(page: Page, name: str) -> None:
    """Press a button of the player."""
    page.get_by_role("button", name=name, exact=True).click()


def count(page: Page) -> Locator:
    """Where the player says it is: "3 / 19"."""
    return page.locator(".lab-count")


def at(page: Page, n: int, steps: Trace) -> None:
    """Wait until the player says that `n` steps are made."""
    expect(count(page)).to_have_text(f"{n} / {len(steps.steps)}")


def played(page: Page, n: int) -> None:
    """Wait until the player has come to step `n` by itself, or past it."""
    page.wait_for_function("(n) => parseInt(document.querySelector('.lab-count').textContent) >= n", arg=n)


def shows(page: Page, state: State) -> None:
    """Wait until the charts hold exactly these grids."""
    wait_for(page, "output", np.where(state.written, state.output, np.nan))
    wait_for(page, "argmax", state.argmax)
    wait_for(page, "grad_input", state.grad_input)
