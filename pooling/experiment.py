"""What a visitor may set: every typed or sent value is checked here, size first, then form, then value."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.spec import PARAMETERS, Pair, PoolingError, PoolSpec, pair, shown
from pooling.windows import Windows

#: The rules of a grid that a person edits. The functions of the core have no such limits.
LARGEST_SIDE = 16
LARGEST_VALUE = 1e9
LARGEST = {"kernel_size": 16, "stride": 16, "padding": 8, "dilation": 16}
LEAST = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}
NORM_TYPES = (1.0, 10.0)


def number(text: object, name: str) -> float:
    """`text`, typed or sent by a visitor, as a float.

    Raises
    ------
    PoolingError
        When it is no finite number within ±1e9 (room for a p-th power and a sum that stay finite).

    Examples
    --------
    >>> number(" −1.5 ", "input row 0 column 0")
    -1.5
    """
    rule = "be a finite number from −1e9 to 1e9"
    if isinstance(text, str):
        try:
            # A spreadsheet may write the minus sign itself; float() alone would also take "1_000".
            value = float(text.strip().replace("−", "-")) if "_" not in text and len(text) <= 400 else math.nan
        except ValueError:
            value = math.nan
    elif isinstance(text, (int, float)) and not isinstance(text, bool):
        value = float(text) if abs(text) <= LARGEST_VALUE else math.nan
    else:
        value = math.nan
    if not abs(value) <= LARGEST_VALUE:
        raise PoolingError.broken(name, rule, "nothing" if text == "" else shown(text))
    return value + 0.0  # −0 is shown as 0


def block(text: object, at: Pair = (0, 0), room: Pair = (LARGEST_SIDE, LARGEST_SIDE)) -> list[list[str]]:
    """A block of cells as spreadsheets copy it: rows on lines, cells between tabs; size first.

    The block is to stand with its first cell at `at` in a grid of at most `room` cells.

    Raises
    ------
    PoolingError
        When it does not fit or its rows differ in length.

    Examples
    --------
    >>> block("1\\t2\\n3\\t4\\n")
    [['1', '2'], ['3', '4']]
    """
    most = 64 * LARGEST_SIDE * LARGEST_SIDE
    if not isinstance(text, str) or len(text) > most:
        raise PoolingError.broken("pasted block", f"be text of at most {most} characters", _size_of(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    rows = [line.split("\t") if "\t" in line else line.split() for line in lines]
    width = max(len(row) for row in rows)
    if at[0] + len(rows) > room[0] or at[1] + width > room[1]:
        rule = f"fit into {room[0]}×{room[1]} cells from row {at[0]} column {at[1]}"
        raise PoolingError.broken("pasted block", rule, f"{len(rows)}×{width}")
    if width == 0 or any(len(row) != width for row in rows):
        raise PoolingError.broken("pasted block", "have rows of one length, at least 1", [len(row) for row in rows])
    return rows


def _size_of(text: object) -> str:
    return f"{len(text)} characters" if isinstance(text, str) else type(text).__name__


def side(value: object, name: str) -> int:
    """A grid's height or width in cells: an int from 1 to 16."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST_SIDE:
        raise PoolingError.broken(name, f"be an int from 1 to {LARGEST_SIDE}", shown(value))
    return value


def grid(value: object, size: Pair, name: str) -> NDArray:
    """A whole grid, rows of numbers, as float64 of `size`; the first bad cell is named.

    >>> grid([[1, 2]], (1, 2), "input")
    array([[1., 2.]])
    """
    height, width = size
    rows: list[Any] = value if isinstance(value, list) else []
    if len(rows) != height or not all(isinstance(row, list) and len(row) == width for row in rows):
        raise PoolingError.broken(name, f"be {height} rows of {width} numbers", shown(value))
    return np.array(
        [[number(v, f"{name} row {r} column {c}") for c, v in enumerate(row)] for r, row in enumerate(rows)]
    )


def within_reach(name: str, value: Any) -> Any:
    """A parameter's value, if it is small enough to be drawn cell by cell; pairs are made pairs.

    >>> within_reach("stride", 2)
    (2, 2)
    """
    if name in LARGEST:
        value = pair(value, name, LEAST[name])
        if max(value) > LARGEST[name]:
            raise PoolingError.broken(name, f"be at most {LARGEST[name]} on each axis in the lab", value)
    elif name == "divisor_override":
        if isinstance(value, int) and abs(value) > LARGEST_VALUE:
            raise PoolingError.broken(name, "lie within ±1e9 in the lab", shown(value))
    elif name == "norm_type" and (not isinstance(value, (int, float)) or not NORM_TYPES[0] <= value <= NORM_TYPES[1]):
        raise PoolingError.broken(name, "lie from 1 to 10 in the lab", shown(value))
    return value


