"""The largest or smallest cell of every window, and where it stands, for planes of any size."""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from pooling import scratch
from pooling.axis import axes, tight_axes
from pooling.dtypes import accumulator
from pooling.fast.blocks import Block, in_blocks
from pooling.fast.layout import Layout, layout_of, steps
from pooling.fast.merging import Cells, Choosing, Merging
from pooling.fast.program import Program
from pooling.order import Order
from pooling.parameters import Size
from pooling.planes import Planes
from pooling.scratch import paged
from pooling.spec import PoolSpec

#: From this stride on, what the first axis leaves of the others is worth deciding equal cells by their codes.
FIRST_AXIS_FIRST = 4


def extreme(x: Planes, spec: PoolSpec, order: Order, indices: bool, workers: int = 1) -> tuple[NDArray, ...]:
    """The best cell of every window and, with `indices`, its flat index in its plane."""
    layout = layout_of(tight_axes(spec, x.size), x.channels)
    plan = _plan(layout, order, x.dtype, layout.units if indices else None, layout.steps)
    where = x.empty(plan.layout.output_size, np.dtype(np.int64)) if indices else None
    return _done(plan, x, where, workers)


def extreme_taps(x: Planes, spec: PoolSpec, order: Order) -> tuple[NDArray, ...]:
    """The best cell of every window, none of which is NaN, and the number of its tap in the window: in the smallest
    unsigned dtype, so that a picture's take an eighth or a quarter of the memory of indices. What windows far larger
    than the plane cost is what they would hold.

    >>> from pooling.order import LARGEST
    >>> x = Planes(np.array([[1, 9, 2], [3, 4, 9]], np.uint8))
    >>> extreme_taps(x, PoolSpec("max", 2, 1), LARGEST)
    (array([[9, 9]], dtype=uint8), array([[1, 0]], dtype=uint8))
    """
    layout = layout_of(axes(spec, x.size), x.channels)  # every tap has its number
    plan = _plan(layout, order, x.dtype, steps(spec.kernel_size), (0,) * x.axes)
    return _done(plan, x, x.empty(layout.output_size, plan.places))


def _done(plan: _Plan, x: Planes, where: Planes | None, workers: int = 1) -> tuple[NDArray, ...]:
    best = x.empty(plan.layout.output_size, x.dtype)
    results = (best.array,) if where is None else (best.array, where.array)

    def do(block: Block) -> None:
        part = x.part(block.first, block.end)
        one = scratch.prepared(part.size, _Pass, plan, len(part), block.windows)
        one.run(part, block.begin, block.of(best), None if where is None else block.of(where))

    size = sum(array.nbytes for array in results)
    in_blocks(plan.layout, x, size, plan.bytes_a_cell, workers, do)
    return results


class _Plan:
    """What is decided once for a layer.

    A code says how far after the first tap of its window the best one lies: `units` for each tap of each axis; None is
    for no codes. `steps` is how far a window lies after the one before it, for each cell of its stride.
    """

    def __init__(self, layout: Layout, order: Order, dtype: np.dtype, units: Size | None, steps: Size) -> None:
        self.layout, self.order, self.units, self.steps = layout, order, units or (0,) * len(steps), steps
        self.indices = units is not None
        self.in_order = layout.axes[0].stride < FIRST_AXIS_FIRST
        # Half precision is widened, which changes no number: NumPy has no fast maximum of it.
        self.values = accumulator(dtype) if dtype.kind == "f" else dtype
        self.worst = order.worst(self.values)
        codes = sum(unit * (axis.kernel - 1) for unit, axis in zip(self.units, layout.axes, strict=True))
        self.places = np.min_scalar_type(max(codes, prod(layout.input_size) - 1 if any(steps) else 0))

    @cached_property
    def bytes_a_cell(self) -> float:
        """Memory that a block needs for each of its cells: merged into two rooms, and with codes."""
        codes = 3 + 4 * self.places.itemsize if self.indices else 0
        first = -1 if self.indices and self.in_order else 0
        return self.layout.bytes_a_cell(2 * self.values.itemsize + codes, self.values.itemsize, first)

    def starts(self, begin: Size, windows: Size, real: bool) -> NDArray:
        """Where the first tap of so many windows stands, or with `real` the first one that is a cell, (windows on each
        axis, 1)."""
        total: NDArray = np.zeros((), np.int64)
        for axis, unit, step, first, count in zip(
            self.layout.axes, self.units, self.steps, begin, windows, strict=True
        ):
            starts = axis.starts[first : first + count]
            before = np.maximum(0, -(starts // axis.dilation)) if real else 0
            total = np.add.outer(total, starts * step + before * unit)
        return total[..., None]

    def moved(self, begin: Size) -> int:
        """How far the first tap moves from the windows at the beginning to those from `begin` on."""
        return sum(
            number * axis.stride * step for number, axis, step in zip(begin, self.layout.axes, self.steps, strict=True)
        )


_plan = lru_cache(maxsize=64)(_Plan)  # for small arrays it takes as long as the work itself


class _Pass:
    """Blocks of so many planes and windows, one after the other, and the arrays to work in."""

    def __init__(self, plan: _Plan, planes: int, windows: Size) -> None:
        self.plan, self._windows = plan, windows
        merging = Choosing(plan.order, plan.in_order) if plan.indices else Merging(plan.order.pick)
        self._program = Program(plan.layout, planes, windows, merging, plan.values, plan.worst, plan.units)
        if plan.indices:
            shape = planes, *windows, plan.layout.channels
            self._places, self._starts = (paged(shape, plan.places) for _ in range(2))
            self._starts[...] = plan.starts((0,) * len(windows), windows, real=False)

    def run(self, x: NDArray, begin: Size, best: NDArray, where: NDArray | None) -> None:
        """Write the `best` cells of a block of planes `x`, and `where` they stand, for windows from `begin` on."""
        plan, found = self.plan, self._program.run(x, begin)
        np.copyto(best, found.values, casting="unsafe")
        if where is None:
            return
        np.copyto(where, self._where(found, begin))
        if plan.layout.padded and (tied := best == plan.worst).any():
            # No cell of such a window is better than padding: all are equal, and the first is taken.
            np.copyto(where, plan.starts(begin, self._windows, real=True), casting="unsafe", where=tied)
        if best.dtype.kind == "f" and np.isnan(best.max()):  # a maximum passes NaN on
            np.copyto(where, self._where(self._last_nan.run(x, begin, _mark), begin), where=np.isnan(best))

    @cached_property
    def _last_nan(self) -> Program:
        """The way to the last NaN of every window."""
        plan, marks = self.plan, np.dtype(np.uint8)
        return Program(plan.layout, len(self._places), self._windows, Choosing(LAST_MARKED), marks, 0, plan.units)

    def _where(self, found: Cells, begin: Size) -> NDArray:
        """Where the best cells stand: codes, from the first tap of each window on. Unsigned numbers wrap around and
        back."""
        places, moved = self._places, self.plan.moved(begin) if any(begin) else 0
        np.copyto(places, 0 if found.codes is None else found.codes, casting="unsafe")
        places += self._starts
        if moved:
            places += places.dtype.type(moved % 2 ** (8 * places.itemsize))
        return places


def _mark(store: NDArray, cells: NDArray, first: Size) -> None:
    np.isnan(cells, out=store)


def _is_marked(far: NDArray, near: NDArray, out: NDArray) -> None:
    np.copyto(out, far, casting="unsafe")


#: Of cells that are 1 where they are marked, the last one; a window without any has the code 0.
LAST_MARKED = Order(np.maximum, _is_marked, True)
