"""Seeded random layers, legal and not, and inputs for them, shared by the oracles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from pooling import OPERATORS
from tests.pooling.loops import Layer, output_cells, output_length, real_cells

Problem = tuple[Layer, int, int]

#: N and C of the inputs.
LEAD = (2, 3)


def random_layers(operator: str, count: int, seed: int) -> dict[str, Problem]:
    """`count` layers with the size of an input, by a name that says what they are. Some do not fit."""
    rng, has = np.random.default_rng(seed), OPERATORS[operator].has

    def pair(least: int, most: int) -> tuple[int, int]:
        return int(rng.integers(least, most + 1)), int(rng.integers(least, most + 1))

    problems = {}
    while len(problems) < count:
        kernel, options = pair(1, 4), {"ceil_mode": bool(rng.integers(2))}
        if has("padding"):
            options["padding"] = tuple(int(rng.integers(k // 2 + 1)) for k in kernel)
        if has("dilation"):
            options["dilation"] = pair(1, 3)
        if has("count_include_pad"):
            options["count_include_pad"] = bool(rng.integers(2))
        if has("divisor_override"):
            options["divisor_override"] = [None, None, 1, 3, 7, -2][rng.integers(6)]
        if has("norm_type"):
            options["norm_type"] = [1.0, 2.0, 3.0, 4.0, 0.5, 1.5, 2.5, -1.0][rng.integers(8)]
        layer, size = Layer(operator, kernel, pair(1, 4), **options), pair(1, 8)
        problems[describe(layer, *size)] = (layer, *size)
    return problems


def describe(layer: Layer, height: int, width: int) -> str:
    """Everything needed to repeat a failure by hand, in the name of its test."""
    parts = [f"{height}x{width}", f"k{layer.kernel_size}", f"s{layer.stride}", f"p{layer.padding}"]
    parts += [f"d{layer.dilation}"] if layer.dilation != (1, 1) else []
    parts += ["ceil"] if layer.ceil_mode else []
    parts += [] if layer.count_include_pad else ["real"]
    parts += [] if layer.divisor_override is None else [f"by{layer.divisor_override}"]
    parts += [f"norm{layer.norm_type}"] if OPERATORS[layer.operator].has("norm_type") else []
    return " ".join(parts).replace(", ", "x").replace("(", "").replace(")", "")


def has_windows(problem: Problem) -> bool:
    layer, height, width = problem
    return min(output_length(height, layer, 0), output_length(width, layer, 1)) >= 1


def pads_alone(problem: Problem) -> bool:
    """Whether a window would hold padding alone: PyTorch then reads and writes outside the plane."""
    layer, height, width = problem
    return not all(real_cells(i, j, height, width, layer) for i, j in output_cells(height, width, layer))


def usable(problems: dict[str, Problem]) -> dict[str, Problem]:
    return {name: p for name, p in problems.items() if has_windows(p) and not pads_alone(p)}


def quarter(problems: dict[str, Problem]) -> dict[str, Problem]:
    """Every fourth problem, where each is run several times."""
    return dict(list(problems.items())[::4])


def over(problems: dict[str, Problem]) -> pytest.MarkDecorator:
    """One test for every problem; its name also seeds its numbers."""
    return pytest.mark.parametrize(("name", "problem"), problems.items(), ids=problems.keys())


def numbers(name: str, *shape: int, choices: Any = None) -> NDArray:
    """Numbers that depend on the test's name alone: standard normal, or drawn from `choices`."""
    rng = np.random.default_rng(list(name.encode()))
    return rng.normal(size=shape) if choices is None else rng.choice(choices, shape)
