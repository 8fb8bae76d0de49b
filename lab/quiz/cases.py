"""Random cases for questions: a level gives the layer and the numbers, a topic the condition that a case must meet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from lab.quiz.topics import divides, geometries, kinds_of, topics
from pooling.frameworks.choices import Choices
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.parameters import Pair
from pooling.passes import Pooled, pool
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.windows import Bools, Ints


class Case(NamedTuple):
    """A layer with its input and its upstream gradient; for a route the output cell (i, j) that is asked for."""

    x: NDArray
    spec: PoolSpec
    grad_output: NDArray
    asked: Pair | None


def draw(rng: np.random.Generator, kind: str, level: str, topic: str, operators: Collection[str] = ()) -> Case | None:
    """One random case, of these `operators` where there are any; None where it does not make a good question.

    Only whole numbers are drawn: of all that a Generator gives, these change the least with its version.
    """
    names = [name for name in topics()[topic].among(operators) if kind in kinds_of(OPERATORS[name])]
    operator = OPERATORS[_one_of(rng, names)]
    geometry = _one_of(rng, geometries(topic, level, operator))
    parameters: dict[str, Any] = {"padding": geometry.padding, "ceil_mode": geometry.ceil_mode}
    if operator.has("count_include_pad") and geometry.padding:
        parameters["count_include_pad"] = bool(rng.integers(2))
    spec = PoolSpec(operator.name, geometry.kernel_size, geometry.stride, **parameters)
    pooled = pool(_cells(rng, operator, level, topic, geometry.size).astype(np.float64), spec)
    grad_output = _gradient(rng, operator, level, pooled.output.shape).astype(np.float64)
    asked = _asked(rng, pooled, grad_output, kind, level, topic)
    # Gradients that are all equal, or that all cancel, would hide a wrong route.
    if asked is None or np.ptp(grad_output) == 0 or not pooled.backward(grad_output).any():
        return None
    return Case(pooled.x, spec, grad_output, asked if kind == "route" else None)


Item = TypeVar("Item")


def _one_of(rng: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]


def _cells(rng: np.random.Generator, operator: Operator, level: str, topic: str, size: Pair) -> Ints:
    """The input: distinct below "hard", save for averages and ties; nearly all below 0 where padding must not win."""
    if topic == "ties":
        return rng.integers(*{"easy": (1, 5), "medium": (0, 6), "hard": (-2, 3)}[level], size)
    if level == "hard":
        x = rng.integers(*((-9, 3) if topic == "padding" else (-9, 10) if divides(operator) else (-5, 6)), size)
    elif divides(operator) and level == "medium":
        x = rng.integers(0, 10, size)
    else:
        cells = size[0] * size[1]
        order = rng.integers(2**62, size=cells).argsort(kind="stable").reshape(size)
        x = order + ({"easy": 0, "medium": 3}[level] - cells if topic == "padding" else 1)
    return -x if topic == "padding" and _takes_small(operator) else x


def _takes_small(operator: Operator) -> bool:
    """Whether small cells win."""
    return isinstance(operator, Choosing) and not any(choice.order.large for choice in operator.choices)


def _gradient(rng: np.random.Generator, operator: Operator, level: str, shape: tuple[int, ...]) -> Ints:
    """The upstream gradient: small whole numbers without 0; of an average some that divide well by four."""
    if divides(operator):
        least, most, scale = {"easy": (1, 4, 4), "medium": (-3, 5, 2), "hard": (-5, 5, 1)}[level]
    else:
        least, most, scale = {"easy": (1, 9, 1), "medium": (-3, 9, 1), "hard": (-5, 5, 1)}[level]
    numbers = np.array([n for n in range(least, most + 1) if n != 0])
    return scale * numbers[rng.integers(len(numbers), size=shape)]


def _asked(
    rng: np.random.Generator, pooled: Pooled, grad_output: NDArray, kind: str, level: str, topic: str
) -> Pair | None:
    """One of the windows that meet the topic's condition; None where there is none."""
    good: Bools = np.ones(pooled.output.shape, bool)
    if pooled.indices is not None and (
        topic == "overlap" or (level == "medium" and topic in ("any", "backward", "winner"))
    ):
        good = shared(pooled)
    elif topic == "ties":
        good = tied(pooled)
    elif topic == "padding":
        good = misled(pooled, grad_output, kind)
    if kind == "route":
        good = good & varied(pooled)
    windows = np.argwhere(good).tolist()
    if not windows:
        return None
    i, j = _one_of(rng, windows)
    return i, j


def varied(pooled: Pooled) -> Bools:
    """Windows that hold two different numbers at least, (H_out, W_out).

    >>> varied(pool([[1, 1, 2]], PoolSpec("max", (1, 2), 1)))
    array([[False,  True]])
    """
    taps, inside = pooled.windows.gather(pooled.x).astype(np.float64), pooled.windows.inside
    least, most = taps.min(-1, where=inside, initial=np.inf), taps.max(-1, where=inside, initial=-np.inf)
    return (most > least).reshape(pooled.output.shape)


def tied(pooled: Pooled) -> Bools:
    """Windows in which several cells have the winning value, (H_out, W_out).

    >>> tied(pool([[1, 2, 2]], PoolSpec("max", (1, 2), 1)))
    array([[False,  True]])
    """
    return pooled.tied


def shared(pooled: Pooled) -> Bools:
    """Windows of max or min whose winner wins another window too, (H_out, W_out).

    >>> shared(pool([[1, 5, 2, 3]], PoolSpec("max", (1, 2), 1)))
    array([[ True,  True, False]])
    """
    assert pooled.indices is not None  # max and min always have them
    return np.bincount(pooled.indices.ravel())[pooled.indices] > 1


def misled(pooled: Pooled, grad_output: NDArray, kind: str) -> Bools:
    """Windows, (H_out, W_out), whose answer would be another if padding were zeros that are cells like any other.

    Of averages only those are that leave padding out: padding that counts is just such zeros.

    >>> misled(pool([[-1, -2, 3]], PoolSpec("max", (1, 2), 2, (0, 1))), np.ones((1, 2)), "output")
    array([[ True, False]])
    """
    zeros = Choices(divisor="padded", padding_value="zero").run(pooled.x, pooled.spec, grad_output)
    other = zeros.output != pooled.output
    return other & (kind != "grad_input" or bool((zeros.grad_input != pooled.backward(grad_output)).any()))
