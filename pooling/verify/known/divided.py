"""What a sum is divided by."""

from __future__ import annotations

from pooling.verify.known import when
from pooling.verify.known.mistake import GRADIENT, OUTPUT, Mistake

_MEAN = "output[i, j] = window.sum() / "

EVERY = (
    Mistake(
        "by_kernel",
        "divisor",
        "area",
        OUTPUT + GRADIENT,
        lambda case: when.ignores_padding(case) or (when.divides(case) and case.spec.ceil_mode),
        "dividing every window by its k·k places, whichever count",
        _MEAN + "cells_that_count",
        _MEAN + "(k*k)",
    ),
    Mistake(
        "by_cells",
        "divisor",
        "cells",
        OUTPUT + GRADIENT,
        lambda case: when.divides(case) and (case.spec.count_include_pad or case.spec.divisor_override is not None),
        "dividing by the real cells of the window alone",
        _MEAN + "cells_that_count",
        _MEAN + "cells_that_are_real",
    ),
    Mistake(
        "by_padded",
        "divisor",
        "padded",
        OUTPUT + GRADIENT,
        lambda case: when.ignores_padding(case) and case.spec.ceil_mode,
        "counting padding in the divisor",
        _MEAN + "cells_that_count",
        _MEAN + "places_in_padded_input",
    ),
    Mistake(
        "not_divided",
        "divisor",
        "one",
        OUTPUT + GRADIENT,
        when.divides,
        "not dividing at all",
        _MEAN + "(k*k)",
        "output[i, j] = window.sum()",
    ),
    Mistake(
        "by_output",
        "divisor",
        "output",
        OUTPUT + GRADIENT,
        when.divides,
        "dividing by the size of the output",
        _MEAN + "(k*k)",
        _MEAN + "(H_out*W_out)",
    ),
)
