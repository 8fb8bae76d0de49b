"""Plain loops over windows and their cells, one cell at a time: the order in which Step through walks."""

from __future__ import annotations

from functools import singledispatch

from pooling.frameworks.code import gathered
from pooling.frameworks.code.kinds import combined, one_divisor, signed
from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, joined, number
from pooling.frameworks.framework import Framework
from pooling.frameworks.naming import Naming
from pooling.frameworks.numpy_alone import start
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing

NAMING = Naming("loops", "The code of loops")
BETTER = {"largest": (">", "-np.inf"), "smallest": ("<", "np.inf")}


def write(case: Case) -> str:
    """Code that pools `case` forward and backward one cell at a time."""
    return _code(case.operator, case)


@singledispatch
def _code(operator: Operator, case: Case) -> str:
    """By the kind of operator: one of neither kind has no code."""
    return NAMING.no_code(operator)


@_code.register
def _choosing(operator: Choosing, case: Case) -> str:
    out, (height, width) = case.windows.output_size, case.windows.input_size
    names = list(dict.fromkeys(name for name, _ in signed(operator)))
    places = {name: "indices" if operator.selects else f"{name}_at" for name in names}
    visit: list[str] = []
    for name in names:
        visit += [
            f"if x[row, column] {BETTER[name][0]} {name}:  # of equal cells the first",
            f"    {name}, {places[name]}[i, j] = x[row, column], row * {width} + column",
        ]
    body = [f"{name} = {BETTER[name][1]}" for name in names]
    body += [*_cells(case, visit), f"output[i, j] = {combined(operator)}"]
    adds = [
        f"grad_input[{places[name]}[i, j]] {'+' if sign > 0 else '-'}= grad_output[i, j]"
        for name, sign in signed(operator)
    ]
    return joined(
        start(case),
        [f"output = np.zeros({out})", *(f"{at} = np.zeros({out}, dtype=int)" for at in places.values())],
        _outputs(case, body),
        [
            "",
            "# Backward: a cell may win several windows, so add, never assign.",
            f"grad_input = np.zeros({case.x.size})",
        ],
        _outputs(case, adds),
        [f"grad_input = grad_input.reshape({height}, {width})"],
        PRINT_SELECTED if operator.selects else PRINT,
    )


@_code.register
def _summing(operator: Summing, case: Case) -> str:
    p, out = operator.power(case.spec), case.windows.output_size
    each = "" if one_divisor(operator, case) is not None or p is not None else "[i, j]"
    cell = "x[row, column]"
    if p is None:
        value, send, to = f"total / divisor{each}", f"grad_output[i, j] / divisor{each}", "sent"
        add, slope = cell, [f"sent = {send}"]
    else:
        scale = gathered.scale(operator, case).replace("scale", "scale[i, j]")
        value, add = f"({scale}total) ** (1 / {number(p)})", f"{cell} ** {number(p)}"
        to = f"sent * {cell} ** ({number(p)} - 1)"
        slope = [
            "sent = 0.0  # the root has no slope at 0",
            "if totals[i, j] != 0:",
            f"    sent = grad_output[i, j] * {scale}({scale}totals[i, j]) ** (1 / {number(p)} - 1)",
        ]
    keep = [] if p is None else ["totals[i, j] = total"]
    made = [f"output = np.zeros({out})"] if p is None else [f"output, totals = np.zeros({out}), np.zeros({out})"]
    share = gathered.share(operator, case)
    if p is not None and share:
        share.append(f"scale = np.broadcast_to(scale, {out})")
    return joined(
        start(case),
        share,
        made,
        _outputs(case, ["total = 0.0", *_cells(case, [f"total += {add}"]), *keep, f"output[i, j] = {value}"]),
        ["", "# Backward: each cell adds up what its windows send.", "grad_input = np.zeros(x.shape)"],
        _outputs(case, [*slope, *_cells(case, [f"grad_input[row, column] += {to}"])]),
        PRINT,
    )


def _outputs(case: Case, body: list[str]) -> list[str]:
    """A loop over the windows."""
    rows, columns = case.windows.output_size
    return [f"for i in range({rows}):", f"    for j in range({columns}):", *(f"        {line}" for line in body)]


def _cells(case: Case, visit: list[str]) -> list[str]:
    """A loop over the cells of window (i, j), without its padding."""
    (k_h, k_w), (height, width) = case.spec.kernel_size, case.windows.input_size
    places = [_place(case, axis) for axis in (0, 1)]
    lines = [f"for r in range({k_h}):", f"    for c in range({k_w}):", f"        row, column = {', '.join(places)}"]
    indent = "        "
    if any(map(any, case.room)):
        lines.append(f"        if 0 <= row < {height} and 0 <= column < {width}:  # else padding")
        indent += "    "
    return lines + [indent + line for line in visit]


def _place(case: Case, axis: int) -> str:
    """Where tap r of window i stands on an axis."""
    window, tap = ("i", "r") if axis == 0 else ("j", "c")
    s, p, d = case.spec.stride[axis], case.spec.padding[axis], case.spec.dilation[axis]
    start = window if s == 1 else f"{window} * {s}"
    return f"{start}{f' - {p}' if p else ''} + {tap if d == 1 else f'{tap} * {d}'}"


FRAMEWORK = Framework("Loops", write=write)
