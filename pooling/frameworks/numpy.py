"""NumPy: the public functions of this package, or `pool`, which takes every operator."""

from __future__ import annotations

from pooling.frameworks.code.writing import PRINT, PRINT_SELECTED, Case, arrays, call, joined, options, shared
from pooling.frameworks.framework import Framework


def write(case: Case) -> str:
    """Code that pools `case` forward and backward with this package."""
    name, backward = case.operator.function, f"{case.operator.function}_backward"
    if not name:
        return joined(_start(case, "PoolSpec, pool"), _by_table(case), _printed(case))
    if case.operator.selects:
        backward = "max_pool2d_backward"
        body = _selecting(case, name, backward)
    else:
        body = _spreading(case, name, backward)
    return joined(_start(case, ", ".join(sorted({name, backward}))), body, _printed(case))


def _start(case: Case, names: str) -> list[str]:
    lines = ["import numpy as np", f"from pooling import {names}  # the core of Pooling Lab"]
    return lines + arrays(case, "np.array(", ", dtype=float)")


def _printed(case: Case) -> list[str]:
    return PRINT_SELECTED if case.operator.selects else PRINT


def _selecting(case: Case, name: str, backward: str) -> list[str]:
    forward = call(f"output, indices = {name}", ["x", *options(case.spec), "return_indices=True"])
    other = backward != f"{name}_backward"
    why = ["# The gradient goes to the indices, whichever way they were chosen."] if other else []
    return [*forward, *why, f"grad_input = {backward}(grad_output, indices, x.shape)"]


def _spreading(case: Case, name: str, backward: str) -> list[str]:
    layer, given = shared(options(case.spec))
    needs = "x.shape" if case.operator.linear else "x"
    return [
        *layer,
        *call(f"output = {name}", ["x", *given]),
        *call(f"grad_input = {backward}", ["grad_output", needs, *given]),
    ]


def _by_table(case: Case) -> list[str]:
    results = ["output"] + ["indices"] * case.operator.selects
    return [
        *call("layer = PoolSpec", [f'"{case.operator.name}"', *options(case.spec)]),
        "pooled = pool(x, layer)",
        *(f"{name} = pooled.{name}" for name in results),
        "grad_input = pooled.backward(grad_output)",
    ]


FRAMEWORK = Framework("NumPy", write=write)
