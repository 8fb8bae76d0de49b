"""Where results stand, and what indices count in."""

from __future__ import annotations

from pooling.verify.known import when
from pooling.verify.known.mistake import ALL, GRADIENT, INDICES, OUTPUT, Mistake

_PLACE = "indices[i, j] = (i*s - p + r)*W + (j*s - p + c)"

EVERY = (
    Mistake(
        "index_in_window",
        "base",
        "window",
        INDICES,
        when.selects,
        "counting indices in the window",
        _PLACE,
        "indices[i, j] = r*k + c",
        instead="counting them in the plane",
    ),
    Mistake(
        "index_in_padded",
        "base",
        "padded",
        INDICES,
        lambda case: when.selects(case) and when.padded(case),
        "counting indices in the padded plane",
        _PLACE,
        "indices[i, j] = (i*s + r)*(W + 2*p) + (j*s + c)",
    ),
    Mistake(
        "index_in_batch",
        "base",
        "batch",
        INDICES,
        lambda case: when.selects(case) and case.x4[:, :, 0, 0].size > 1,
        "counting indices in all N·C·H·W cells (as ONNX does)",
        _PLACE,
        _PLACE.replace("= ", "= (n*C + c_)*H*W + "),
        True,
    ),
    Mistake(
        "index_channels_last",
        "base",
        "channels",
        INDICES,
        lambda case: when.selects(case) and when.has_channels(case),
        "counting indices with the channels last (as TensorFlow does)",
        _PLACE,
        "indices[i, j] = ((i*s - p + r)*W + (j*s - p + c))*C + c_",
        True,
    ),
    Mistake(
        "transposed",
        "after",
        "transposed",
        ALL,
        when.always,
        "swapping rows and columns of the result",
        "result",
        "result.T",
    ),
    Mistake(
        "row_down",
        "after",
        "down",
        OUTPUT + GRADIENT,
        when.always,
        "writing one row too low",
        "result[i, j]",
        "result[i + 1, j]",
    ),
    Mistake(
        "row_up",
        "after",
        "up",
        OUTPUT + GRADIENT,
        when.always,
        "writing one row too high",
        "result[i, j]",
        "result[i - 1, j]",
    ),
    Mistake(
        "column_along",
        "after",
        "along",
        OUTPUT + GRADIENT,
        when.always,
        "writing one column too far right",
        "result[i, j]",
        "result[i, j + 1]",
    ),
    Mistake(
        "column_back",
        "after",
        "back",
        OUTPUT + GRADIENT,
        when.always,
        "writing one column too far left",
        "result[i, j]",
        "result[i, j - 1]",
    ),
)
