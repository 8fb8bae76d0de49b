"""How far a right result may be off: by its dtype, and by what pasted numbers have lost in print."""

from __future__ import annotations

import numpy as np

from lab.arrays.printed import Printed, printed
from lab.check.state import Check
from pooling import Pooled, pool
from pooling.verify.case import Case
from pooling.verify.verdict import tolerance_of

#: Taps of a case from which on slopes are not looked at one by one.
MOST_TAPS = 5_000_000
#: How much further than one that moves all cells alike a rounded input may move a gradient.
SAFETY = 4.0


def tolerance(check: Check) -> tuple[float | None, float | None]:
    """The relative and the absolute tolerance; None for what is usual.

    Where what was lost in print is as much as there is, nothing could be told from it: then it counts for nothing.
    """
    roles = [role for role in ("x", "grad_output", "mine") if role not in check.arrays]
    lost = {role: printed(check.texts.get(role, "")) for role in roles}
    if check.what == "indices" or not lost:
        return None, None
    case, mine = check.case, check.given("mine")
    single = any(each.is_rounded for each in lost.values()) or any(_is_single(check, role) for role in lost)
    usual = tolerance_of(mine.astype(np.float32) if single else mine, case, check.what)
    none = Printed()
    x, sent, own = (lost.get(role, none) for role in ("x", "grad_output", "mine"))
    if check.what == "output":
        moved, relative = x.absolute * _slopes(case)[0], x.relative + own.relative
    else:
        moved = sent.absolute * _slopes(case)[1] + _moved(case, x.absolute)
        relative = x.relative + sent.relative + own.relative
    atol = own.absolute + moved
    right = np.abs(case.right(check.what))
    most = float(right[np.isfinite(right)].max(initial=0))
    if 2 * atol >= most:
        atol = 0.0
    return usual.rtol + relative, usual.atol + atol


def _is_single(check: Check, role: str) -> bool:
    """Whether a text has numbers of single precision, written as doubles are: 0.10000000149011612."""
    if not check.has(role) or not printed(check.texts.get(role, "")).is_long:
        return False
    array = check.given(role)
    with np.errstate(over="ignore"):
        return bool(np.array_equal(array, array.astype(np.float32), equal_nan=True))


def _slopes(case: Case) -> tuple[float, float]:
    """The most that the absolute slopes of a window's taps come to, and those that lead to one cell."""
    k_h, k_w = case.spec.kernel_size
    if case.output4.size * k_h * k_w > MOST_TAPS:
        return float(k_h * k_w), float(k_h * k_w)
    pooled: Pooled = pool(case.x4, case.spec)
    slopes = np.nan_to_num(np.abs(pooled.derivative)).reshape(-1, *pooled.windows.flat.shape)
    cells = np.zeros((case.x4[0, 0].size + 1, len(slopes)))  # the last is the padding's
    np.add.at(cells, pooled.windows.flat, np.moveaxis(slopes, 0, -1))
    return float(slopes.sum(axis=2).max(initial=0)), float(cells[:-1].max(initial=0))


def _moved(case: Case, by: float) -> float:
    """How far the gradient moves where its slopes depend on the numbers of X, and these may be off."""
    if not by:
        return 0.0
    ends = [Case(case.x4 + step, case.spec, case.grad4).grad_input4 for step in (-by, by)]
    with np.errstate(invalid="ignore"):
        return SAFETY * float(np.nan_to_num(np.abs(ends[1] - ends[0])).max(initial=0))
