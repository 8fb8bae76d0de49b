"""Where things are on screen, and what all charts hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, TimeoutError

from lab.settings import Settings
from lab.share import encode
from lab.state import Lab, Selection, fresh
from pooling import Pooled
from tests.browser.scene import wait_for

GRIDS = ("input", "output", "argmax", "grad_input", "grad_output")
PLANES = ("input", "argmax", "grad_input")

# Left and top of cell (0, 0) of a grid on screen, and the size of its cells; null while a chart is being mounted.
CELLS = """(name) => {
  const host = document.querySelector(`.st-key-heatmap_${name}`);
  const editor = host.querySelector('.lab-editor');
  if (editor) {
    const first = editor.querySelector('input').getBoundingClientRect();
    const { gridTemplateColumns, gridTemplateRows } = getComputedStyle(editor);
    const [width, height] = [gridTemplateColumns, gridTemplateRows].map((tracks) => parseFloat(tracks.split(' ')[1]));
    return { x: first.x + (first.width - width) / 2, y: first.y + (first.height - height) / 2, width, height };
  }
  const chart = host.querySelector('.js-plotly-plot');
  if (!chart?._fullLayout?.xaxis?._length) return null;
  const [plot, { xaxis, yaxis }] = [chart.getBoundingClientRect(), chart._fullLayout];
  const [width, height] = [xaxis, yaxis].map((axis) => Math.abs(axis._length / (axis.range[1] - axis.range[0])));
  return { x: plot.x + xaxis._offset + (-0.5 - xaxis.range[0]) * width,
           y: plot.y + yaxis._offset + (-0.5 - yaxis.range[1]) * height, width, height };
}"""

# The outlines of a selection by grid as [row, column, rows, columns], in reading order.
OUTLINES = """(names) => Object.fromEntries(names.map((name) => {
  const at = CELLS(name);
  if (!at) return [name, null];
  const places = [...document.querySelectorAll(`.lab-selected rect[data-grid="${name}"]`)]
    .map((node) => node.getBoundingClientRect())
    .map((r) => [(r.y - at.y) / at.height, (r.x - at.x) / at.width, r.height / at.height, r.width / at.width])
    .map((place) => place.map((v) => Math.round(v) + 0));
  return [name, places.sort((a, b) => a[0] - b[0] || a[1] - b[1])];
}))""".replace("CELLS", f"({CELLS})")

# By how much the largest side of a cell in any grid exceeds the smallest.
SPREAD = """(names) => {
  const sides = names.map(CELLS).flatMap((at) => [at?.width, at?.height]);
  return Math.max(...sides) - Math.min(...sides);
}""".replace("CELLS", f"({CELLS})")


def middle(page: Page, name: str, row: int, column: int) -> tuple[float, float]:
    """The middle of a cell, in pixels."""
    at = page.wait_for_function(CELLS, arg=name).json_value()
    return at["x"] + (column + 0.5) * at["width"], at["y"] + (row + 0.5) * at["height"]


def outlined(page: Page, wanted: dict[str, list[list[int]]]) -> None:
    """Wait until exactly these cells are outlined in these grids."""
    same = f"([names, wanted]) => JSON.stringify(({OUTLINES})(names)) === JSON.stringify(wanted)"
    try:
        page.wait_for_function(same, arg=[list(wanted), wanted], timeout=5000)
    except TimeoutError:
        assert page.evaluate(OUTLINES, list(wanted)) == wanted


def of_one_size(page: Page, most: float) -> None:
    """Wait until no cell of any grid is larger than any other by `most` pixels or more."""
    try:
        page.wait_for_function(f"([names, most]) => ({SPREAD})(names) < most", arg=[list(GRIDS), most], timeout=5000)
    except TimeoutError:
        assert page.evaluate(SPREAD, list(GRIDS)) < most


def shows(page: Page, pooled: Pooled, grad_output: NDArray) -> None:
    """Wait until all three charts hold exactly what the core computes."""
    wait_for(page, "output", pooled.output)
    wait_for(page, "argmax", pooled.weight_sum())
    wait_for(page, "grad_input", pooled.backward(grad_output))


def random_lab(height: int, width: int, **settings: Any) -> Lab:
    """Random numbers of three decimals, so that every cell is written at its longest, under a layer."""
    rng, start = np.random.default_rng(0), fresh()
    x, grad_output = (rng.normal(size=canvas.shape).round(3) for canvas in (start.canvas, start.grad_canvas))
    return Lab(height, width, x, grad_output, Settings(**settings), Selection("window", 0, 0))


def path(lab: Lab, **changes: Any) -> str:
    """The path of a state."""
    return "/?s=" + encode(replace(lab, **changes))
