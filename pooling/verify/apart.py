"""A small case that tells mistakes apart that give the same on another one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from pooling.errors import PoolingError
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.verify.case import Case
from pooling.verify.search import Together, given

#: How many random cases are tried for each layer.
TRIES = 12


def tell_apart(case: Case, what: str, found: list[Together]) -> Case | None:
    """A case of the same operator in which each of the mistakes that were found gives another result, wrong each; None
    where none was found: the mistakes may be one and the same, said in two ways."""
    for candidate in _candidates(case):
        try:
            results = [given(candidate, what, together) for together in found]
        except PoolingError:
            continue
        if all(_differ(a, b) for a, b in combinations([candidate.right(what), *results], 2)):
            return candidate
    return None


def _differ(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape != b.shape or not np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True)


def _candidates(case: Case) -> Iterator[Case]:
    """Small random cases: the layer itself first, then layers of the operator that have more ways to go wrong."""
    channels = 4 if case.x4.shape[1] > 1 else 1  # as many as a kernel below is wide: they may be taken for columns
    lead = (min(2, case.x4.shape[0]), channels)
    random = np.random.default_rng(0)
    for spec in (case.spec, *richer(case.spec)):
        height, width = (
            k * d + 2 * s + 1 for k, d, s in zip(spec.kernel_size, spec.dilation, spec.stride, strict=True)
        )
        for _ in range(TRIES):
            x4 = random.integers(-4, 4, (*lead, height, width)).astype(np.float64)
            x4[..., : height // 2, : width // 2] -= 5  # a corner of negative numbers: padded zeros would win there
            try:
                grad4 = random.integers(1, 9, (*lead, *spec.output_size(height, width))).astype(np.float64)
                yield Case(case.as_mine(x4), spec, case.as_mine(grad4), case.data_format)
            except PoolingError:
                break


def richer(spec: PoolSpec) -> list[PoolSpec]:
    """Layers of the same operator, with its own parameters, that overlap, padded where that can be, and oblong."""
    operator = OPERATORS[spec.operator]
    own = {p.name: getattr(spec, p.name) for p in operator.parameters}
    made = []
    for kernel, stride, padding in (((3, 3), (2, 2), (1, 1)), ((3, 2), (2, 1), (1, 0)), ((3, 4), (2, 3), (1, 2))):
        values = {name: value for name, value in own.items() if name not in ("padding", "dilation")}
        if operator.has("padding"):
            values["padding"] = padding
        made.append(PoolSpec(spec.operator, kernel, stride, **values))
    return made
