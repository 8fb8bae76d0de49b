"""The two passes over the one table: `pool` forward, `Pooled.backward` for the gradient."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling import player
from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.operators.base import Operator, Reduced
from pooling.parameters import Size
from pooling.registry import OPERATORS
from pooling.scatter import in_order, scatter_add
from pooling.spec import PoolSpec
from pooling.windows import Bools, Ints, Windows


def pool(x: Any, spec: PoolSpec) -> Pooled:
    """Pool `x` (…, H, W) as `spec` says, or the other axes that it names; integers are averaged as float64.

    Raises
    ------
    PoolingError
        When `x` is no array of real numbers with a height and a width, or the windows do not fit.

    Examples
    --------
    >>> pooled = pool([[1.0, 5.0], [3.0, 2.0]], PoolSpec("max", 2))
    >>> pooled.output, pooled.indices
    (array([[5.]]), array([[1]]))
    >>> pooled.backward([[10.0]])
    array([[ 0., 10.],
           [ 0.,  0.]])
    """
    x = real_array(x, "x", axes=spec.axes)
    return pool_windows(x, spec, Windows.of(spec, *x.shape[-spec.axes :]))


def pool_windows(x: NDArray, spec: PoolSpec, windows: Windows) -> Pooled:
    """Pool `x` over windows that are already laid out: regular ones or adaptive bins."""
    operator = OPERATORS[spec.operator]
    if x.dtype.kind != "f" and not operator.selects:
        x = x.astype(np.float64)
    taps = windows.gather(x)
    return Pooled(x, spec, windows, operator.reduce(taps, windows, spec))


@dataclass(frozen=True, eq=False)
class Pooled:
    """A forward pass that remembers what its backward pass needs."""

    x: NDArray
    spec: PoolSpec
    windows: Windows
    reduced: Reduced

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.spec.operator]

    @property
    def output(self) -> NDArray:
        """y, (…, H_out, W_out), in the dtype of `x`."""
        return self.reduced.values.reshape(*self._lead, *self.windows.output_size)

    @property
    def _lead(self) -> Size:
        return self.x.shape[: -len(self.windows.input_size)]

    @cached_property
    def chosen(self) -> Ints | None:
        """Flat indices in the H·W plane of the cells that each output was made of, (…, L, M), int64; None where an
        operator does not choose."""
        if self.reduced.winners is None:
            return None
        window = np.arange(self.windows.flat.shape[0])[:, None]
        return self.windows.flat[window, self.reduced.winners]

    @cached_property
    def chosen_cells(self) -> list[tuple[Any, ...]]:
        """The chosen cells of every window of one plane, (row, column) each, in the order of the windows."""
        if self.chosen is None:
            return [()] * len(self.windows.flat)
        cells = np.stack(np.unravel_index(self.chosen, self.windows.input_size), axis=-1)
        return [tuple(tuple(cell) for cell in chosen) for chosen in cells.tolist()]

    @cached_property
    def indices(self) -> Ints | None:
        """Flat index in the H·W plane of each output cell's winner, int64; None without a winner."""
        if self.chosen is None or not self.operator.selects:
            return None
        return self.chosen[..., 0].reshape(self.output.shape)

    @cached_property
    def equal(self) -> Bools | None:
        """Which taps equal a chosen one, (…, L, M, K): the chosen one, and those that tie with it."""
        if self.reduced.winners is None:
            return None
        return equal_taps(self.windows.gather(self.x), self.reduced.winners, self.windows.inside)

    @property
    def tied(self) -> Bools:
        """Windows, (…, H_out, W_out), in which several cells are equally good for a choice."""
        if self.equal is None:
            return np.zeros(self.output.shape, np.bool_)
        return (self.equal.sum(axis=-1) > 1).any(axis=-1).reshape(self.output.shape)

    @cached_property
    def derivative(self) -> NDArray:
        """∂y/∂x of every tap, (…, L, K): for max and min the argmax mask, for every operator the routing."""
        taps = self.windows.gather(self.x)
        return self.operator.derivative(taps, self.reduced, self.windows, self.spec)

    def backward(self, grad_output: Any) -> NDArray:
        """grad_input = ∂E/∂x, (…, H, W), for an upstream gradient ∂E/∂y (…, H_out, W_out).

        Each tap is sent grad_output · ∂y/∂x, and each cell adds up what its windows send
        (reference B0). A tap with derivative 0 is sent nothing, whatever the gradient.
        """
        grad_output = real_array(grad_output, "grad_output", axes=len(self.windows.input_size))
        if grad_output.shape != self.output.shape:
            raise PoolingError.broken("grad_output", f"have shape {self.output.shape}", grad_output.shape)
        dtype = grad_output.dtype
        if dtype.kind != "f":
            dtype = self.x.dtype if self.x.dtype.kind == "f" else np.result_type(self.x, np.float32)
        lead = (*self._lead, len(self.windows.flat))
        upstream = grad_output.astype(dtype, copy=False).reshape(*lead, 1)
        if self.indices is not None:
            return scatter_add(upstream[..., 0], self.indices.reshape(lead), self.windows.input_size)
        return self.windows.scatter_add(shares(self.derivative, upstream).astype(dtype, copy=False))

    def received(self, grad_output: NDArray, *cell: int) -> float:
        """∂E/∂x of one cell of a plane: what `backward` gives there, without the others.

        >>> pool([[1.0, 5.0, 3.0]], PoolSpec("max", (1, 2), 1)).received(np.array([[10.0, 1.0]]), 0, 1)
        11.0
        """
        window, tap = np.nonzero(self.windows.flat == np.ravel_multi_index(cell, self.windows.input_size))
        return in_order(shares(self.derivative[window, tap], grad_output.ravel()[window]).tolist())

    def lost(self, grad_output: NDArray) -> float | None:
        """The gradient of one plane that goes into counted padding; None where no such account exists, because the
        operator changes the sum of the gradient by a rule of its own."""
        if not self.operator.conserves(self.spec):
            return None
        padding = (self.operator.counted(self.windows, self.spec) & ~self.windows.inside).sum(axis=-1)
        share = self.derivative.astype(np.float64).max(axis=-1)  # padding that counts weighs what a cell does
        return float(shares((padding * share)[:, None], grad_output.reshape(-1, 1)).sum())

    def _repr_html_(self) -> str | None:
        """What a notebook shows of it: both passes, step by step; nothing but the numbers where there is no player."""
        found = player.find()
        return None if found is None else str(found.seen(self))

    def weight_sum(self) -> NDArray:
        """What each input cell weighs in all outputs together, (…, H, W): Σ ∂y/∂x over its windows.

        For max and min this counts the windows that chose the cell.

        >>> pool([[1.0, 5.0, 3.0]], PoolSpec("max", (1, 2), 1)).weight_sum()
        array([[0., 2., 0.]])
        """
        return self.windows.scatter_add(self.derivative)


def shares(derivative: NDArray, upstream: NDArray) -> NDArray:
    """What each tap is sent, (…, L, K): `upstream` (…, L, 1) times ∂y/∂x; nothing where that is 0.

    >>> shares(np.array([[0.0, 0.5]]), np.array([[np.inf]]))
    array([[ 0., inf]])
    """
    with np.errstate(all="ignore"):
        return np.where(derivative == 0, 0, derivative * upstream)


def equal_taps(taps: NDArray, winners: Ints, inside: Bools) -> Bools:
    """Which taps (…, L, K) equal a chosen one, (…, L, M, K): the chosen one, and those that tie with it; a NaN ties
    with nothing.

    >>> equal_taps(np.array([[5.0, 5.0, np.nan]]), np.array([[0], [2]]), np.ones((1, 3), np.bool_))[:, 0]
    array([[ True,  True, False],
           [False, False,  True]])
    """
    best = np.take_along_axis(taps, winners, axis=-1)
    equal = (taps[..., None, :] == best[..., None]) & inside[:, None, :]
    return equal | (winners[..., None] == np.arange(taps.shape[-1]))
