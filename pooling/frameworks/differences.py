"""Where two outcomes differ, and which rules make them differ: found by taking rules over, not by guessing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.convention import Convention
from pooling.spec import PoolSpec
from pooling.windows import Bools

#: Sums in another order differ by so many times the smallest step of their dtype.
ROUNDING = 2**6


class Differing(NamedTuple):
    """Which cells differ: `output` in the larger height and width of both, `grad_input` (…, H, W)."""

    output: Bools
    grad_input: Bools

    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.output.any() or self.grad_input.any())


def differing(a: Outcome, b: Outcome) -> Differing:
    """The cells that differ by more than rounding; NaN equals NaN, and a cell that one lacks differs.

    Both are outcomes of one layer on one grid. What is made of chosen cells is compared exactly.

    >>> layer, x = PoolSpec("avg", (1, 2)), [[1.0, 3.0, 8.0]]
    >>> ours, theirs = Choices().run(x, layer), Choices(padding="same").run(x, layer)
    >>> differing(ours, theirs).output
    array([[False,  True]])
    """
    height, width = (max(sizes) for sizes in zip(a.output.shape[-2:], b.output.shape[-2:], strict=True))
    output = np.ones((*a.output.shape[:-2], height, width), dtype=bool)
    rows, columns = (min(sizes) for sizes in zip(a.output.shape[-2:], b.output.shape[-2:], strict=True))
    both = (..., slice(rows), slice(columns))
    output[both] = ~_equal(a.output[both], b.output[both], 0.0 if a.exact else _size(a.x))
    return Differing(output, ~_equal(a.grad_input, b.grad_input, max(_size(a.grad_output), _size(b.grad_output))))


def _size(values: NDArray) -> float:
    """The largest finite number among `values`: what is added up is rounded to a part of it."""
    return float(np.abs(values, where=np.isfinite(values), out=np.zeros(values.shape)).max(initial=0))


def _equal(a: NDArray, b: NDArray, size: float) -> Bools:
    if size == 0:
        return (a == b) | ((a != a) & (b != b))
    step = ROUNDING * float(np.finfo(np.result_type(a, b)).eps)
    return np.isclose(a, b, rtol=step, atol=step * size, equal_nan=True)


def causes(a: Convention, b: Convention, x: Any, spec: PoolSpec, grad_output: Any = None) -> tuple[str, ...]:
    """The fields of `Choices` that make the outcomes differ: the fewest that, taken over, make them equal.

    Taken over from `b` into `a` or from `a` into `b`, whichever takes fewer; each is needed, since no smaller
    set does it. Empty where nothing differs. Of several sets of one size the first in the order of `Choices`.

    Raises
    ------
    PoolingError
        When a convention has no such layer.

    Examples
    --------
    >>> from pooling.frameworks import CONVENTIONS
    >>> layer = PoolSpec("max", (1, 2), (1, 2), (0, 1))
    >>> causes(CONVENTIONS["pytorch"], CONVENTIONS["zero_padding"], [[-3.0, -5.0]], layer)
    ('padding_value',)
    """
    ends = [(one.choices, one.apply(x, spec, grad_output)) for one in (a, b)]
    unlike = [f.name for f in fields(Choices) if getattr(a.choices, f.name) != getattr(b.choices, f.name)]
    for count in range(len(unlike) + 1):
        for names in combinations(unlike, count):
            for (start, _), (goal, outcome) in (ends, ends[::-1]):
                mixed = replace(start, **{name: getattr(goal, name) for name in names})
                if _gives(mixed, outcome, lambda choices: choices.run(x, spec, grad_output)):
                    return names
    raise AssertionError("all rules taken over are the other convention")


def _gives(choices: Choices, outcome: Outcome, run: Callable[[Choices], Outcome]) -> bool:
    """Whether the choices give the outcome; a mixture that no window fits gives none."""
    try:
        return not differing(run(choices), outcome).any()
    except PoolingError:
        return False
