"""Operators whose value is made of chosen cells: the largest, the smallest, or one minus the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.dtypes import floating
from pooling.fast.bins import whole_extreme
from pooling.fast.extreme import extreme, extreme_taps
from pooling.operators.base import Kinks, Large, Operator, Reduced
from pooling.order import Order
from pooling.planes import Planes
from pooling.scatter import scatter_add_planes
from pooling.spec import PoolSpec
from pooling.steps.reading import Leading, Reading
from pooling.windows import Bools, Ints, Windows


class Choice(NamedTuple):
    """One cell that is chosen in every window, and the sign with which it enters the value."""

    order: Order
    sign: int


class Choosing(Operator):
    """The value is the sum of the chosen cells, each with its sign.

    Of equal cells the first in row-major order is chosen; a NaN wins, and the last of several NaNs, as in PyTorch. The
    derivative is the sign at a chosen cell and 0 elsewhere: with one choice it *is* the argmax mask (reference B2).
    """

    choices: ClassVar[tuple[Choice, ...]]

    def conserves(self, spec: PoolSpec) -> bool:
        return sum(choice.sign for choice in self.choices) == 1

    def reading(self) -> Reading:
        return Leading(tuple(choice.order for choice in self.choices))

    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        found = [best_of(choice.order, taps, windows.inside) for choice in self.choices]
        winners = np.stack([winner for _, winner in found], axis=-1)
        return Reduced(self.value([best for best, _ in found]), winners)

    def value(self, chosen: list[NDArray]) -> NDArray:
        """What the chosen cells come to."""
        total, *rest = (cells if c.sign > 0 else -cells for c, cells in zip(self.choices, chosen, strict=True))
        if rest:
            with np.errstate(all="ignore"):  # ∞ − ∞ is NaN, a difference beyond the dtype ∞
                total = sum(rest, start=total)
        return total

    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        assert reduced.winners is not None  # for the type checker: reduce() always sets them here
        at = np.arange(taps.shape[-1])
        chosen = [reduced.winners[..., n, None] == at for n in range(len(self.choices))]
        signs = [choice.sign for choice in self.choices]
        return sum(sign * mask.astype(taps.dtype) for sign, mask in zip(signs, chosen, strict=True))

    def kinks(self, taps: NDArray, derivative: NDArray, windows: Windows, spec: PoolSpec) -> Kinks:
        """A chosen cell that ties counts when it is moved ahead, and does not when it is moved back: another stays.
        A cell that wins or loses by m can move by m before the choice changes."""
        left, right, room = np.zeros(taps.shape), np.zeros(taps.shape), np.full(taps.shape, np.inf)
        for order, sign in self.choices:
            best, _ = best_of(order, taps, windows.inside)
            equal = (taps == best[:, None]) & windows.inside
            alone = equal & (equal.sum(axis=-1, keepdims=True) == 1)
            down, up = (alone, equal) if order.large else (equal, alone)
            left, right = left + sign * down, right + sign * up
            room = np.minimum(room, _room(order, taps, windows.inside))
        return Kinks(left, right, room)

    def forward(self, x: Planes, spec: PoolSpec, workers: int = 1, indices: bool = True) -> Large:
        Windows.check(spec, *x.size)
        dtype = x.dtype if self.selects else floating(x.dtype)
        x = x if x.dtype == dtype else x.astype(dtype)
        found = [_over_planes(x, spec, choice.order, indices, workers) for choice in self.choices]
        output = self.value([best for best, *_ in found])
        return Large(output, tuple(place for _, *places in found for place in places))

    def forward_taps(self, x: Planes, spec: PoolSpec) -> Large:
        """As `forward`, of planes without NaN; `chosen` are the numbers of the taps, in as few bytes as hold them. What
        is no cell itself is computed in single precision."""
        Windows.check(spec, *x.size)
        found = [_taps_over_planes(x, spec, choice.order) for choice in self.choices]
        best = [cells for cells, _ in found]
        output = best[0]
        if not self.selects:
            output = np.empty(output.shape, np.float32)
            for row, *cells in zip(output, *best, strict=True):  # row by row: a picture's in this dtype are large
                row[...] = self.value([part.astype(np.float32) for part in cells])
        return Large(output, tuple(taps for _, taps in found))

    def gradient(self, sent: Planes, x: Planes, large: Large, spec: PoolSpec, workers: int = 1) -> NDArray:
        """Every chosen cell adds up what it is sent, with its sign."""
        parts = []
        for place, sign in zip(large.chosen, self.signs(large.chosen), strict=True):
            with np.errstate(all="ignore"):  # what is sent nothing stays 0, whatever the gradient
                shares = sent.array if self.selects else np.where(sign == 0, 0, sign * sent.array)
            planes = sent.like(shares.astype(sent.dtype, copy=False))
            parts.append(scatter_add_planes(planes, sent.like(place), x.size))
        return sum(parts[1:], start=parts[0])

    def signs(self, chosen: Sequence[NDArray]) -> list[NDArray]:
        """∂y/∂x at each choice, an array like each of `chosen`: where several choices are one cell, the first of them
        counts for all, and the others count nothing.

        >>> from pooling import OPERATORS
        >>> OPERATORS["range"].signs([np.array([0, 2]), np.array([0, 1])])
        [array([0, 1]), array([ 0, -1])]
        """
        signs = []
        for n, place in enumerate(chosen):
            same = [place == other for other in chosen]
            total = sum(choice.sign * equal for choice, equal in zip(self.choices, same, strict=True))
            signs.append(np.where(np.any(same[:n], axis=0), 0, total))
        return signs


def selected(
    operator: Choosing, x: Planes, spec: PoolSpec, indices: bool, workers: int
) -> NDArray | tuple[NDArray, NDArray]:
    """What a function of an operator that selects gives back: the output alone, or with its indices."""
    large = operator.forward(x, spec, workers, indices)
    return (large.output, large.chosen[0]) if indices else large.output


def best_of(order: Order, taps: NDArray, inside: Bools) -> tuple[NDArray, Ints]:
    """The best real cell of every window, (…, L), NaN where the window holds one, and the number of its tap."""
    best = order.pick.reduce(taps, axis=-1, where=inside, initial=order.worst(taps.dtype))
    winner = ((taps == best[..., None]) & inside).argmax(axis=-1)
    if taps.dtype.kind == "f":
        nan = np.isnan(taps) & inside
        last = nan.shape[-1] - 1 - nan[..., ::-1].argmax(axis=-1)
        winner = np.where(nan.any(axis=-1), last, winner)
    return best, winner.astype(np.int64, copy=False)


def _room(order: Order, taps: NDArray, inside: Bools) -> NDArray:
    """How far each tap of windows (L, K) can move before another one is the best."""
    signed = np.where(inside, taps if order.large else -taps, -np.inf)
    padded = np.concatenate([np.full((len(taps), 1), -np.inf), signed], axis=-1)
    second, first = np.sort(padded, axis=-1)[:, -2:].T[:, :, None]
    is_best = np.arange(taps.shape[-1]) == signed.argmax(axis=-1)[:, None]
    return np.where(inside, np.abs(signed - np.where(is_best, second, first)), np.inf)


def _over_planes(x: Planes, spec: PoolSpec, order: Order, indices: bool, workers: int) -> tuple[NDArray, ...]:
    return whole_extreme(x, order, indices) if _is_whole(x, spec) else extreme(x, spec, order, indices, workers)


def _taps_over_planes(x: Planes, spec: PoolSpec, order: Order) -> tuple[NDArray, ...]:
    return whole_extreme(x, order, True) if _is_whole(x, spec) else extreme_taps(x, spec, order)


def _is_whole(x: Planes, spec: PoolSpec) -> bool:
    """Whether the one window is the plane: then its taps are numbered as the cells are."""
    return spec.kernel_size == x.size and not any(map(any, spec.pads(*x.size))) and set(spec.dilation) == {1}
