"""The walks of Step through as loops: over windows and their cells, or over cells and the windows that hold them.

What an operator does at a cell, and once for a window, is a `Body`; the loops around it are the same for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pooling.frameworks.code.at_work import GATHER, HOLDERS, LEAVE, SKIP, SPREAD, WINDOW
from pooling.frameworks.code.line import Line, of, plain, within
from pooling.frameworks.code.writing import Case


@dataclass(frozen=True)
class Body:
    """What is done around and within the loops: `made` before them; forward in a window first, at each cell, and last;
    backward, which `why` tells of, for a window first, and at each cell."""

    made: Sequence[str]
    first: Sequence[str]
    visit: Sequence[Line]
    last: Sequence[Line]
    why: str
    slope: Sequence[str]
    send: Sequence[Line]


def forward(case: Case, body: Body) -> list[Line]:
    """Window by window, and in it cell by cell."""
    cells = [*plain(body.first), *_cells(case, SKIP, body.visit), *body.last]
    return within(_windows(case), of(WINDOW, cells))


def spread(case: Case, body: Body) -> list[Line]:
    """Each window sends to its cells."""
    return within(_windows(case), of(SPREAD, [*plain(body.slope), *_cells(case, LEAVE, body.send)]))


def gather(case: Case, body: Body) -> list[Line]:
    """Each input cell collects from the windows that hold it."""
    rows, columns = case.windows.input_size
    held = [Line(f"{name} = {_holding(case, axis)}", HOLDERS) for axis, name in enumerate(("rows", "columns"))]
    collected = within(plain(["for i in rows:", "for j in columns:"]), [*plain(body.slope), *body.send])
    loops = plain([f"for row in range({rows}):", f"for column in range({columns}):"])
    return within(loops, of(GATHER, [*plain(["# Which windows hold the cell."]), *held, *collected]))


def _windows(case: Case) -> list[Line]:
    """The loops over the windows."""
    rows, columns = case.windows.output_size
    return plain([f"for i in range({rows}):", f"for j in range({columns}):"])


def _cells(case: Case, outside: str, visit: Sequence[Line]) -> list[Line]:
    """The loops over the places of window (i, j); what is done at its cells, and `outside` at its padding."""
    (k_h, k_w), (height, width) = case.spec.kernel_size, case.windows.input_size
    at = [Line(f"row, column = {_place(case, 0)}, {_place(case, 1)}")]
    padded = any(map(any, case.room))
    inside = [Line(f"if 0 <= row < {height} and 0 <= column < {width}:  # else padding", outside)] if padded else []
    return within(plain([f"for r in range({k_h}):", f"for c in range({k_w}):"]), [*at, *within(inside, visit)])


def _start(case: Case, axis: int) -> str:
    """Where window i begins on an axis."""
    window, s, p = "ij"[axis], case.spec.stride[axis], case.spec.padding[axis]
    return (window if s == 1 else f"{window} * {s}") + (f" - {p}" if p else "")


def _place(case: Case, axis: int) -> str:
    """Where tap r of window i stands on an axis."""
    tap, d = "rc"[axis], case.spec.dilation[axis]
    return f"{_start(case, axis)} + {tap if d == 1 else f'{tap} * {d}'}"


def _holding(case: Case, axis: int) -> str:
    """The windows that hold a cell, on an axis: those that have a tap there."""
    place, k, d = ("row", "column")[axis], case.spec.kernel_size[axis], case.spec.dilation[axis]
    begin = _start(case, axis)
    away = f"{place} - ({begin})" if " " in begin else f"{place} - {begin}"
    taps = f"range({k})" if d == 1 else f"range(0, {k * d}, {d})"
    return f"[{'ij'[axis]} for {'ij'[axis]} in range({case.windows.output_size[axis]}) if {away} in {taps}]"
