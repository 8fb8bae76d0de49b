"""The gradient without calculus: nudge each cell by h and see how E = Σ grad_output · y moves; and where that fails."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.operators.base import Kinks
from pooling.passes import Pooled, pool, shares
from pooling.spec import PoolSpec


class Differences(NamedTuple):
    """Slopes of E along each input cell, (H, W): to the right of x, to its left, and their mean."""

    forward: NDArray
    backward: NDArray
    central: NDArray


def differences(x: Any, spec: PoolSpec, grad_output: Any, h: float) -> Differences:
    """Finite differences of E = Σ grad_output · y with step `h`, for every cell of one plane.

    Parameters
    ----------
    x : array (H, W)
    spec : PoolSpec
    grad_output : array (H_out, W_out)
    h : float
        Above 0, in the units of `x`.

    Returns
    -------
    Differences
        ``(E(x + h) − E(x)) / h``, ``(E(x) − E(x − h)) / h`` and ``(E(x + h) − E(x − h)) / 2h``, float64.
        Outputs are subtracted before they are summed, so that windows that a nudge does not reach cancel exactly.

    Raises
    ------
    PoolingError
        When `x` is no plane, `h` is not above 0, or the layer does not fit.

    Examples
    --------
    >>> differences([[1.0, 3.0]], PoolSpec("max", (1, 2)), [[10.0]], 0.5).central
    array([[ 0., 10.]])
    >>> tied = differences([[3.0, 3.0]], PoolSpec("max", (1, 2)), [[10.0]], 0.5)
    >>> tied.forward, tied.backward
    (array([[10., 10.]]), array([[0., 0.]]))
    """
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 2:
        raise PoolingError.broken("x", "have shape (H, W)", x.shape)
    if not h > 0:
        raise PoolingError.broken("h", "be above 0", h)
    nudges = h * np.eye(x.size).reshape(x.size, *x.shape)
    here, up, down = (pool(stack, spec).output for stack in (x, x + nudges, x - nudges))

    def slope(high: NDArray, low: NDArray, step: float) -> NDArray:
        with np.errstate(invalid="ignore"):  # ∞ − ∞ is NaN
            return ((high - low) * np.asarray(grad_output)).sum(axis=(-2, -1)).reshape(x.shape) / step

    return Differences(slope(up, here, h), slope(here, down, h), slope(up, down, 2 * h))


def slopes(pooled: Pooled, grad_output: Any) -> tuple[NDArray, NDArray]:
    """The exact slopes of E to the left and to the right of each cell, (H, W) each; E has a kink where they differ.

    A tied winner counts when it is raised, and does not when it is lowered: the other one stays. A window of zeros
    under Lp is the kink of |x|. Of Lp, even powers p only.

    >>> left, right = slopes(pool([[3.0, 3.0]], PoolSpec("max", (1, 2))), [[10.0]])
    >>> left, right
    (array([[0., 0.]]), array([[10., 10.]]))
    """
    kinks = _kinks(pooled)
    upstream = np.asarray(grad_output, dtype=np.float64).reshape(-1, 1)
    to_cells = pooled.windows.scatter_add
    return to_cells(shares(kinks.left, upstream)), to_cells(shares(kinks.right, upstream))


def margins(pooled: Pooled, grad_output: Any) -> NDArray:
    """How far each cell can move, to either side, before E has a kink, (H, W): inf where there is none.

    With max a cell that wins or loses by m can move by m before the winner changes; at a tie that is 0. Under Lp, of
    even powers p only, a cell that is alone among zeros has its kink at 0; average has none. A window with an
    upstream gradient of 0 gives E no kink.

    >>> margins(pool([[1.0, 3.0, 8.0]], PoolSpec("max", (1, 2), 1)), [[1.0, 1.0]])
    array([[2., 2., 5.]])
    """
    windows, room = pooled.windows, _kinks(pooled).room.copy()
    room[np.asarray(grad_output).ravel() == 0] = np.inf
    nearest = np.full(pooled.x.size, np.inf)
    np.minimum.at(nearest, windows.flat[windows.inside], room[windows.inside])
    return nearest.reshape(pooled.x.shape)


def rounding(pooled: Pooled, grad_output: Any, h: float) -> NDArray:
    """How far one unit in the last place moves the slopes that `differences` finds, (H, W).

    Each window that holds a cell may be off by the distance of two neighbouring floats, of the size of its largest
    number; times the gradient that it sends, over h.

    >>> rounding(pool([[1.0, 3.0]], PoolSpec("max", (1, 2))), [[10.0]], 1e-3)
    array([[4.4408921e-12, 4.4408921e-12]])
    """
    largest = np.maximum(np.abs(_taps(pooled)).max(axis=-1), np.abs(pooled.reduced.values)) + h
    unit = np.spacing(largest) * np.abs(np.asarray(grad_output, dtype=np.float64)).ravel()
    return pooled.windows.scatter_add(np.broadcast_to(unit[:, None], pooled.windows.flat.shape)) / h


def _taps(pooled: Pooled) -> NDArray:
    """The taps of every window of one plane, (L, K), 0 in the padding."""
    return pooled.windows.gather(pooled.x.astype(np.float64))


def _kinks(pooled: Pooled) -> Kinks:
    derivative = pooled.derivative.astype(np.float64)
    return pooled.operator.kinks(_taps(pooled), derivative, pooled.windows, pooled.spec)
