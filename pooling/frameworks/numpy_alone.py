"""NumPy alone, to paste anywhere: the cells of every window in one array, the winner or the sum, and `np.add.at`."""

from __future__ import annotations

from pooling.frameworks.code import gathered
from pooling.frameworks.code.kinds import by_kind, combined, signed
from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, arrays, joined, number
from pooling.frameworks.framework import Framework
from pooling.frameworks.naming import Naming
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing

NAMING = Naming("numpy_alone", "NumPy alone")
WINNER = {"largest": ("argmax", "-np.inf"), "smallest": ("argmin", "np.inf")}


def start(case: Case) -> list[str]:
    """What every text begins with."""
    return ["import numpy as np", *arrays(case, "np.array(", ", dtype=float)")]


def _choosing(operator: Choosing, case: Case) -> str:
    (height, width), n = case.windows.input_size, case.x.size
    names = list(dict.fromkeys(name for name, _ in signed(operator)))
    forward: list[str] = []
    backward = ["", "# Backward: a cell may win several windows, so add, never assign."]
    backward.append(f"grad_input = np.zeros({n})")
    for name in names:
        at = "indices" if operator.selects else f"{name}_at"
        value = "output" if operator.selects else name
        forward += _chosen(name, value, at, padded=any(map(any, case.room)), n=n)
    for name, sign in signed(operator):
        at = "indices" if operator.selects else f"{name}_at"
        backward.append(f"np.add.at(grad_input, {at}, {'' if sign > 0 else '-'}grad_output)")
    backward.append(f"grad_input = grad_input.reshape({height}, {width})")
    if not operator.selects:
        forward.append(f"output = {combined(operator)}")
    shown = PRINT_SELECTED if operator.selects else PRINT
    return joined(start(case), _windows(case), forward, backward, shown)


def _windows(case: Case) -> list[str]:
    """Code for the flat numbers of the cells of every window, (H_out, W_out, K)."""
    (height, width), (out_h, out_w) = case.windows.input_size, case.windows.output_size
    n, k, (d_h, d_w) = height * width, case.spec.kernel_size, case.spec.dilation
    cells = f"np.arange({n}).reshape({height}, {width})"
    if any(map(any, case.room)):
        cells = f"np.pad({cells}, {case.room}, constant_values={n})"
    (s_h, s_w), span = case.spec.stride, case.spec.effective_kernel
    steps = f"[::{s_h}, ::{s_w}]" if (d_h, d_w) == (1, 1) else f"[::{s_h}, ::{s_w}, ::{d_h}, ::{d_w}]"
    note = f"; {n} stands for padding" if any(map(any, case.room)) else ""
    return [
        f"# The cells by their flat numbers, and those of every window{note}.",
        f"cells = {cells}",
        f"taps = {gathered.VIEW}(cells, {span}){steps}",
        f"taps = taps.reshape({out_h}, {out_w}, {k[0] * k[1]})",
    ]


def _chosen(name: str, value: str, at: str, padded: bool, n: int) -> list[str]:
    """Code for one chosen cell of every window: its value, and where it stands."""
    arg, never = WINNER[name]
    held = f"np.append(x, {never})[taps]" if padded else "x.ravel()[taps]"
    return [
        "",
        f"# Forward: the {name} cell, of equal ones the first" + ("; padding never wins." if padded else "."),
        f"held = {held}",
        f"winner = held.{arg}(axis=-1)[..., None]",
        f"{value} = np.take_along_axis(held, winner, axis=-1)[..., 0]",
        f"{at} = np.take_along_axis(taps, winner, axis=-1)[..., 0]",
    ]


def _summing(operator: Summing, case: Case) -> str:
    p = operator.power(case.spec)
    held = "np.append(x, 0)[taps]"
    forward = [f"output = {held}.sum(axis=(2, 3)) / divisor"]
    if p is not None:
        scale = gathered.scale(operator, case)
        forward = [f"output = ({scale}({held} ** {number(p)}).sum(axis=(2, 3))) ** (1 / {number(p)})"]
    return joined(
        start(case),
        ["# The cells by their flat numbers, those of every window, and what its sum is divided by or scaled with."],
        gathered.table(operator, case),
        [
            "",
            f"# Forward: {case.x.size} stands for padding, which adds 0." if any(map(any, case.room)) else "# Forward.",
        ],
        forward,
        ["", "# Backward: each cell adds up what its windows send.", *gathered.sent(operator, case)],
        PRINT,
    )


#: Code that pools `case` forward and backward with NumPy and nothing else.
write = by_kind(_choosing, _summing, NAMING.no_code)

FRAMEWORK = Framework("NumPy alone", write=write)
