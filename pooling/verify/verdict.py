"""Is it right, where not, and what was done: an array judged beside the right one."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.planes import Planes
from pooling.verify import html, words
from pooling.verify.apart import tell_apart
from pooling.verify.case import Case, as_array
from pooling.verify.known import Named, named
from pooling.verify.search import Progress, Tolerance, search
from pooling.windows import Bools


@dataclass(frozen=True, eq=False)
class Verdict:
    """What is to be said of an array.

    Attributes
    ----------
    ok : whether every cell is right within the tolerance
    what : "output", "indices" or "grad_input"
    case : what it was computed for
    mine, right : the array that is judged, and the right one
    wrong : bool array like `right`; all True where `mine` has another shape
    rtol, atol : |mine − right| may be atol + rtol·|right|
    mistakes : what gives exactly `mine`: single mistakes, or pairs where no single one does; empty if nothing does
    text : the verdict in words
    tell_apart : where several mistakes fit, a small case in which each gives another result
    """

    ok: bool
    what: str
    case: Case
    mine: NDArray
    right: NDArray
    wrong: Bools
    rtol: float
    atol: float
    mistakes: tuple[Named, ...]
    text: str
    tell_apart: Case | None = None

    def planes(self) -> NDArray:
        """How many cells of each plane are wrong, (N, C), int64."""
        return self.case.to4(self.wrong).sum(axis=(2, 3))

    @property
    def count(self) -> str:
        """How many cells differ, as in "6 of 49 cells differ"."""
        return words.count(int(self.wrong.sum()), self.wrong.size)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.text)}</p>" + self.tables()

    def tables(self) -> str:
        """The worst plane as HTML tables, mine, right and the difference; "" where all is right, or the shape wrong."""
        if self.ok or self.mine.shape != self.right.shape:
            return ""
        counts = self.planes()
        n, c = np.unravel_index(counts.argmax(), counts.shape)
        mine, right, wrong = (self.case.to4(array)[n, c] for array in (self.mine, self.right, self.wrong))
        rows, columns = html.part(wrong)
        with np.errstate(all="ignore"):
            grids = {"yours": mine, "right": right, "yours − right": mine - right}
        tables = "".join(html.table(title, grid, wrong, rows, columns) for title, grid in grids.items())
        return f"<p>Plane ({n}, {c})</p>{tables}"


def judge(
    mine: Any,
    case: Case,
    what: str = "grad_input",
    rtol: float | None = None,
    atol: float | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """Compare an array with the right one, and find the mistake that gives it.

    Parameters
    ----------
    mine : array with the axes of ``case.x``
    case : Case
    what : {"output", "indices", "grad_input"}
    rtol, atol : float, optional
        Where None, by the coarsest dtype among `mine`, x and grad_output, and the size of the numbers.
    progress : callable, optional
        Called with the fraction of the work that is done, 0 to 1.

    Raises
    ------
    PoolingError
        When `mine` is no array of numbers, or the operator has no such result.

    Examples
    --------
    >>> from pooling import PoolSpec
    >>> case = Case(np.array([[1.0, 5.0, 3.0, 9.0, 2.0]]), PoolSpec("max", (1, 3), 1))
    >>> judge([[0.0, 1.0, 0.0, 2.0, 0.0]], case).ok
    True
    >>> [mistake.name for mistake in judge([[0.0, 1.0, 0.0, 1.0, 0.0]], case).mistakes]
    ['assign']
    """
    right = case.right(what)
    mine = _numbers(mine)
    usual = tolerance_of(mine, case, what)
    for name, given in (("rtol", rtol), ("atol", atol)):
        if given is not None and not given >= 0:
            raise PoolingError.broken(name, "be at least 0", given)
    tolerance = Tolerance(usual.rtol if rtol is None else rtol, usual.atol if atol is None else atol)
    fits = mine.shape == right.shape
    wrong = tolerance.wrong(mine.astype(np.float64), right) if fits else np.ones(right.shape, np.bool_)
    ok = not wrong.any()
    found = [] if ok else search(case, mine, wrong, what, tolerance, progress)
    mistakes = tuple(named(together, case, what) for together in found)
    apart = tell_apart(case, what, found) if len(found) > 1 else None
    about = words.About(case, what, mine, right, wrong, tolerance)
    text = words.verdict(about, mistakes)
    return Verdict(ok, what, case, mine, right, wrong, tolerance.rtol, tolerance.atol, mistakes, text, apart)


#: The relative tolerance of results in a dtype; sums of many float32 terms lose some of its 7 digits.
RTOL = {2: 5e-3, 4: 1e-5, 8: 1e-9}


def tolerance_of(mine: NDArray, case: Case, what: str) -> Tolerance:
    """How far right results may be off, by the coarsest dtype of floats that took part, and the size of what was added.

    >>> from pooling import PoolSpec
    >>> tolerance_of(np.ones((1, 1)), Case(np.ones((2, 2)), PoolSpec("avg", 2)), "output")
    Tolerance(rtol=1e-09, atol=1.25e-10)
    """
    if what == "indices":
        return Tolerance(0.0, 0.0)
    dtypes = [array.dtype for array in (mine, case.x, np.asarray(case.grad_output)) if array.dtype.kind == "f"]
    rtol = RTOL.get(min([dtype.itemsize for dtype in dtypes], default=8), RTOL[8])
    return Tolerance(rtol, rtol * _added(case, what) / 8)


def _added(case: Case, what: str) -> float:
    """The largest sum of absolute values that a result is made of, about; 0 where nothing is added."""
    if what == "output":
        return 0.0 if case.operator.selects else _largest(case.x4)
    sent = np.abs(case.grad4)
    if case.operator.selects or case.operator.linear:  # no slope is below zero, so that nothing cancels
        with np.errstate(all="ignore"):
            return _largest(case.operator.gradient(Planes(sent), Planes(case.x4), case.large, case.spec))
    windows = prod(-(-k // s) for k, s in zip(case.spec.kernel_size, case.spec.stride, strict=True))
    return max(_largest(case.grad_input4), _largest(sent) * windows)


def _largest(array: NDArray) -> float:
    """The largest absolute value that is finite, 0 where there is none."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))


def _numbers(mine: Any) -> NDArray:
    """`mine` as an array of numbers, True and False as 1 and 0."""
    mine = as_array(mine, "mine")
    if mine.ndim < 2:
        raise PoolingError.broken("mine", "have 2 to 4 axes", mine.ndim)
    if 0 in mine.shape:
        raise PoolingError.broken("mine", "hold at least one number", mine.shape)
    return mine.astype(np.float64) if mine.dtype.kind == "b" else real_array(mine, "mine")
