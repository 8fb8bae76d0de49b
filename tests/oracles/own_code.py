"""A convention's own code, run: it gives what the convention gives, over random layers."""

from __future__ import annotations

from typing import Any

import numpy as np

from pooling import PoolingError
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.choices import Outcome
from tests.oracles.conventions import problems
from tests.oracles.layers import numbers
from tests.oracles.snippet_cases import ran
from tests.pooling.checks import close, spec_of


def check(key: str, *operators: str, both: bool = True, rtol: float = 1e-6, count: int = 40, **changes: Any) -> None:
    """Run the code for forty layers of some operators; `both` passes, or the first alone."""
    for text, outcome in cases(key, *operators, count=count, **changes):
        results = ran(text)
        close(results.pop("output"), outcome.output, rtol=rtol, atol=rtol / 10)
        if both:
            close(results.pop("grad_input"), outcome.grad_input, rtol=rtol, atol=rtol / 10)


def cases(key: str, *operators: str, count: int = 40, **changes: Any) -> list[tuple[str, Outcome]]:
    """The code for `count` layers that a convention has, and what it gives."""
    found: list[tuple[str, Outcome]] = []
    for name, (layer, *size) in problems(*operators, count=200, **changes).items():
        x, convention = np.round(numbers(name, *size), 2), CONVENTIONS[key]
        try:
            outcome = convention.apply(x, spec_of(layer))
            up = np.round(numbers(f"{name} up", *outcome.output.shape), 2)
            outcome, text = convention.apply(x, spec_of(layer), up), convention.own_code(x, spec_of(layer), up)
        except PoolingError:
            continue
        found.append((text, outcome))
        if len(found) == count:
            return found
    raise AssertionError(f"{len(found)} layers of {count}")
