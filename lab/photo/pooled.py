"""A colour picture pooled channel by channel: what comes out, and what comes back from a part of the output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling import avg_pool2d, avg_pool2d_backward, max_pool2d, min_pool2d
from pooling.parameters import Pair
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
    """The forward pass: `output` is (H_out, W_out, C); `indices`, of an operator that selects, are flat in H·W."""

    spec: PoolSpec
    input_size: Pair
    output: NDArray
    indices: NDArray | None

    @property
    def output_size(self) -> Pair:
        return self.output.shape[0], self.output.shape[1]

    def received(self, region: Box) -> NDArray:
        """What each pixel receives, all channels together, when every output cell of `region` sends back 1.

        For max and min that is how many windows of the region chose it, int64; for average the shares 1 / divisor
        of its windows, float64. With the whole output as region it is the density.
        """
        height, width = self.input_size
        channels = self.output.shape[2]
        if self.indices is not None:
            chosen = self.indices[region.slices].ravel()
            return np.bincount(chosen, minlength=height * width).reshape(height, width)
        rows, columns = (self._shares(axis, span) for axis, span in enumerate((region.rows, region.columns)))
        return channels * rows[:, None] * columns

    def _shares(self, axis: int, span: Span) -> NDArray:
        """Along one axis: an average's divisor is a number of rows times a number of columns, so its shares part."""
        sent = np.zeros((self.output_size[axis], 1))
        sent[slice(*span)] = 1
        k, s, p = (getattr(self.spec, name)[axis] for name in ("kernel_size", "stride", "padding"))
        size = (self.input_size[axis], 1)
        return avg_pool2d_backward(sent, size, (k, 1), (s, 1), (p, 0), self.spec.ceil_mode)[:, 0]


def pool_photo(x: NDArray, spec: PoolSpec) -> PooledPhoto:
    """Pool a picture (H, W, C) of uint8; max and min stay uint8, average is float32.

    >>> x = np.array([[[3], [7]], [[7], [1]]], np.uint8)
    >>> pool_photo(x, PoolSpec("max", 2)).received(Box((0, 1), (0, 1)))
    array([[0, 1],
           [0, 0]])
    """
    window = (spec.kernel_size, spec.stride, spec.padding)
    layout: Any = {"ceil_mode": spec.ceil_mode, "data_format": "channels_last"}
    size = (x.shape[0], x.shape[1])
    if spec.operator == "avg":
        return PooledPhoto(spec, size, avg_pool2d(x.astype(np.float32), *window, **layout), None)
    choose = {"max": max_pool2d, "min": min_pool2d}[spec.operator]
    output, indices = choose(x, *window, **layout, return_indices=True)
    return PooledPhoto(spec, size, output, indices.astype(np.int32))  # a picture has less than 2³¹ pixels


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
