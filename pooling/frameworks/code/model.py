"""A Keras model as people have one: a layer in a Sequential, where VALID or SAME alone gives the windows on screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pooling.frameworks.code.averaged import LAST, layer
from pooling.frameworks.code.writing import Case, call
from pooling.operators.base import Operator
from pooling.operators.summing import Summing
from pooling.spec import PoolSpec
from pooling.windows import Windows


def padding_of(operator: Operator, case: Case) -> str | None:
    """Which padding of a Keras layer has the windows, and the divisors, of the case; None where neither has."""
    spec, size = case.spec, case.windows.input_size
    if spec.dilation != (1, 1) or spec.divisor_override is not None:
        return None
    if isinstance(operator, Summing) and not (operator.counted(case.windows, spec) == case.windows.inside).all():
        return None
    if not any(map(any, case.room)):
        return "valid"
    if any(k > n for k, n in zip(spec.kernel_size, size, strict=True)):
        return None  # there, TensorFlow's own gradient of an average is wrong in float64
    same = Windows.same(spec, *size)
    return "same" if np.array_equal(same.flat, case.windows.flat) else None


def sequential(name: str, padding: str, size: Sequence[int], spec: PoolSpec) -> list[str]:
    """Code for the model, and for a function that applies it to one plane of `size`."""
    height, width = size
    more = [] if padding == "valid" else ['padding="same"']
    return [
        "model = keras.Sequential([",
        f'    keras.Input(({height}, {width}, 1), dtype="float64"),',
        *call(f"keras.layers.{name}", [*layer(spec), *more, 'dtype="float64"'], ",", "    "),
        "])",
        "",
        "",
        "def pool(x):",
        f"    return model(x[None, :, :, None]){LAST}  # N, H, W, C",
    ]
