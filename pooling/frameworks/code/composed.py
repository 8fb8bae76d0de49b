"""Sums over windows as two matrix products, which ONNX has nodes for: rows of 0 and 1 say what each window holds.

A product meets every cell with every window: what is no number, as a negative to a fraction, would spoil them all.
Such powers are gathered window by window instead (`gathered.py`).
"""

from __future__ import annotations

import numpy as np

from pooling.frameworks.code import gathered
from pooling.frameworks.code.writing import Case, call, number
from pooling.operators.summing import Summing

HELD = [
    "def held(n, out, k, s, p):",
    "    # Which of n cells each of the windows holds, as 0 and 1.",
    "    start = np.arange(out)[:, None] * s - p",
    "    return ((np.arange(n) >= start) & (np.arange(n) < start + k)).astype(float)",
    "",
    "",
]


def is_finite(operator: Summing, case: Case) -> bool:
    """Whether every cell's power is a number, and the root of every sum."""
    p = operator.power(case.spec)
    if p is None:
        return True
    with np.errstate(all="ignore"):
        numbers = (case.x**p, case.x ** (p - 1), case.pooled.output)
    return all(bool(np.isfinite(each).all()) for each in numbers)


def forward(operator: Summing, case: Case, why: str) -> list[str]:
    """A model of matrix products; `why` ONNX's own node will not do."""
    p, by = operator.power(case.spec), gathered.scale(operator, case)
    (height, width), (h, w) = case.windows.input_size, case.windows.output_size
    given = [f"double[{height}, {width}] x", f"double[{h}, {height}] rows", f"double[{width}, {w}] columns"]
    steps = ["sum = MatMul (tall, columns)"]
    if p is None:
        steps = ["tall = MatMul (rows, x)", *steps, "y = Div (sum, divisor)"]
        more = {"divisor": "np.array(divisor, dtype=float)"}
    else:
        steps = ["powers = Pow (x, p)", "tall = MatMul (rows, powers)", *steps]
        steps += ["total = Mul (sum, scale)"] if by else []
        steps.append(f"y = Pow ({'total' if by else 'sum'}, root)")
        more = {"p": f"np.array({p!r})", "root": f"np.array(1 / {number(p)})"} | ({"scale": "scale"} if by else {})
    return [
        f"# {why}: here sums over windows are two matrix products.",
        *table(operator, case),
        'graph = parser.parse_graph("""',
        f"pooling ({', '.join(given)},",
        f"         {', '.join(f'double {name}' for name in more)}) => (double[{h}, {w}] y) {{",
        *(f"    {step}" for step in steps),
        '}""")',
        "feed = dict(x=x, rows=rows, columns=columns.T)",
        *call("feed |= dict", [f"{name}={text}" for name, text in more.items()]),
    ]


def table(operator: Summing, case: Case) -> list[str]:
    """Code for what the windows hold on each axis, and for what their sums are divided or multiplied by."""
    axes = zip(
        case.windows.input_size, case.windows.output_size, case.spec.kernel_size, case.spec.stride, case.spec.padding,
        strict=True,
    )  # fmt: skip
    rows, columns = (f"held({', '.join(map(str, axis))})" for axis in axes)
    return [*HELD, f"rows, columns = {rows}, {columns}", *gathered.share(operator, case)]


def gradient(operator: Summing, case: Case, known: bool) -> list[str]:
    """Code for `grad_input`; `known` when the code of `table` stands above already."""
    p = operator.power(case.spec)
    lines = ["", "# ONNX Runtime computes no gradient. In NumPy: each cell adds up what its windows send."]
    lines += [] if known else table(operator, case)
    if p is None:
        return [*lines, "grad_input = rows.T @ (grad_output / divisor) @ columns"]
    power, by = number(p), gathered.scale(operator, case)
    return [
        *lines,
        f"total = {by}(rows @ x**{power} @ columns.T)",
        f"slope = {by}(total != 0) * np.where(total == 0, 1, total) ** (1 / {power} - 1)  # none at 0",
        f"grad_input = x ** ({power} - 1) * (rows.T @ (grad_output * slope) @ columns)",
    ]
