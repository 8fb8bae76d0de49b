"""The Jacobian ∂y/∂x of a layer as a matrix: forward is J·x, backward Jᵀ·grad_output (reference B7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pooling.passes import Pooled
from pooling.scatter import scatter_add


def jacobian(pooled: Pooled) -> NDArray:
    """J = ∂y/∂x at the input that was pooled: one row for each output cell, one column for each input cell.

    Cells are numbered in row-major order. `grad_input` is Jᵀ·`grad_output` for every operator; y is J·x for max,
    min and average, and for Lp wherever its derivative is finite, because scaling x scales y.

    Parameters
    ----------
    pooled : Pooled
        A forward pass over (…, H, W).

    Returns
    -------
    array (…, L, H·W)
        L = H_out·W_out; ∂y[l]/∂x[n] at row l and column n, in the dtype of `pooled.derivative`. Most entries are 0:
        this is for looking at small layers, `Pooled.backward` never builds it.

    Examples
    --------
    >>> from pooling import PoolSpec, pool
    >>> pooled = pool([[1.0, 5.0, 3.0]], PoolSpec("max", (1, 2), 1))
    >>> jacobian(pooled)
    array([[0., 1., 0.],
           [0., 1., 0.]])
    >>> jacobian(pooled).T @ [10.0, 100.0], pooled.backward([[10.0, 100.0]])
    (array([  0., 110.,   0.]), array([[  0., 110.,   0.]]))
    """
    derivative, windows = pooled.derivative, pooled.windows
    # A tap outside the input has derivative 0: adding it to cell 0 adds nothing.
    flat = np.broadcast_to(np.maximum(windows.flat, 0), derivative.shape)
    rows = scatter_add(derivative, flat, windows.input_size)
    return rows.reshape(*derivative.shape[:-1], -1)
