"""What the lab must hold and show, from the definitions alone: numbers typed, blocks pasted, a layer on a grid."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lab.entry import block
from pooling import PoolingError
from tests.pooling import loops
from tests.pooling.loops import Layer, Plane

SIDE = 16
LARGEST = 1e9
#: Decimal digits of any script, a sign, a point, an exponent.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
#: What is in a block that is no spreadsheet's; a number with a decimal comma.
OTHER_FORM = re.compile(r"[ ,;|&\\\[(]")
DECIMAL = re.compile(r"\s*[+\-−]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?\s*")
#: The parameters that each operator has of its own, besides kernel and stride.
OWN = {
    "max": ("padding", "dilation", "ceil_mode"),
    "min": ("padding", "dilation", "ceil_mode"),
    "range": ("padding", "dilation", "ceil_mode"),
    "avg": ("padding", "ceil_mode", "count_include_pad", "divisor_override"),
    "lp": ("norm_type", "ceil_mode"),
}
Cell = tuple[int, int]


def number_of(text: str) -> float | None:
    """The number that an entry is; None where it is none."""
    plain = text.replace("−", "-").strip()
    if len(text) > 400 or not NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number + 0.0 if abs(number) <= LARGEST else None


def rows_of(text: str) -> list[list[str]] | None:
    """The cells of a block; of one in another form than a spreadsheet's those that the lab finds, None if it does not.

    `tests/lab/test_entry.py` has those other forms.
    """
    if "\t" not in text and OTHER_FORM.search(text) and len(text) <= 64 * SIDE * SIDE:
        try:
            return block(text)
        except PoolingError:
            return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    with_comma = [cell for row in rows for cell in row if "," in cell]
    if "." in text or not all(DECIMAL.fullmatch(cell) for cell in with_comma):
        return rows
    if all(re.search(r"(?<!\d)[1-9]\d{0,2},\d{3}\s*$", cell) for cell in with_comma):
        return rows
    return [[cell.replace(",", ".") for cell in row] for row in rows]


@dataclass
class Grid:
    """A grid that is edited: every number ever typed, its size, and what was typed and is no number."""

    size: Cell
    numbers: dict[Cell, float]
    drafts: dict[Cell, str] = field(default_factory=dict)
    may_grow: bool = False

    def type(self, at: Cell, text: str) -> None:
        """Type into a cell."""
        self.drafts.pop(at, None)
        number = number_of(text)
        if number is None:
            self.drafts[at] = text[:401]
        else:
            self.numbers[at] = number

    def paste(self, at: Cell, text: str) -> bool:
        """Paste a block; gives whether it was taken."""
        rows = rows_of(text)
        if rows is None:
            return False
        bottom, right = at[0] + len(rows), at[1] + max(map(len, rows))
        room = (SIDE, SIDE) if self.may_grow else self.size
        if len(text) > 64 * SIDE * SIDE or bottom > room[0] or right > room[1] or len(set(map(len, rows))) > 1:
            return False
        for r, row in enumerate(rows):
            for c, entry in enumerate(row):
                self.type((at[0] + r, at[1] + c), entry)
        self.size = (max(self.size[0], bottom), max(self.size[1], right))
        return True

    def holds(self, at: Cell) -> bool:
        """Whether a cell is on screen."""
        return at[0] < self.size[0] and at[1] < self.size[1]

    def plane(self) -> Plane:
        """The numbers on screen."""
        return [[self.numbers[r, c] for c in range(self.size[1])] for r in range(self.size[0])]

    def waiting(self) -> dict[Cell, str]:
        """The drafts on screen."""
        return {at: text for at, text in self.drafts.items() if self.holds(at)}


def numbers_of(canvas: Any) -> dict[Cell, float]:
    """The cells of an array."""
    return {(r, c): float(value) for r, row in enumerate(canvas) for c, value in enumerate(row)}


def layer_of(settings: Any, size: Cell) -> Layer:
    """The layer that settings give on a grid."""
    own = {name: getattr(settings, name) for name in OWN[settings.operator]}
    if not settings.whole_plane:
        return Layer(settings.operator, settings.kernel_size, settings.stride, **own)
    own = {name: value for name, value in own.items() if name not in ("padding", "dilation", "ceil_mode")}
    return Layer(settings.operator, size, size, **own)


def is_legal(layer: Layer, size: Cell) -> bool:
    """Whether there is a window, none of padding alone, and no padding beyond half a kernel."""
    return all(p <= k // 2 for p, k in zip(layer.padding, layer.kernel_size, strict=True)) and loops.fits(*size, layer)


def check(layer: Layer, plane: Plane, grad_output: Plane, output: Any, grad_input: Any) -> None:
    """An output and an input gradient are those of the definition: to the last bit where cells are chosen."""
    output, grad_input = np.array(output, float), np.array(grad_input, float)
    if layer.operator == "lp":
        _check_powers(layer, plane, grad_output, output, grad_input)
        return
    expected = np.array(loops.forward(plane, layer)[0], float)
    back = np.array(loops.backward(plane, layer, grad_output), float)
    exact = layer.operator != "avg"
    scale = 0.0 if exact else 1e-12 * max(abs(v) for row in plane for v in row)
    np.testing.assert_allclose(output, expected, rtol=0 if exact else 1e-12, atol=scale)
    sent = 1e-12 * max(abs(v) for row in grad_output for v in row)
    np.testing.assert_allclose(grad_input, back, rtol=1e-12, atol=64 * sent)


def _check_powers(layer: Layer, plane: Plane, grad_output: Plane, output: Any, grad_input: Any) -> None:
    """The p-th power of each output is the sum of the window's, up to rounding; NaN where that has no root."""
    height, width, p = len(plane), len(plane[0]), layer.norm_type
    assert output.shape == tuple(loops.output_length(n, layer, axis) for axis, n in enumerate((height, width)))
    clear, factor = True, layer.kernel_size[0] * layer.kernel_size[1]
    for i, j in loops.output_cells(height, width, layer):
        numbers = [plane[row][column] for row, column in loops.real_cells(i, j, height, width, layer)]
        powers = [loops.real_power(number, p) for number in numbers]
        total, size = (sum(each) * factor / len(numbers) for each in (powers, map(abs, powers)))
        root = loops.real_power(total, 1 / p)
        if not math.isnan(root) and (size == 0 or abs(total) > 1e-6 * size):
            np.testing.assert_allclose(output[i, j], root, rtol=1e-8, atol=1e-300)
        elif math.isnan(root) and not abs(total) <= 1e-6 * size:
            assert math.isnan(output[i, j])
        clear &= size == 0 or abs(total) > 1e-6 * size
    if clear and not any(math.isnan(loops.real_power(v, p)) for row in plane for v in row):
        back = np.array(loops.backward(plane, layer, grad_output), float)
        sent = max(abs(v) for row in grad_output for v in row)
        np.testing.assert_allclose(grad_input, back, rtol=1e-6, atol=1e-7 * sent)
