"""A convention beside the framework itself, over random layers: what is alike, and with what numbers it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling import OPERATORS, PoolingError
from pooling.frameworks.convention import Convention
from tests.oracles.layers import Problem, numbers, random_layers
from tests.pooling.checks import close, spec_of
from tests.pooling.loops import Layer

#: The output of a layer on (N, C, H, W), and the input gradient of ones, or None where there is none.
Theirs = Callable[[Layer, NDArray], tuple[NDArray, NDArray | None]]


def problems(*operators: str, count: int = 120, **changes: Any) -> dict[str, Problem]:
    """Random layers of some operators; `changes` for all of them."""
    return {
        f"{operator} {name}": (layer._replace(**changes), *size)
        for seed, operator in enumerate(operators, start=41)
        for name, (layer, *size) in random_layers(operator, count, seed).items()
    }


def agrees(convention: Convention, theirs: Theirs, name: str, problem: Problem, rtol: float = 1e-5) -> None:
    """The convention gives what the framework gives; a layer that it refuses is not asked for."""
    layer, *size = problem
    chosen = OPERATORS[layer.operator].selects
    x = numbers(name, 1, 2, *size, choices=[-3, -2, -1, 1, 2] if chosen else None).astype(np.float32)
    spec = spec_of(layer)  # outside: a layer that is none would be skipped as if it were refused
    try:
        ours = convention.apply(x, spec)
    except PoolingError:
        return
    output, grad_input = theirs(layer, x)
    close(ours.output, output, rtol=rtol, atol=1e-5)
    if grad_input is not None:
        close(ours.grad_input, grad_input, rtol=rtol, atol=1e-5)
