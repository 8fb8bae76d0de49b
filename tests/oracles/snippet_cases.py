"""Layers and planes that snippets are written for, and what a snippet's code comes to when it is run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling import OPERATORS, PoolSpec, pool
from pooling.frameworks.code.snippets import snippets
from pooling.frameworks.code.writing import Reason
from tests.oracles.layers import Problem, numbers, random_layers, usable
from tests.pooling.checks import spec_of
from tests.pooling.frameworks.strangers import STRANGERS
from tests.pooling.loops import Layer

#: What a plane is drawn from: ties, three decimals as a visitor types them, and numbers too wide for single precision.
FILLS: dict[str, Any] = {
    "ties": [-2.0, -1.0, 0.0, 1.0, 2.0],
    "decimals": np.round(np.random.default_rng(7).normal(size=50), 3),
    "wide": [0.0, 0.001, 1.0, 12345.678, 7e4, 1e9],
}


def problems(operator: str, count: int, seed: int) -> dict[str, Problem]:
    """Random layers that fit, with the powers that the lab offers."""
    return {name: p for name, p in usable(random_layers(operator, count, seed)).items() if p[0].norm_type >= 1}


LAYERS = {
    f"{operator} {name}": problem
    for seed, operator in enumerate(OPERATORS, start=21)
    for name, problem in problems(operator, 150, seed).items()
}
GLOBAL = {f"global {name}": PoolSpec(name, (5, 7)) for name in OPERATORS}


def case(name: str, fill: str, spec: PoolSpec, size: tuple[int, int]) -> tuple[NDArray, NDArray]:
    """A plane and an upstream gradient that depend on the names alone."""
    x = numbers(f"{name} {fill}", *size, choices=FILLS[fill])
    return x, np.round(numbers(f"{name} up", *spec.output_size(*size)), 2)


def of_problem(name: str, fill: str, problem: Problem) -> tuple[NDArray, NDArray, PoolSpec]:
    spec, size = spec_of(problem[0]), problem[1:]
    return *case(name, fill, spec, size), spec


STRANGE = {
    f"{name} {layer.kernel_size} {layer.stride} {layer.padding} {layer.dilation}": layer
    for name, operator in STRANGERS.items()
    for layer in (
        Layer(name, (2, 2), (1, 2), ceil_mode=True),
        Layer(name, (3, 2), (2, 1), (1, 1) if operator.has("padding") else (0, 0), ceil_mode=True),
        Layer(name, (2, 2), (1, 1), dilation=(2, 1) if operator.has("dilation") else (1, 1)),
    )
}


def strange(framework: str, layer: Layer, **about: Any) -> None:
    """Run the code for an operator that lives in tests alone; where there is none, a sentence stands in its place."""
    x, grad_output = case(layer.operator, "decimals", spec_of(layer), (5, 6))
    text = snippets(x, grad_output, spec_of(layer))[framework]
    if isinstance(text, Reason):
        assert text.endswith(f" has no {OPERATORS[layer.operator].word} pooling.")
    else:
        check(framework, x, grad_output, spec_of(layer), **about)


def ran(text: str, *more: str) -> dict[str, NDArray]:
    """What the variables of the results, and some `more`, are after the code has run."""
    names: dict[str, Any] = {}
    with np.errstate(all="ignore"):  # a negative to a fraction is NaN, on the screen too
        exec(compile(text, "snippet", "exec"), names)
    return {name: np.asarray(names[name]) for name in ("output", "indices", "grad_input", *more) if name in names}


def check(framework: str, x: NDArray, grad_output: NDArray, spec: PoolSpec, rtol: float, indices: bool = True) -> None:
    """Run the snippet of a framework and compare all that it gives with this package."""
    results = ran(snippets(x, grad_output, spec)[framework])
    compare(results.pop("output"), pool(x, spec).output, rtol)
    compare(results.pop("grad_input"), pool(x, spec).backward(grad_output), 1e-10)
    if indices and OPERATORS[spec.operator].selects:
        np.testing.assert_array_equal(results.pop("indices"), pool(x, spec).indices)
    assert not results


def compare(actual: NDArray, expected: NDArray, rtol: float) -> None:
    """Equal to rounding, which counts relative to the largest number: cells may cancel in a sum."""
    assert actual.shape == expected.shape
    largest = np.nanmax(np.abs(expected), initial=0)
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=min(rtol, 1e-11) * max(largest, 1))
