"""Sums over gathered windows: the forward pass in ONNX's plain operations, the gradient in NumPy."""

from __future__ import annotations

import math

from pooling.frameworks.code.kinds import one_divisor, times_mean
from pooling.frameworks.code.writing import Case, array, number, value
from pooling.operators.summing import Summing

VIEW = "np.lib.stride_tricks.sliding_window_view"


def forward(operator: Summing, case: Case, why: str) -> list[str]:
    """A model that gathers the cells of every window; `why` ONNX's own node will not do."""
    p = operator.power(case.spec)
    steps, feed = _mean() if p is None else _powers(p, one_divisor(operator, case) != 1)
    steps = [("Gather", "cells", "taps", "held"), *steps]
    ends = {"ReduceSum": ", keepdims=0"}
    h, w = case.windows.output_size
    return [
        f"# {why}: here the cells of every window are gathered and added up.",
        *table(operator, case),
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


def _powers(p: float, scaled: bool) -> tuple[list[tuple[str, str, str, str]], dict[str, str]]:
    """Nodes (operation, input, input, output) for the root of the sum of powers, and what they are fed."""
    steps = [("Pow", "held", "p", "powers"), ("ReduceSum", "powers", "axes", "sum")]
    feed = {"p": f"np.array({p!r})", "root": f"np.array(1 / {number(p)})"}
    if not scaled:
        return [*steps, ("Pow", "sum", "root", "y")], feed
    return [*steps, ("Mul", "sum", "scale", "total"), ("Pow", "total", "root", "y")], feed | {"scale": "scale"}


def table(operator: Summing, case: Case) -> list[str]:
    """Code for the cells that each window holds, and for what its sum is divided or multiplied by."""
    (height, width), s = case.windows.input_size, case.spec.stride
    n, steps = height * width, "" if s == (1, 1) else f"[::{s[0]}, ::{s[1]}]"
    cells = f"np.arange({n}).reshape({height}, {width})"
    padded = any(map(any, case.room))
    lines = [
        f"cells = np.pad({cells}, {case.room}, constant_values={n})  # {n}: no cell" if padded else f"cells = {cells}"
    ]
    lines.append(f"taps = {VIEW}(cells, {case.spec.kernel_size}){steps}")
    return lines + share(operator, case)


def share(operator: Summing, case: Case) -> list[str]:
    """Code for `divisor` or, where powers are not simply added, `scale`."""
    if operator.power(case.spec) is None:
        return _divisor(operator, case)
    if one_divisor(operator, case) == 1:
        return []
    k = math.prod(case.spec.kernel_size)
    if times_mean(operator, case) == k:
        return [f"scale = {k} / {_counted(operator, case)}  # partial windows count as full ones"]
    return [*_divisor(operator, case), "scale = np.array(1 / divisor)"]


def _divisor(operator: Summing, case: Case) -> list[str]:
    """Code for what the sum of every window is divided by: one number, the cells that count, or whatever it is."""
    one, times = one_divisor(operator, case), times_mean(operator, case)
    if one is not None:
        return [f"divisor = {value(one)}"]
    if times == 1:
        return [f"divisor = {_counted(operator, case)}"]
    by = operator.divisor(case.windows, case.spec).reshape(case.windows.output_size)
    return array("divisor = np.array(", by, ")")


def _counted(operator: Summing, case: Case) -> str:
    """How many cells each window counts, as rows times columns."""
    real = (operator.counted(case.windows, case.spec) == case.windows.inside).all()
    padding, counts = (0, 0) if real else case.spec.padding, []
    for axis, taps in enumerate((case.windows.rows, case.windows.columns)):
        held = (taps >= -padding[axis]) & (taps < case.windows.input_size[axis] + padding[axis])
        counts.append(held.sum(axis=1).tolist())
    return f"np.outer({counts[0]}, {counts[1]})"


def gradient(operator: Summing, case: Case, known: bool) -> list[str]:
    """Code for `grad_input`; `known` when the code of `table` stands above already."""
    return [
        "",
        "# ONNX Runtime computes no gradient. In NumPy: each cell adds up what its windows send.",
        *([] if known else table(operator, case)),
        *sent(operator, case),
    ]


def sent(operator: Summing, case: Case) -> list[str]:
    """Code for `grad_input` where the code of `table` stands above."""
    (height, width), p = case.windows.input_size, operator.power(case.spec)
    n = height * width
    return [
        *(_slopes(operator, case, p) if p is not None else ["sent = (grad_output / divisor)[..., None, None]"]),
        f"grad = np.zeros({n + 1})",
        "np.add.at(grad, taps, sent)",
        f"grad_input = grad[:{n}].reshape({height}, {width})",
    ]


def scale(operator: Summing, case: Case) -> str:
    """What a sum of powers is multiplied by, with its sign; nothing where powers are simply added."""
    return "" if one_divisor(operator, case) == 1 else "scale * "


def _slopes(operator: Summing, case: Case, p: float) -> list[str]:
    power, by = number(p), scale(operator, case)
    return [
        "held = np.append(x, 0)[taps]",
        f"total = {by}(held**{power}).sum(axis=(2, 3))",
        f"slope = {by}(total != 0) * np.where(total == 0, 1, total) ** (1 / {power} - 1)  # none at 0",
        f"sent = (grad_output * slope)[..., None, None] * held ** ({power} - 1)",
    ]
