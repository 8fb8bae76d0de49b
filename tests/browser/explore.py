"""The Explore page as a visitor uses it: what is on screen by name, and gestures. All waiting is for a state."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from playwright.sync_api import Locator, Page, expect

from figures.theme import MARGIN
from pooling import Pooled

CHARTS = ("output", "argmax", "grad_input")
PATIENCE = 20_000

READY = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning' &&
  ['output', 'argmax', 'grad_input'].every((name) =>
    document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot .hm image`)) &&
  document.querySelector('.lab-text text') !== null"""

# Where the cells of a grid are on screen: left and top of cell (0, 0), and its size.
CELLS = """([name, m]) => {
  const host = document.querySelector(`.st-key-heatmap_${name}`);
  const rect = host.getBoundingClientRect();
  const editor = host.querySelector('.lab-editor');
  if (editor) {
    const cells = [...editor.querySelectorAll('input')];
    const first = cells[0].getBoundingClientRect();
    const tracks = getComputedStyle(editor);
    const [width, height] = [tracks.gridTemplateColumns, tracks.gridTemplateRows].map((t) => parseFloat(t.split(' ')[1]));
    return { x: first.left + first.width / 2 - width / 2, y: first.top + first.height / 2 - height / 2, width, height };
  }
  const { xaxis, yaxis, _size } = host.querySelector('.js-plotly-plot')._fullLayout;
  const plot = host.querySelector('.js-plotly-plot').getBoundingClientRect();
  const [width, height] = [xaxis, yaxis].map((a) => Math.abs(a._length / (a.range[1] - a.range[0])));
  return { x: plot.left + xaxis._offset + (-0.5 - xaxis.range[0]) * width,
           y: plot.top + yaxis._offset + (-0.5 - yaxis.range[1]) * height, width, height };
}"""

# The outlined rectangles of a grid as [row, column, rows, columns], in reading order.
OUTLINES = """([layer, name, at]) => [...document.querySelectorAll(`.lab-${layer} rect[data-grid="${name}"]`)]
  .map((node) => node.getBoundingClientRect())
  .map((r) => [(r.top - at.y) / at.height, (r.left - at.x) / at.width, r.height / at.height, r.width / at.width])
  .map((r) => r.map((v) => Math.round(v)))
  .sort((a, b) => a[0] - b[0] || a[1] - b[1])"""

# What every cell of an editable grid shows when it is edited: its exact text.
TYPED = """(name) => [...document.querySelectorAll(`.st-key-heatmap_${name} input`)].reduce((rows, cell) => {
  cell.focus();
  (rows[cell.dataset.row] ??= []).push(cell.value);
  cell.blur();
  return rows;
}, [])"""

Z = "(name) => document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot`)?.data[0].z"

PASTE = """([cell, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""


def as_drawn(array: np.ndarray) -> list[list[float | None]]:
    """An array as a chart holds it: None where it is not finite."""
    return [[float(v) if np.isfinite(v) else None for v in row] for row in array]


class Explore:
    """One visitor's page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.sent: list[Any] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("websocket", lambda socket: socket.on("framesent", self.sent.append))

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def ready(self) -> Explore:
        """Wait until the charts are drawn, their numbers written, and the server is at rest."""
        self.page.wait_for_function(READY)
        return self

    # ---- what is on screen ----------------------------------------------------------------------------

    def cell(self, row: int, column: int, grid: str = "input") -> Locator:
        """An editable cell, by its accessible name."""
        return self.page.get_by_label(f"{grid} row {row} column {column}", exact=True)

    def z(self, name: str) -> list[list[float | None]]:
        return self.page.evaluate(Z, name)

    def typed(self, name: str) -> list[list[float]]:
        return [[float(text) for text in row] for row in self.page.evaluate(TYPED, name)]

    def shows(self, pooled: Pooled, grad_output: np.ndarray) -> None:
        """Wait until all three charts hold exactly what the core computes."""
        wanted = [pooled.output, pooled.weight_sum(), pooled.backward(grad_output)]
        for name, array in zip(CHARTS, wanted, strict=True):
            self.page.wait_for_function(
                f"([name, wanted]) => JSON.stringify(({Z})(name)) === wanted",
                arg=[name, json.dumps(as_drawn(array), separators=(",", ":")).replace(".0,", ",").replace(".0]", "]")],
            )

    def cells(self, name: str) -> dict[str, float]:
        return self.page.evaluate(CELLS, [name, MARGIN])

    def outlines(self, name: str, layer: str = "selected") -> list[list[int]]:
        return self.page.evaluate(OUTLINES, [layer, name, self.cells(name)])

    def ring(self, name: str, row: int, column: int) -> Locator:
        return self.page.locator(
            f'.lab-overlay rect.lab-ring[data-grid="{name}"][data-row="{row}"][data-column="{column}"]'
        )

    @property
    def story(self) -> Locator:
        return self.page.locator(".st-key-panel_explain h2")

    @property
    def warning(self) -> Locator:
        return self.page.get_by_test_id("stAlert")

    @property
    def message(self) -> Locator:
        return self.page.locator(".st-key-heatmap_input .lab-message")

    # ---- what a visitor does ---------------------------------------------------------------------------

    def edit(self, row: int, column: int, text: str, grid: str = "input") -> None:
        """Type into a cell and press Enter."""
        self.cell(row, column, grid).click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def paste(self, row: int, column: int, text: str, grid: str = "input") -> None:
        self.cell(row, column, grid).click()
        self.page.evaluate(PASTE, [self.cell(row, column, grid).element_handle(), text])

    def place(self, name: str, row: int, column: int) -> tuple[float, float]:
        """The middle of a cell on screen."""
        at = self.cells(name)
        return at["x"] + (column + 0.5) * at["width"], at["y"] + (row + 0.5) * at["height"]

    def click(self, name: str, row: int, column: int) -> None:
        self.page.mouse.click(*self.place(name, row, column))

    def hover(self, name: str, row: int, column: int) -> None:
        self.page.mouse.move(*self.place(name, row, column))

    def slide(self, key: str, press: str) -> None:
        """Move a slider of the sidebar by the keyboard."""
        self.page.locator(f".st-key-set_{key} input[type=range]").first.focus()
        self.page.keyboard.press(press)

    def operator(self, label: str) -> None:
        self.page.get_by_role("radio", name=label, exact=True).click()

    def menu(self, label: str) -> None:
        self.page.get_by_role("link", name=label, exact=True).click()
        expect(self.page).to_have_title(f"{label} · Pooling Lab")

    def share(self) -> str:
        """The query of the link that Share gives."""
        self.page.get_by_role("button", name="Share this state").click()
        code = self.page.get_by_test_id("stCode").locator("code")
        expect(code).to_contain_text("?s=")
        return "?" + code.inner_text().strip().split("?", 1)[1]