#: An operator that has the parameter, to check its value by.
OWNERS = {"ceil_mode": "max", "count_include_pad": "avg", "divisor_override": "avg", "norm_type": "lp"}


def setting(name: str, value: Any) -> Any:
    """One field of `Settings` from an untrusted source, checked by itself.

    Raises
    ------
    PoolingError
        When the value breaks the rule of its parameter.

    Examples
    --------
    >>> setting("kernel_size", [2, 3])
    (2, 3)
    """
    if name == "operator":
        return PoolSpec(value).operator
    if name == "whole_plane":
        if not isinstance(value, bool):
            raise PoolingError.broken("global", "be True or False", shown(value))
        return value
    value = within_reach(name, value)
    return getattr(PoolSpec(OWNERS[name], **{name: value}), name) if name in OWNERS else value


@dataclass(frozen=True)
class Settings:
    """Every parameter a visitor can set, also those that the present operator does not have.

    `whole_plane` makes the window the whole input (global pooling); kernel, stride, padding and
    dilation wait unused until it is switched off again.
    """

    operator: str = "max"
    kernel_size: Pair = (2, 2)
    stride: Pair = (2, 2)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None
    norm_type: float = 2.0
    whole_plane: bool = False

    @classmethod
    def of(cls, spec: PoolSpec) -> Settings:
        """The settings that give `spec`."""
        return cls(**{name: getattr(spec, name) for name in cls.__dataclass_fields__ if name != "whole_plane"})

    def spec(self, height: int, width: int) -> PoolSpec:
        """The layer that these settings give on an input of `height` × `width` cells.

        Raises
        ------
        PoolingError
            When a value breaks a rule, fits no window, or is too large to be drawn cell by cell.

        Examples
        --------
        >>> Settings("avg", whole_plane=True).spec(3, 4).kernel_size
        (3, 4)
        """
        self._check_size()
        windows: dict[str, Any] = {"kernel_size": (height, width)}
        if not self.whole_plane:
            known = PARAMETERS.get(self.operator, frozenset())
            names = {"kernel_size", "stride"} | (known & {"padding", "dilation", "ceil_mode"})
            windows = {name: getattr(self, name) for name in names}
        rest = PARAMETERS.get(self.operator, frozenset()) & {"count_include_pad", "divisor_override", "norm_type"}
        spec = PoolSpec(self.operator, **windows, **{name: getattr(self, name) for name in rest})
        Windows.check(spec, height, width)
        return spec

    def _check_size(self) -> None:
        for name in (*LARGEST, "divisor_override", "norm_type"):
            within_reach(name, getattr(self, name))

    def is_legal(self, height: int, width: int) -> bool:
        """Whether `spec` would raise nothing."""
        try:
            self.spec(height, width)
        except PoolingError:
            return False
        return True


@lru_cache(maxsize=512)
def choices(settings: Settings, name: str, axes: tuple[int, ...], height: int, width: int) -> tuple[int, ...]:
    """The values that `name` may take on `axes` (both: one value for both) while all else stays.

    >>> choices(Settings(kernel_size=(3, 3)), "padding", (0, 1), 6, 6)
    (0, 1)
    """
    legal = []
    for value in range(LEAST[name], LARGEST[name] + 1):
        present = list(getattr(settings, name))
        for axis in axes:
            present[axis] = value
        change: dict[str, Any] = {name: tuple(present)}
        if replace(settings, **change).is_legal(height, width):
            legal.append(value)
        elif legal and name != "dilation":
            break  # legal kernels, strides and paddings have no gaps
    return tuple(legal)


def fitted(settings: Settings, height: int, width: int) -> Settings:
    """Settings that are legal on `height` × `width`: dilation, then padding, then kernel are lowered until they fit.

    >>> fitted(Settings(kernel_size=(5, 2), padding=(2, 0)), 1, 4).kernel_size
    (5, 2)
    >>> fitted(Settings(kernel_size=(5, 2)), 3, 4).kernel_size
    (3, 2)
    """
    if settings.is_legal(height, width):
        return settings
    size = (height, width)

    def lowered(name: str, most: Iterable[int]) -> Settings:
        change: dict[str, Any] = {name: tuple(min(v, m) for v, m in zip(getattr(settings, name), most, strict=True))}
        return replace(settings, **change)

    for name, most in [("dilation", (1, 1)), ("padding", (0, 0)), ("kernel_size", size)]:
        settings = lowered(name, most)
        if settings.is_legal(height, width):
            break
    return settings
