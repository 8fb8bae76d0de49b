"""What a sum is divided by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pooling.verify.case import Case
from pooling.verify.known import when
from pooling.verify.known.mistake import GRADIENT, OUTPUT, Mistake

_LINES = {
    "output": "output[i, j] = window.sum()",
    "grad_input": "grad_input[window] += grad_output[i, j]",
}


def _divided(divisor: str) -> Callable[[Case, str], str]:
    """The line of a pass that divides by `divisor`; by nothing where it is ""."""
    return lambda case, what: _LINES[what] + (f" / {divisor}" if divisor else "")


def _rightly(case: Case, what: str) -> str:
    """The line of a pass as the layer divides."""
    if case.spec.divisor_override is not None:
        return _divided("divisor_override")(case, what)
    if not case.spec.count_include_pad:
        return _divided("real_cells")(case, what)
    clipped = case.spec.ceil_mode and replace(case.spec, ceil_mode=False).output_size(
        *case.x4.shape[-2:]
    ) != case.spec.output_size(*case.x4.shape[-2:])
    return _divided("cells_of_padded_x" if clipped else "(k*k)")(case, what)


def _every(name: str, value: str, possible: Callable[[Case], bool], said: str, divisor: str) -> Mistake:
    return Mistake(name, "divisor", value, OUTPUT + GRADIENT, possible, said, _rightly, _divided(divisor))


EVERY = (
    _every(
        "by_kernel",
        "area",
        lambda case: when.ignores_padding(case) or (when.divides(case) and case.spec.ceil_mode),
        "dividing by k·k in every window",
        "(k*k)",
    ),
    _every(
        "by_cells",
        "cells",
        lambda case: when.divides(case) and (case.spec.count_include_pad or case.spec.divisor_override is not None),
        "dividing by the real cells of the window alone",
        "real_cells",
    ),
    _every(
        "by_padded",
        "padded",
        lambda case: when.ignores_padding(case) and case.spec.ceil_mode,
        "counting padding in the divisor",
        "cells_of_padded_x",
    ),
    _every("not_divided", "one", when.divides, "not dividing at all", ""),
    _every("by_output", "output", when.divides, "dividing by the size of the output", "(H_out*W_out)"),
)
