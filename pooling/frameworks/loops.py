"""Plain loops over windows and their cells, one cell at a time: line by line the walk of Step through.

What an operator does at a cell, and once for a window, is a `Body`; the walks around it are the same for all. Each line
is named after what it does (`code/at_work.py`), so that the player finds the one at work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pooling.frameworks.code import gathered
from pooling.frameworks.code.at_work import (
    ADD,
    COMPARE,
    END,
    GATHER,
    HOLDERS,
    LEAD,
    LEAVE,
    RESULT,
    SEND,
    SKIP,
    SPREAD,
    WINDOW,
)
from pooling.frameworks.code.kinds import by_kind, combined, one_divisor, signed
from pooling.frameworks.code.line import Line, of, plain, within
from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, Reason, joined, number
from pooling.frameworks.framework import Framework
from pooling.frameworks.naming import Naming
from pooling.frameworks.numpy_alone import start
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing

NAMING = Naming("loops", "The code of loops")
BETTER = {"largest": (">", "-np.inf"), "smallest": ("<", "np.inf")}


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


def walk(case: Case, by_cell: bool = False) -> list[Line] | Reason:
    """Both passes as loops, for the arrays `x` and `grad_output`; the gradient by window, or by input cell."""
    body = _body(case)
    if isinstance(body, Reason):
        return body
    shown = PRINT_SELECTED if case.operator.selects else PRINT
    return [
        *plain(body.made),
        *_forward(case, body),
        *plain(["", f"# Backward: {body.why}.", f"grad_input = np.zeros({case.windows.input_size})"]),
        *(_by_cell(case, body) if by_cell else _by_window(case, body)),
        *(Line(text, END if text else "") for text in shown),
    ]


def write(case: Case) -> str:
    """Code that pools `case` forward and backward one cell at a time."""
    lines = walk(case)
    return lines if isinstance(lines, Reason) else joined(start(case), (line.text for line in lines))


def _choosing(operator: Choosing, case: Case) -> Body:
    out, columns = case.windows.output_size, case.windows.input_size[1]
    names = list(dict.fromkeys(name for name, _ in signed(operator)))
    places = {name: "indices" if operator.selects else f"{name}_at" for name in names}
    visit, send = [], []
    for name, at in places.items():
        better = f"if x[row, column] {BETTER[name][0]} {name}:  # of equal cells the first"
        lead = f"{name}, {at}[i, j] = x[row, column], row * {columns} + column"
        visit += within([Line(better, COMPARE)], [Line(lead, f"{LEAD} {name}")])
    for name, at in places.items():
        here = f"if {at}[i, j] == row * {columns} + column:  # its {name} cell"
        adds = [
            f"grad_input[row, column] {'+' if sign > 0 else '-'}= grad_output[i, j]"
            for other, sign in signed(operator)
            if other == name
        ]
        send += within([Line(here, SEND)], [Line(add, f"{SEND} {name}") for add in adds])
    return Body(
        made=[f"output = np.zeros({out})", *(f"{at} = np.zeros({out}, dtype=int)" for at in places.values())],
        first=[f"{name} = {BETTER[name][1]}" for name in names],
        visit=visit,
        last=[Line(f"output[i, j] = {combined(operator)}", RESULT)],
        why="a cell may win several windows, so add, never assign",
        slope=[],
        send=send,
    )


def _summing(operator: Summing, case: Case) -> Body:
    p, out, cell = operator.power(case.spec), case.windows.output_size, "x[row, column]"
    why, share = "each cell adds up what its windows send", gathered.share(operator, case)
    if p is None:
        by = "divisor" if one_divisor(operator, case) is not None else "divisor[i, j]"
        return Body(
            made=[*share, f"output = np.zeros({out})"],
            first=["total = 0.0"],
            visit=[Line(f"total += {cell}", ADD)],
            last=[Line(f"output[i, j] = total / {by}", RESULT)],
            why=why,
            slope=[],
            send=[Line(f"grad_input[row, column] += grad_output[i, j] / {by}", SEND)],
        )
    scale, power = gathered.scale(operator, case).replace("scale", "scale[i, j]"), number(p)
    spread = [f"scale = np.broadcast_to(scale, {out})"] if share else []
    return Body(
        made=[*share, *spread, f"output, totals = np.zeros({out}), np.zeros({out})"],
        first=["total = 0.0"],
        visit=[Line(f"total += {cell} ** {power}", ADD)],
        last=[
            Line("totals[i, j] = total", RESULT),
            Line(f"output[i, j] = ({scale}total) ** (1 / {power})", RESULT),
        ],
        why=why,
        slope=[
            "sent = 0.0  # the root has no slope at 0",
            "if totals[i, j] != 0:",
            f"    sent = grad_output[i, j] * {scale}({scale}totals[i, j]) ** (1 / {power} - 1)",
        ],
        send=[Line(f"grad_input[row, column] += sent * {cell} ** ({power} - 1)", SEND)],
    )


_body = by_kind(_choosing, _summing, NAMING.no_code)


def _forward(case: Case, body: Body) -> list[Line]:
    """Window by window, and in it cell by cell."""
    cells = [*plain(body.first), *_cells(case, SKIP, body.visit), *body.last]
    return within(_windows(case), of(WINDOW, cells))


def _by_window(case: Case, body: Body) -> list[Line]:
    """Each window sends to its cells."""
    return within(_windows(case), of(SPREAD, [*plain(body.slope), *_cells(case, LEAVE, body.send)]))


def _by_cell(case: Case, body: Body) -> list[Line]:
    """Each input cell collects from the windows that hold it."""
    rows, columns = case.windows.input_size
    held = [
        Line(f"{name} = {_holding(case, axis)}", HOLDERS)
        for axis, name in enumerate(("rows", "columns"))
    ]  # fmt: skip
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


FRAMEWORK = Framework("Loops", write=write)
