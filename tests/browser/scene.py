"""What the tests see of the scene and do to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from playwright.sync_api import Locator, Page, expect

#: Nobody sees a page before it is whole, nor can click in it; the words of what is hidden are none.
SHOWN = "getComputedStyle(document.querySelector('.stAppViewContainer') ?? document.body).visibility === 'visible'"
Z = "(name) => document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot`)?.data?.[0].z"

# Run before the page's own scripts: ours then find no Plotly.
HIDE_PLOTLY = 'Object.defineProperty(window, "Plotly", { get: () => undefined, set: () => {} });'


def z(page: Page, name: str) -> np.ndarray:
    """The exact numbers of a chart."""
    return np.array(page.evaluate(Z, name), dtype=float)


def wait_for(page: Page, name: str, expected: np.ndarray) -> None:
    """Wait until a chart holds these numbers, to the last bit."""
    rows = [[None if np.isnan(v) else float(v) for v in row] for row in expected]
    page.wait_for_function(f"([name, rows]) => JSON.stringify(({Z})(name)) === JSON.stringify(rows)", arg=[name, rows])


def cell(page: Page, row: int, column: int, grid: str = "input") -> Locator:
    """One editable cell, found by its accessible name."""
    return page.get_by_label(f"{grid} row {row} column {column}", exact=True)


def copied(page: Page, button: str = "Copy the") -> str:
    """What a button, the one that copies the address, puts on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def edit(page: Page, row: int, column: int, text: str, grid: str = "input", key: str = "Enter") -> None:
    """Type into a cell and commit."""
    cell(page, row, column, grid).click()
    page.keyboard.press("ControlOrMeta+a")
    if text:
        page.keyboard.type(text)
    else:
        page.keyboard.press("Delete")
    page.keyboard.press(key)


def paste(page: Page, row: int, column: int, text: str, grid: str = "input") -> None:
    """Paste text into a cell, as a spreadsheet's copy would be."""
    cell(page, row, column, grid).focus()
    cell(page, row, column, grid).evaluate(
        """(input, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def values(page: Page, rows: int, columns: int, grid: str = "input") -> np.ndarray:
    """The exact numbers of an editable grid: a focused cell shows all its digits."""
    found = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            cell(page, r, c, grid).focus()
            found[r, c] = float(cell(page, r, c, grid).input_value())
    return found


def place(page: Page, name: str, row: int, column: int, frame: int = 0) -> tuple[float, float]:
    """The middle of a cell of a grid, in pixels; `frame` is the padding around it."""
    box = page.locator(f".st-key-heatmap_{name}").bounding_box()
    side = page.evaluate("(name) => parseFloat(getComputedStyle(document.querySelector('.lab-cell')).width) + 2", name)
    return box["x"] + 24 + (column + frame + 0.5) * side, box["y"] + 20 + (row + frame + 0.5) * side


def read_aloud(page: Page, name: str) -> Locator:
    """What those have of a grid who hear the page: a table that lies over its chart, or its cells to type in."""
    return page.locator(f".st-key-heatmap_{name}").locator("[role=grid], [role=table]")


def outlined(page: Page, grid: str, layer: str = "selected") -> Locator:
    """The outlines of a selection (or of what the pointer is over) in one grid."""
    return page.locator(f'.lab-{layer} rect[data-grid="{grid}"]')


@contextmanager
def messages_to_the_server(page: Page) -> Iterator[list[object]]:
    """All that the page sends to the server meanwhile."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    sent: list[object] = []
    cdp.on("Network.webSocketFrameSent", lambda frame: sent.append(frame))  # a builtin is not accepted
    yield sent
    cdp.detach()


def slide(page: Page, key: str, value: int) -> None:
    """Bring a slider of the sidebar to a value by the keyboard."""
    slider = page.locator(f".st-key-set_{key} input")
    shown = page.locator(f".st-key-set_{key} [data-testid=stSliderThumbValue]")
    for _ in range(40):
        now = int(shown.inner_text())
        if now == value:
            return
        slider.focus()
        page.keyboard.press("ArrowRight" if now < value else "ArrowLeft")
        expect(shown).to_have_text(str(now + (1 if now < value else -1)))
        expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    raise AssertionError(f"{key} did not reach {value}")
