"""Hard cases: small inputs on which every known mistake, and every pair of them, gives a result of its own.

The layers are those that tell mistakes apart; the numbers are drawn once, small and whole, so that cells tie, corners
are negative, and sums are exact. A test proves that no mistake is spared.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from pooling.operators.base import Operator
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.verify.case import Case


class Hard(NamedTuple):
    """A hard case with its name."""

    name: str
    case: Case

    @property
    def title(self) -> str:
        """Name, shape and layer, as in "overlap (7×7, kernel 3, stride 2)"."""
        x = self.case.x4 if self.case.x4[:, :, 0, 0].size > 1 else self.case.x4[0, 0]
        spec, shape = self.case.spec, "×".join(str(n) for n in x.shape)
        parts = [shape, f"kernel {_short(spec.kernel_size)}", f"stride {_short(spec.stride)}"]
        parts += [f"padding {_short(spec.padding)}"] if any(spec.padding) else []
        return f"{self.name} ({', '.join(parts)})"


def _short(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}×{pair[1]}"


#: Name, shape of x, kernel_size, stride, and the other parameters; an operator leaves out those that it has not.
LAYERS: tuple[tuple[str, tuple[int, ...], Any, Any, dict[str, Any]], ...] = (
    ("side by side", (6, 6), 2, 2, {}),
    ("overlap", (7, 7), 3, 2, {}),
    ("every cell", (5, 5), 3, 1, {}),
    ("gaps", (11, 11), 2, 3, {}),
    ("oblong", (7, 8), (3, 2), (2, 1), {}),
    ("padding", (6, 6), 2, 2, {"padding": 1}),
    ("overlap with padding", (7, 7), 3, 2, {"padding": 1}),
    ("oblong with padding", (8, 7), (2, 4), (1, 3), {"padding": (1, 2)}),
    ("rounded up", (8, 8), 3, 2, {"ceil_mode": True}),
    ("rounded up with padding", (2, 3, 8, 10), (3, 4), (2, 3), {"padding": (1, 2), "ceil_mode": True}),
    ("spread", (8, 7), 2, 1, {"dilation": 2}),
    ("cells alone count", (8, 8), 3, 2, {"padding": 1, "count_include_pad": False}),
    (
        "cells alone count, rounded up",
        (8, 8),
        (3, 4),
        (2, 3),
        {"padding": 1, "ceil_mode": True, "count_include_pad": False},
    ),
    ("a batch", (2, 3, 7, 5), 3, 2, {}),
    ("a batch with padding", (2, 3, 7, 7), (3, 2), (2, 1), {"padding": 1}),
)


@cache
def hard(operator: str) -> tuple[Hard, ...]:
    """The hard cases of an operator, always the same.

    >>> hard("max")[1].title
    'overlap (7×7, kernel 3, stride 2)'
    """
    chosen = OPERATORS.named(operator)
    return tuple(
        Hard(name, _case(chosen, shape, PoolSpec(operator, kernel, stride, **values), seed))
        for seed, (name, shape, kernel, stride, values) in enumerate(LAYERS)
        if all(chosen.has(parameter) for parameter in values)
    )


def _case(operator: Operator, shape: tuple[int, ...], spec: PoolSpec, seed: int) -> Case:
    """Small whole numbers, half of them below zero, and an upstream gradient of other numbers."""
    random = np.random.default_rng(seed)
    x = random.integers(-4, 5, shape).astype(np.float64)
    x[..., :2, :2] -= 5  # a corner below zero, where padded zeros would win
    size = spec.output_size(*shape[-2:])
    grad_output = random.permutation(np.arange(1, np.prod((*shape[:-2], *size)) + 1)).reshape(*shape[:-2], *size)
    return Case(x, spec, grad_output.astype(np.float64))
