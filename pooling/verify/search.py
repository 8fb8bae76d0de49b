"""Which mistakes give exactly these arrays.

All are tried on a few wrong planes, and those that fit there on everything. Single mistakes come
first; pairs are tried only where no single one fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.verify.case import Case
from pooling.verify.known import MISTAKES, Mistake
from pooling.verify.mistaken import Mistaken
from pooling.verify.switches import Switches, uncut
from pooling.verify.view import TAPS, View, taps_of
from pooling.windows import Bools

#: A layer with more taps in a plane is not searched, and one with more than the second not for pairs.
MOST_TAPS, MOST_TAPS_FOR_PAIRS = 2**23, 2**20

Progress = Callable[[float], None]
Together = tuple[Mistake, ...]


@dataclass(frozen=True)
class Tolerance:
    """How far two numbers may be apart: |mine − right| ≤ atol + rtol·|right|; NaN is NaN, and ∞ is ∞."""

    rtol: float
    atol: float

    def wrong(self, mine: NDArray, right: NDArray) -> Bools:
        """Where `mine` is further from `right`."""
        with np.errstate(all="ignore"):
            near = np.abs(mine - right) <= self.atol + self.rtol * np.abs(right)
        return ~(near & np.isfinite(right) | (mine == right) | (np.isnan(mine) & np.isnan(right)))


def search(
    case: Case, mine: NDArray, wrong: Bools, what: str, tolerance: Tolerance, progress: Progress | None = None
) -> list[Together]:
    """The mistakes that give exactly `mine`, whose wrong cells are `wrong`: single ones, else pairs."""
    taps = taps_of(case)
    if taps > MOST_TAPS:
        return []
    views = {axes: View.of(case, mine, wrong, axes) for axes in ("planes", "reshaped", "other")}
    tell = progress or (lambda fraction: None)
    singles = list(groups(case, what, 1))
    pairs = list(groups(case, what, 2)) if taps <= MOST_TAPS_FOR_PAIRS else []
    done, count = 0, len(singles) + len(pairs)
    for group in (singles, pairs):
        found = []
        for together in sorted(group, key=_computed):
            done += 1
            tell(0.9 * done / count)
            switches = switched(together)
            view = views[switches.axes]
            few = view is not None and _fits(view, view.few, view.telling, what, switches, tolerance)
            if view is not None and few and _everywhere(view, what, switches, tolerance):
                found.append(together)
        if found:
            break
    tell(1.0)
    return sorted(found, key=group.index)


def groups(case: Case, what: str, size: int) -> Iterator[Together]:
    """All sets of `size` mistakes that can be made together in a case."""
    possible = [m for m in MISTAKES.values() if what in m.whats and m.possible(case)]
    for together in combinations(possible, size):
        if len({mistake.switch for mistake in together}) == size:
            yield together


def switched(together: Together) -> Switches:
    """All switches of some mistakes, set."""
    switches = Switches()
    for mistake in together:
        switches = mistake.set(switches)
    return switches


def _computed(together: Together) -> str:
    """What mistakes change before the padding is cut off: those alike in it share a gradient, if tried in a row."""
    return repr(uncut(switched(together)))


def given(case: Case, what: str, together: Together) -> NDArray:
    """What mistakes give, with the axes of the case's x.

    >>> from pooling import PoolSpec
    >>> case = Case(np.array([[1.0, 5.0, 3.0]]), PoolSpec("max", (1, 2), 1))
    >>> given(case, "grad_input", (MISTAKES["assign"],))
    array([[0., 1., 0.]])
    """
    switches = switched(together)
    view = View.of(case, case.x, np.ones(case.x.shape, np.bool_), switches.axes)
    if view is None:
        raise PoolingError.broken("the layer", "fit the other axes", case.x.shape)
    return view.restored(view.some(slice(None)).result(what, switches))


def _fits(
    view: View, some: Mistaken, planes: NDArray | slice, what: str, switches: Switches, tolerance: Tolerance
) -> bool:
    try:
        result = some.result(what, switches)
    except PoolingError:  # a swapped layer that is none
        return False
    mine = view.judged[planes]
    return result.shape == mine.shape and not tolerance.wrong(mine, result).any()


def _everywhere(view: View, what: str, switches: Switches, tolerance: Tolerance) -> bool:
    count, each = len(view.all[0]), max(1, TAPS // taps_of(view.case))
    parts = [slice(first, first + each) for first in range(0, count, each)]
    return all(_fits(view, view.some(part), part, what, switches, tolerance) for part in parts)
