"""A colour picture pooled channel by channel: what comes out, and what comes back from a part of the output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Large, Operator
from pooling.operators.choosing import Choosing
from pooling.parameters import Pair
from pooling.planes import Planes
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec

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
    """The forward pass of a picture `x` (H, W, C); of an operator that chooses pixels, `large` has their indices."""

    spec: PoolSpec
    x: Planes
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
        return self.x.size

    @property
    def output_size(self) -> Pair:
        return self.output.shape[0], self.output.shape[1]

    @property
    def channels(self) -> int:
        return int(self.output.shape[2])

    def received(self, region: Box) -> NDArray:
        """What each pixel receives, (H, W), all channels together, when every output cell of `region` sends back 1.

        For max and min that is how many windows of the region chose it, int64; for average the shares 1 / divisor
        of its windows, float64.
        """
        if isinstance(self.operator, Choosing):
            signs = [choice.sign for choice in self.operator.choices]
            return np.tensordot(signs, self._times_chosen(region), 1)
        channels = 1 if self.operator.linear else self.channels  # all are sent the same, or each its own
        sent, x = np.zeros((*self.output_size, channels)), self.x.array[..., :channels]
        sent[region.slices] = 1
        received = self.operator.gradient(Planes(sent, True), Planes(x, True), self.large, self.spec)
        return received.sum(axis=2) * (self.channels / channels)

    def reached(self, region: Box, received: NDArray) -> int:
        """How many pixels are sent something, in one channel at least, when the cells of `region` send back 1; what
        they have `received` may be 0 all the same, where signs differ."""
        if not isinstance(self.operator, Choosing) or self.operator.selects:
            return int(np.count_nonzero(received))
        chosen = [indices[region.slices] for indices in self.large.chosen]
        sent = [indices[sign != 0] for indices, sign in zip(chosen, self.operator.signs(chosen), strict=True)]
        return len(np.unique(np.concatenate(sent)))

    def density(self) -> NDArray:
        """How often each pixel is chosen, (H, W), all channels together, int64; where none is chosen, what it weighs
        in all outputs of one channel, float64."""
        everywhere = Box.whole(self.output_size)
        if isinstance(self.operator, Choosing):
            return self._times_chosen(everywhere).sum(axis=0)
        return self.received(everywhere) / self.channels

    def _times_chosen(self, region: Box) -> NDArray:
        """How often each pixel is chosen by the windows of a region, (M, H, W) for M choices."""
        height, width = self.input_size
        flat = [indices[region.slices].ravel() for indices in self.large.chosen]
        times = [np.bincount(chosen, minlength=height * width) for chosen in flat]
        return np.stack(times).reshape(len(flat), height, width)


def pool_photo(x: NDArray, spec: PoolSpec) -> PooledPhoto:
    """Pool a picture (H, W, C) of uint8; where cells are selected it stays uint8, else it is computed in float32.

    >>> x = np.array([[[3], [7]], [[7], [1]]], np.uint8)
    >>> pool_photo(x, PoolSpec("max", 2)).received(Box((0, 1), (0, 1)))
    array([[0, 1],
           [0, 0]])
    """
    operator = OPERATORS[spec.operator]
    planes = Planes(x if operator.selects else x.astype(np.float32), channels_last=True)
    output, chosen = operator.forward(planes, spec)
    # A picture has less than 2³¹ pixels.
    return PooledPhoto(spec, planes, Large(output, tuple(indices.astype(np.int32) for indices in chosen)))


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
