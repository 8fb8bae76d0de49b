"""Average and Lp from gathered windows: the forward pass in ONNX's plain operations, the gradient in NumPy."""

from __future__ import annotations

import math

from pooling.frameworks.writing import Case, number
from pooling.operators.avg import OPERATOR as AVERAGE

VIEW = "np.lib.stride_tricks.sliding_window_view"


def forward(case: Case, why: str) -> list[str]:
    """A model that gathers the cells of every window; `why` ONNX's own node will not do."""
    lp = case.spec.operator == "lp"
    steps, feed = _powers(case) if lp else _mean()
    steps = [("Gather", "cells", "taps", "held"), *steps]
    ends = {"ReduceSum": ", keepdims=0"}
    h, w = case.windows.output_size
    return [
        f"# {why}: here the cells of every window are gathered and added up.",
        *table(case),
        "nodes = [",
        *(f'    helper.make_node("{o}", ["{a}", "{b}"], ["{to}"]{ends.get(o, "")}),' for o, a, b, to in steps),
        "]",
        "feed = {",
        '    "cells": np.append(x, 0), "taps": taps, "axes": np.array([2, 3]),',
        "    " + " ".join(f'"{name}": {text},' for name, text in feed.items()),
        "}",
        "inputs = [",
        "    helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(a.dtype), a.shape)",
        "    for name, a in feed.items()",
        "]",
        f'result = helper.make_tensor_value_info("y", TensorProto.DOUBLE, [{h}, {w}])',
        'graph = helper.make_graph(nodes, "pooling", inputs, [result])',
    ]


def _mean() -> tuple[list[tuple[str, str, str, str]], dict[str, str]]:
    steps = [("ReduceSum", "held", "axes", "sum"), ("Div", "sum", "divisor", "y")]
    return steps, {"divisor": "np.array(divisor, dtype=float)"}


def _powers(case: Case) -> tuple[list[tuple[str, str, str, str]], dict[str, str]]:
    """Nodes (operation, input, input, output) for the root of the sum of powers, and what they are fed."""
    p = case.spec.norm_type
    steps = [("Pow", "held", "p", "powers"), ("ReduceSum", "powers", "axes", "sum")]
    feed = {"p": f"np.array({p!r})", "root": f"np.array(1 / {number(p)})"}
    if case.windows.inside.all():
        return [*steps, ("Pow", "sum", "root", "y")], feed
    return [*steps, ("Mul", "sum", "scale", "total"), ("Pow", "total", "root", "y")], feed | {"scale": "scale"}


def table(case: Case) -> list[str]:
    """Code for the cells that each window holds, and for what its sum is divided or multiplied by."""
    (height, width), s = case.windows.input_size, case.spec.stride
    n, steps = height * width, "" if s == (1, 1) else f"[::{s[0]}, ::{s[1]}]"
    cells = f"np.arange({n}).reshape({height}, {width})"
    padded = any(map(any, case.room))
    lines = [
        f"cells = np.pad({cells}, {case.room}, constant_values={n})  # {n}: no cell" if padded else f"cells = {cells}"
    ]
    lines.append(f"taps = {VIEW}(cells, {case.spec.kernel_size}){steps}")
    return lines + _share(case)


def _share(case: Case) -> list[str]:
    """Code for `divisor` or, where Lp has partial windows, `scale`."""
    spec, windows = case.spec, case.windows
    if spec.operator == "lp":
        if windows.inside.all():
            return []
        return [f"scale = {math.prod(spec.kernel_size)} / {_outer(case, (0, 0))}  # partial windows count as full ones"]
    by = AVERAGE.divisor(windows, spec)
    if (by == by[0]).all():
        return [f"divisor = {by[0]}"]
    padding = spec.padding if spec.count_include_pad else (0, 0)
    return [f"divisor = {_outer(case, padding)}"]


def _outer(case: Case, padding: tuple[int, int]) -> str:
    """How many cells each window counts, as rows times columns."""
    counts = []
    for axis, taps in enumerate((case.windows.rows, case.windows.columns)):
        held = (taps >= -padding[axis]) & (taps < case.windows.input_size[axis] + padding[axis])
        counts.append(held.sum(axis=1).tolist())
    return f"np.outer({counts[0]}, {counts[1]})"


def gradient(case: Case, known: bool) -> list[str]:
    """Code for `grad_input`; `known` when the code of `table` stands above already."""
    height, width = case.windows.input_size
    n = height * width
    return [
        "",
        "# ONNX Runtime computes no gradient. In NumPy: each cell adds up what its windows send.",
        *([] if known else table(case)),
        *(_lp_sent(case) if case.spec.operator == "lp" else ["sent = (grad_output / divisor)[..., None, None]"]),
        f"grad = np.zeros({n + 1})",
        "np.add.at(grad, taps, sent)",
        f"grad_input = grad[:{n}].reshape({height}, {width})",
    ]


def _lp_sent(case: Case) -> list[str]:
    p, scale = number(case.spec.norm_type), "" if case.windows.inside.all() else "scale * "
    return [
        "held = np.append(x, 0)[taps]",
        f"total = {scale}(held**{p}).sum(axis=(2, 3))",
        f"slope = {scale}(total != 0) * np.where(total == 0, 1, total) ** (1 / {p} - 1)  # none at 0",
        f"sent = (grad_output * slope)[..., None, None] * held ** ({p} - 1)",
    ]
