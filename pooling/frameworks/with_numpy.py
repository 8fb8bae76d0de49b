"""A layer in NumPy: the public functions of this package."""

from __future__ import annotations

from pooling.frameworks.writing import PRINT, PRINT_SELECTED, Case, arrays, call, joined, options


def write(case: Case) -> str:
    """Code that pools `case` forward and backward with the functions of `pooling`."""
    name = f"{case.spec.operator}_pool2d"
    backward = "max_pool2d_backward" if case.operator.selects else f"{name}_backward"
    functions = ", ".join(sorted({name, backward}))
    start = ["import numpy as np", f"from pooling import {functions}  # the core of Pooling Lab"]
    start += arrays(case, "np.array(", ", dtype=float)")
    if case.operator.selects:
        return joined(start, _selecting(case, name), PRINT_SELECTED)
    return joined(start, _spreading(case, name), PRINT)


def _selecting(case: Case, name: str) -> list[str]:
    forward = call(f"output, indices = {name}", ["x", *options(case.spec), "return_indices=True"])
    why = ["# The gradient goes to the indices, whichever way they were chosen."] if case.spec.operator == "min" else []
    return [*forward, *why, "grad_input = max_pool2d_backward(grad_output, indices, x.shape)"]


def _spreading(case: Case, name: str) -> list[str]:
    layer, given = [], options(case.spec)
    if len(given) > 2:
        layer, given = call("layer = dict", given), ["**layer"]
    needs = "x.shape" if case.spec.operator == "avg" else "x"
    return [
        *layer,
        *call(f"output = {name}", ["x", *given]),
        *call(f"grad_input = {name}_backward", ["grad_output", needs, *given]),
    ]
