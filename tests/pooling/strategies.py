"""Hypothesis strategies: layers, and planes that they fit; and the profile that all properties run under."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import pooling
from pooling import Pooled, PoolSpec, pool
from tests.hostile.amount import amount
from tests.pooling.checks import spec_of
from tests.pooling.loops import Layer, fits

OPERATORS = tuple(pooling.OPERATORS)
SELECTING = tuple(name for name, operator in pooling.OPERATORS.items() if operator.selects)

#: Those whose results are exact for small whole numbers, or sums of them over a divisor: all but powers and roots.
PLAIN = tuple(name for name, operator in pooling.OPERATORS.items() if not operator.has("norm_type"))
#: Those whose windows send all that they have, as long as no divisor is given.
CONSERVING = tuple(name for name, operator in pooling.OPERATORS.items() if operator.conserves(PoolSpec(name)))
#: Those that can leave gaps between the cells of a window.
DILATED = tuple(name for name, operator in pooling.OPERATORS.items() if operator.has("dilation"))


def examples(full: int) -> int:
    """How many examples a property is tried on: a third in `make test`, all in `make hostile`."""
    return amount(full, max(20, full // 3))


#: The same examples on every run; slow machines are no failure.
PROFILE = settings(
    derandomize=True,
    deadline=None,
    max_examples=examples(150),
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)


def pairs(least: int, most: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(least, most), st.integers(least, most))


@st.composite
def layers(draw: Any, operators: tuple[str, ...] = OPERATORS, largest_kernel: int = 4) -> Layer:
    """Any legal layer; a parameter that the operator does not have keeps its default."""
    operator = draw(st.sampled_from(operators))
    kernel, stride = draw(pairs(1, largest_kernel)), draw(pairs(1, 4))
    values = {
        "padding": st.tuples(*(st.integers(0, k // 2) for k in kernel)),
        "dilation": pairs(1, 3),
        "ceil_mode": st.booleans(),
        "count_include_pad": st.booleans(),
        "divisor_override": st.sampled_from([None, None, 1, 3, -2]),
        "norm_type": st.sampled_from([1.0, 2.0, 3.0, 5.0]),
    }
    own = pooling.OPERATORS[operator].parameters
    return Layer(operator, kernel, stride, **{p.name: draw(values[p.name]) for p in own})


@st.composite
def problems(
    draw: Any, operators: tuple[str, ...] = OPERATORS, largest_kernel: int = 4, largest_side: int = 7
) -> tuple[Layer, tuple[int, int], np.random.Generator]:
    """A layer, the (height, width) of a plane that it fits, and a source of numbers for it."""
    layer = draw(layers(operators, largest_kernel))
    size = draw(pairs(1, largest_side))
    assume(fits(*size, layer))
    return layer, size, np.random.default_rng(draw(st.integers(0, 2**32 - 1)))


def crowded(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray:
    """Small whole numbers: ties in nearly every window, and sums that are exact."""
    return rng.integers(-2, 3, shape).astype(float)


def with_nan(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray:
    """Ties, and NaN and infinities among them."""
    return rng.choice([-np.inf, -1.0, 0.0, 1.0, np.inf, np.nan, np.nan], shape)


def distinct(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray:
    """Positive numbers at least 0.1 apart: no ties, and none within a small step."""
    return rng.permutation(int(np.prod(shape))).reshape(shape) * 0.1 + 0.5


def upstream(rng: np.random.Generator, pooled: Pooled) -> NDArray:
    """Small whole numbers in the shape of the output: their sums are exact."""
    return rng.integers(-9, 10, pooled.output.shape).astype(float)


@st.composite
def passes(draw: Any, operators: tuple[str, ...] = OPERATORS, finite: bool = False) -> tuple[Pooled, NDArray]:
    """A plane that is pooled, and an upstream gradient whose sums are rounded; NaN and ±inf unless all is `finite`."""
    layer, size, rng = draw(problems(operators))
    powers = pooling.OPERATORS[layer.operator].has("norm_type")
    if powers:
        layer = layer._replace(norm_type=draw(st.sampled_from([1.0, 2.0, 3.0, 0.5, 2.5, -1.0])))
    fills = [distinct] if finite and powers else [crowded, distinct]
    x = draw(st.sampled_from(fills if finite else [*fills, with_nan]))(rng, size)
    pooled = pool(x, spec_of(layer))
    gradients = [rng.normal(size=pooled.output.shape), upstream(rng, pooled)]
    if not finite:
        gradients.append(with_nan(rng, pooled.output.shape))
    return pooled, draw(st.sampled_from(gradients))
