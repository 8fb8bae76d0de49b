"""How much the hostile suite tries: a slice in `make test`, all of it in `make hostile`; the same in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

FULL = os.environ.get("HOSTILE") == "full"
#: Cases of one test, so that a failure has a small seed and all cores have work.
PORTION = 25


def amount(full: int, slice_: int) -> int:
    """How many cases there are to be."""
    return full if FULL else slice_


def portions(full: int, slice_: int) -> Any:
    """Run a test once for each portion of the cases, with `seed` and how `many` cases are its own."""
    total = amount(full, slice_)
    sizes = [min(PORTION, total - start) for start in range(0, total, PORTION)]
    return pytest.mark.parametrize(("seed", "many"), list(enumerate(sizes)))


def cases(name: str, seed: int, many: int) -> Iterator[tuple[str, Random]]:
    """A name to be found again in a failure, and a source of chance, for each case of a portion."""
    for n in range(many):
        case = f"{name} {seed}.{n}"
        yield case, Random(case)
