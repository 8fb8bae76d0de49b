"""What every operator supplies: its value for a window, and the local derivative ∂y/∂x of each tap."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.spec import PARAMETERS, PoolSpec
from pooling.windows import Ints, Windows


class Reduced(NamedTuple):
    """Windows reduced to one number each: `values` (…, L) and, for an operator that selects, the
    number (…, L) of the tap that won."""

    values: NDArray
    winner: Ints | None


class Operator(ABC):
    """One pooling operator. Taps are arrays (…, L, K) as `Windows.gather` gives them."""

    name: str
    label: str
    #: Whether the value is one of the window's cells, so that there is an argmax.
    selects: bool

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters this operator has beyond `kernel_size` and `stride`."""
        return PARAMETERS[self.name]

    @abstractmethod
    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        """The value of every window, in the dtype of `taps`."""

    @abstractmethod
    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        """∂y/∂x of every tap, (…, L, K), 0 where a tap is no input cell."""


class Selecting(Operator):
    """An operator whose value is one of the window's cells: the first best in row-major order.

    A NaN wins, and of several NaN the last, as in PyTorch. The derivative is 1 at the winner and 0
    elsewhere: it *is* the argmax mask (reference B2).
    """

    selects = True

    @abstractmethod
    def best(self, taps: NDArray, windows: Windows) -> NDArray:
        """The best real cell of every window, (…, L); NaN where the window holds one."""

    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        inside = windows.inside
        best = self.best(taps, windows)
        winner = ((taps == best[..., None]) & inside).argmax(axis=-1)
        if taps.dtype.kind == "f":
            nan = np.isnan(taps) & inside
            last = nan.shape[-1] - 1 - nan[..., ::-1].argmax(axis=-1)
            winner = np.where(nan.any(axis=-1), last, winner)
        return Reduced(best, winner.astype(np.int64, copy=False))

    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        assert reduced.winner is not None  # for the type checker: reduce() always sets it here
        return (reduced.winner[..., None] == np.arange(taps.shape[-1])).astype(taps.dtype)


def limits(dtype: np.dtype) -> tuple[float, float]:
    """The lowest and highest value of a real dtype: what can never win, and never lose."""
    if dtype.kind == "f":
        return -np.inf, np.inf
    info = np.iinfo(dtype)
    return int(info.min), int(info.max)


def accumulator(dtype: np.dtype) -> np.dtype:
    """The dtype that sums are taken in: at least single precision, as in PyTorch."""
    return np.promote_types(dtype, np.float32)
