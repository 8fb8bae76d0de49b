"""What is judged as planes one after the other: as it is, or as code sees it that takes the axes for others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.verify.case import DATA_FORMATS, Case
from pooling.verify.mistaken import Mistaken
from pooling.windows import Bools

#: Taps of the planes that are computed at a time when all are.
TAPS = 2**19


@dataclass(frozen=True, eq=False)
class View:
    """A case and what is judged, (N, C, h, w), as planes one after the other.

    `axes` are those of `Switches`: "reshaped" reads the same memory in the other order of axes.
    """

    case: Case
    mine: NDArray
    wrong: Bools
    axes: str

    @classmethod
    def of(cls, case: Case, mine: NDArray, wrong: Bools, axes: str) -> View | None:
        """`mine` and `wrong` as the visitor has them, seen in some way; None where they have not as many planes."""
        if axes == "other":  # then the channels are elsewhere, and the upstream gradient does not fit
            other = DATA_FORMATS[1 - DATA_FORMATS.index(case.data_format)]
            try:
                case = Case(case.x, case.spec, None, other)
            except PoolingError:
                return None
        if mine.ndim != case.x.ndim or case.to4(mine).shape[:2] != case.x4.shape[:2]:
            return None
        if mine.shape != wrong.shape:
            wrong = np.ones(mine.shape, np.bool_)
        return cls(case, case.to4(mine), case.to4(wrong), axes)

    @property
    def reshaped(self) -> bool:
        return self.axes == "reshaped"

    def restored(self, planes: NDArray) -> NDArray:
        """Planes (N·C, h, w) of results, as the visitor would have them."""
        (n, c), (height, width) = self.case.x4.shape[:2], planes.shape[1:]
        array4 = planes.reshape(n, c, height, width)
        if self.reshaped and self.case.channels_last:
            array4 = np.moveaxis(array4.reshape(n, height, width, c), -1, 1)
        elif self.reshaped:
            array4 = np.moveaxis(array4, 1, -1).reshape(array4.shape)
        return self.case.as_mine(array4)

    def planes(self, array4: NDArray) -> NDArray:
        """(N, C, h, w) → (N·C, h, w)."""
        n, c, height, width = array4.shape
        if self.reshaped and self.case.channels_last:
            array4 = np.moveaxis(array4, 1, -1).reshape(n, c, height, width)
        elif self.reshaped:
            array4 = np.moveaxis(array4.reshape(n, height, width, c), -1, 1)
        return array4.reshape(n * c, height, width)

    @cached_property
    def judged(self) -> NDArray:
        return self.planes(self.mine).astype(np.float64, copy=False)

    @cached_property
    def all(self) -> tuple[NDArray, NDArray, NDArray]:
        channels = self.case.x4.shape[1]
        numbers = np.arange(prod(self.case.x4.shape[:2]))
        return (
            self.planes(self.case.x4),
            self.planes(self.case.grad4),
            np.stack([numbers // channels, numbers % channels], -1),
        )

    def some(self, planes: NDArray | slice) -> Mistaken:
        x, grad_output, numbers = (array[planes] for array in self.all)
        return Mistaken(x, grad_output, self.case.spec, numbers, self.case.x4.shape[1])

    @cached_property
    def telling(self) -> NDArray:
        """The numbers of at most three planes: the worst, the first and the last of those with wrong cells; of large
        planes the worst alone."""
        each = self.planes(self.wrong).sum(axis=(1, 2))
        bad = np.flatnonzero(each)
        return np.unique([each.argmax(), bad[0], bad[-1]] if taps_of(self.case) < TAPS // 4 else [each.argmax()])

    @cached_property
    def few(self) -> Mistaken:
        return self.some(self.telling)


def taps_of(case: Case) -> int:
    """How many taps the windows of one plane have."""
    return prod(case.spec.output_size(*case.x4.shape[-2:])) * prod(case.spec.kernel_size)
