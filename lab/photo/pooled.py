"""A colour picture pooled channel by channel: what comes out, and what comes back from a part of the output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Large, Operator
from pooling.operators.choosing import Choosing
from pooling.parameters import Pair
from pooling.planes import Planes
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec

#: Cells of a band of the output whose indices are made at once: few enough to stay in the processor's cache.
CELLS = 2**16

Span = Pair  #: First row (column) and the one after the last.


@dataclass(frozen=True)
class Box:
    """A rectangle of cells or pixels."""

    rows: Span
    columns: Span

    @classmethod
    def whole(cls, size: Pair) -> Box:
        """All cells of a plane of `size`."""
        return cls((0, size[0]), (0, size[1]))

    @property
    def size(self) -> Pair:
        return self.rows[1] - self.rows[0], self.columns[1] - self.columns[0]

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(*self.rows), slice(*self.columns)


@dataclass(frozen=True, eq=False)
class PooledPhoto:
    """The forward pass of a picture `x` (H, W, C); of an operator that chooses pixels, `large` has the numbers of their
    taps, a byte or two each: flat indices are made of them a band at a time, since those of all would take eight."""

    spec: PoolSpec
    x: NDArray
    large: Large

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.spec.operator]

    @property
    def output(self) -> NDArray:
        """(H_out, W_out, C)."""
        return self.large.output

    @property
    def input_size(self) -> Pair:
        return self.x.shape[0], self.x.shape[1]

    @property
    def output_size(self) -> Pair:
        return self.output.shape[0], self.output.shape[1]

    @property
    def channels(self) -> int:
        return int(self.output.shape[2])

    @property
    def chooses(self) -> bool:
        """Whether each output is made of pixels that were chosen."""
        return bool(self.large.chosen)

    def received(self, region: Box) -> NDArray:
        """What each pixel receives, (H, W), all channels together, when every output cell of `region` sends back 1.

        For max and min that is how many windows of the region chose it, int32; for average the shares 1 / divisor
        of its windows, float64.
        """
        if isinstance(self.operator, Choosing):
            return self._times_chosen(region, [choice.sign for choice in self.operator.choices])
        sent = np.zeros((*self.output_size, 1))
        sent[region.slices] = 1
        if self.operator.linear:  # all channels are sent the same, whatever their numbers
            return self._sent_back(sent, self.x[..., :1], self.output[..., :1]) * self.channels
        return sum(
            (
                self._sent_back(sent, self.x[..., n : n + 1].astype(np.float32), self.output[..., n : n + 1])
                for n in range(self.channels)
            ),
            start=np.zeros(self.input_size),
        )

    def _sent_back(self, sent: NDArray, x: NDArray, output: NDArray) -> NDArray:
        """What the pixels of one channel (H, W, 1) receive, (H, W)."""
        return self.operator.gradient(Planes(sent, True), Planes(x, True), Large(output), self.spec)[..., 0]

    def reached(self, region: Box, received: NDArray) -> int:
        """How many pixels are sent something, in one channel at least, when the cells of `region` send back 1; what
        they have `received` may be 0 all the same, where signs differ."""
        if not isinstance(self.operator, Choosing) or self.operator.selects:
            return int(np.count_nonzero(received))
        reached = np.zeros(self.input_size, np.bool_).reshape(-1)
        for band in self._bands(region):
            chosen = self.chosen(band)
            for indices, sign in zip(chosen, self.operator.signs(chosen), strict=True):
                reached[indices[sign != 0]] = True
        return int(np.count_nonzero(reached))

    def density(self) -> NDArray:
        """How often each pixel is chosen, (H, W), all channels together, int32; where none is chosen, what it weighs
        in all outputs of one channel, float64."""
        everywhere = Box.whole(self.output_size)
        if isinstance(self.operator, Choosing):
            return self._times_chosen(everywhere, [1] * len(self.operator.choices))
        return self.received(everywhere) / self.channels

    def chosen(self, region: Box) -> list[NDArray]:
        """Flat indices in the H·W plane of the pixels that the windows of a region chose, int64 (rows, columns, C) for
        each choice; of a whole large picture they take eight times its memory."""
        (top, left), width = (first for first, _ in (region.rows, region.columns)), self.input_size[1]
        (rows, columns), (down, along), (above, before) = region.size, self.spec.stride, self.spec.padding
        taps = np.arange(self.spec.kernel_size[0])[:, None] * width + np.arange(self.spec.kernel_size[1])
        first = ((top + np.arange(rows)) * down - above)[:, None] * width
        first = first + (left + np.arange(columns)) * along - before
        return [taps.ravel()[numbers[region.slices]] + first[..., None] for numbers in self.large.chosen]

    def _times_chosen(self, region: Box, weights: list[int]) -> NDArray:
        """How often each pixel is chosen by the windows of a region, (H, W), each choice by its weight."""
        times = np.zeros(self.input_size, np.int32)
        for band in self._bands(region):
            top, bottom = reach(self.spec, band, self.input_size).rows
            start, count = top * self.input_size[1], (bottom - top) * self.input_size[1]
            for indices, weight in zip(self.chosen(band), weights, strict=True):
                found = np.bincount(indices.ravel() - start, minlength=count).reshape(bottom - top, -1)
                times[top:bottom] += (weight * found).astype(np.int32)
        return times

    def _bands(self, region: Box) -> Iterator[Box]:
        """A region in bands of rows whose indices take half a megabyte."""
        (top, bottom), each = region.rows, max(1, CELLS // (region.size[1] * self.channels))
        for first in range(top, bottom, each):
            yield Box((first, min(bottom, first + each)), region.columns)


def pool_photo(x: NDArray, spec: PoolSpec) -> PooledPhoto:
    """Pool a picture (H, W, C) of uint8; where cells are selected it stays uint8, else it is computed in float32.

    >>> x = np.array([[[3], [7]], [[7], [1]]], np.uint8)
    >>> pool_photo(x, PoolSpec("max", 2)).received(Box((0, 1), (0, 1)))
    array([[0, 1],
           [0, 0]], dtype=int32)
    """
    operator = OPERATORS[spec.operator]
    if isinstance(operator, Choosing):
        return PooledPhoto(spec, x, operator.forward_taps(Planes(x, channels_last=True), spec))
    planes = Planes(x if operator.selects else x.astype(np.float32), channels_last=True)
    return PooledPhoto(spec, x, operator.forward(planes, spec))


def held(spec: PoolSpec, region: Box, size: Pair) -> int:
    """How many pixels the windows of `region` hold, in a picture of `size`: between windows there may be others.

    >>> held(PoolSpec("max", 1, 3), Box((0, 2), (0, 3)), (9, 9))
    6
    """
    sides = []
    for axis, (first, end) in enumerate((region.rows, region.columns)):
        k, s, p = (getattr(spec, name)[axis] for name in ("kernel_size", "stride", "padding"))
        places = (np.arange(first, end) * s - p)[:, None] + np.arange(k)
        hit = np.zeros(size[axis], np.bool_)
        hit[places[(places >= 0) & (places < size[axis])]] = True
        sides.append(int(hit.sum()))
    return sides[0] * sides[1]


def reach(spec: PoolSpec, region: Box, size: Pair) -> Box:
    """The pixels that the windows of `region` hold, and between them, in a picture of `size`.

    >>> reach(PoolSpec("max", 3, 2, 1), Box((0, 1), (1, 3)), (9, 9))
    Box(rows=(0, 2), columns=(1, 6))
    """
    spans = []
    for axis, (first, end) in enumerate((region.rows, region.columns)):
        k, s, p = (getattr(spec, name)[axis] for name in ("kernel_size", "stride", "padding"))
        spans.append((max(0, first * s - p), min(size[axis], (end - 1) * s - p + k)))
    return Box(*spans)
