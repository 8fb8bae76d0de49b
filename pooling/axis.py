"""One axis of a pooling layer: where its windows begin, which cells they hold, and what stands in the padding."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pooling.parameters import Size
from pooling.spec import PoolSpec


@dataclass(frozen=True)
class Axis:
    """One axis of a pooling layer: `size` cells, `out` windows; of a negative `padding`, the first begins after 0.

    `after` is the padding behind the cells, None where it is as much as before them.
    """

    size: int
    out: int
    kernel: int
    stride: int
    padding: int
    dilation: int
    after: int | None = field(default=None, repr=False)

    @property
    def span(self) -> int:
        """Cells from a window's first tap to its last, both counted."""
        return self.dilation * (self.kernel - 1) + 1

    def reach(self, windows: int) -> int:
        """Cells that so many windows one after the other take up."""
        return (windows - 1) * self.stride + self.span

    @property
    def starts(self) -> NDArray:
        """Where each window begins, (out,); below 0 in the padding."""
        return np.arange(self.out) * self.stride - self.padding

    def whole(self, padding: bool) -> bool:
        """Whether all windows have all their taps among the cells or, with `padding`, in explicit padding."""
        after = self.padding if self.after is None else self.after
        before, after = (self.padding, after) if padding else (0, 0)
        return self.padding <= before and self.reach(self.out) - self.padding <= self.size + after

    @property
    def padded_taps(self) -> NDArray:
        """How many taps of each window are cells or explicit padding, (out,); `ceil_mode`'s overhang is neither."""
        end = self.size + (self.padding if self.after is None else self.after)
        return np.minimum(self.kernel, -((self.starts - end) // self.dilation))

    @property
    def in_no_window(self) -> NDArray:
        """Which cells lie between or after the windows, (size,), of an axis without dilation."""
        begun = np.zeros(self.size + 1, np.int64)
        np.add.at(begun, self.starts.clip(0), 1)
        np.add.at(begun, (self.starts + self.kernel).clip(0, self.size), -1)
        return begun.cumsum()[:-1] == 0

    @property
    def real_taps(self) -> NDArray:
        """How many taps of each window are cells, (out,)."""
        last = np.minimum(self.kernel, -((self.starts - self.size) // self.dilation))
        return last + np.minimum(self.starts, 0) // self.dilation


def bins(size: int, out: int, first: int = 0, end: int | None = None) -> tuple[NDArray, NDArray]:
    """First cell and end of adaptive bins `first` … `end` − 1, of `out` on an axis: floor(i·n/o) and ceil((i + 1)·n/o)
    (F8).

    >>> bins(5, 3)
    (array([0, 1, 3]), array([2, 4, 5]))
    """
    numbers = np.arange(first, out if end is None else end)
    return numbers * size // out, -(-(numbers + 1) * size // out)


def tight(axis: Axis) -> Axis:
    """An axis with the same cells in every window, and no more than a few times as long: its windows reach no further
    than they have to. One that is not much longer than its cells stays as it is.

    >>> tight(Axis(size=4, out=4, kernel=10_001, stride=1, padding=5000, dilation=1))
    Axis(size=4, out=4, kernel=7, stride=1, padding=3, dilation=1)
    """
    n, out, d = axis.size, axis.out, axis.dilation
    if axis.reach(out) <= 2 * n:
        return axis
    if out > 1 and axis.stride <= n:  # what lies before or after all cells in every window
        before = max(0, axis.padding - (out - 1) * axis.stride) // d
        padding = axis.padding - before * d
        return Axis(n, out, min(axis.kernel - before, -(-(n + padding) // d)), axis.stride, padding, d)
    # One window, or two: of more, the stride is less than n. What the first holds lies at its end, of the last at its
    # beginning.
    held = axis.real_taps.tolist()
    first, last = (start + d * max(0, -(start // d)) for start in axis.starts[[0, -1]].tolist())
    kernel = max(held)
    start = first - (kernel - held[0]) * d
    more = max(0, (start - last) // d + 1) if out > 1 else 0  # for the second to begin after the first
    return Axis(n, out, kernel + more, max(1, last - start + more * d), more * d - start, d)


@lru_cache(maxsize=256)
def axes(spec: PoolSpec, size: Size) -> tuple[Axis, ...]:
    """The axes of a layer on cells of `size`: of a plane the rows and the columns."""
    out, pads = spec.output_size(*size), spec.pads(*size)
    before, after = zip(*pads, strict=True)
    measures = zip(size, out, spec.kernel_size, spec.stride, before, spec.dilation, after, strict=True)
    return tuple(Axis(*each) for each in measures)


@lru_cache(maxsize=256)
def tight_axes(spec: PoolSpec, size: Size) -> tuple[Axis, ...]:
    """The same where windows may be far larger than the plane: what is stored of them is not."""
    return tuple(map(tight, axes(spec, size)))
