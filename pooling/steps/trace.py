"""Both passes as steps that can be watched: what each step reads, compares and writes, with its running values.

Steps are data and know nothing of pictures. `replay` rebuilds every array of both passes from them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.errors import PoolingError, shown
from pooling.passes import Pooled
from pooling.steps.backward import by_cell, by_window
from pooling.steps.forward import forward
from pooling.steps.places import Places
from pooling.steps.step import Ledger, Result, Step, Write
from pooling.windows import Windows

__all__ = ["GRAINS", "WAYS", "Ledger", "State", "Step", "Trace", "Write", "count", "trace"]

#: Passes, and the walks that each is made of; links name them so.
WALKS = {"forward": (forward,), "backward": (by_window,), "gather": (by_cell,), "both": (forward, by_window)}
WAYS = tuple(WALKS)
#: How fine: one step for each window (for each input cell where gradient is gathered), or one for each tap in it.
GRAINS = ("window", "tap")


@dataclass(frozen=True, eq=False)
class State:
    """The grids after some steps: `output` and `grad_input` are NaN, `indices` −1, where nothing is written yet.

    `written` tells which outputs are there, `begun` whether the gradient has begun to flow.
    """

    output: NDArray
    written: NDArray
    indices: NDArray
    argmax: NDArray
    grad_input: NDArray
    begun: bool


@dataclass(frozen=True, eq=False)
class Trace:
    """All steps of a pass over one plane."""

    pooled: Pooled
    grad_output: NDArray
    way: str
    by: str
    steps: tuple[Step, ...]

    def replay(self, n: int | None = None) -> State:
        """The grids after the first `n` steps (all of them if None), from what the steps write alone."""
        state, columns = self._start(), self.pooled.windows.input_size[1]
        grids = {"output": state.output, "argmax": state.argmax, "grad_input": state.grad_input}
        begun = state.begun
        for step in self.steps[:n]:
            if step.phase == "backward" and not begun:
                state.grad_input[:], begun = 0, True
            for grid, row, column, value in step.writes:
                grids[grid][row, column] = value
            if isinstance(step, Result):
                state.written[step.window] = True
                if self.pooled.operator.selects:
                    ((row, column),) = step.chosen
                    state.indices[step.window] = row * columns + column
        return replace(state, begun=begun)

    def _start(self) -> State:
        """The grids before the first step: a backward pass finds those of the forward pass done."""
        pooled, size, out = self.pooled, self.pooled.windows.input_size, self.pooled.windows.output_size
        none = np.full(out, -1)
        if self.way in ("forward", "both"):
            blank = np.full(out, np.nan)
            return State(blank, np.full(out, False), none, np.zeros(size), np.full(size, np.nan), False)
        return State(
            output=pooled.output.astype(np.float64),
            written=np.full(out, True),
            indices=none if pooled.indices is None else pooled.indices.copy(),
            argmax=pooled.weight_sum().astype(np.float64),
            grad_input=np.zeros(size),
            begun=True,
        )


def trace(pooled: Pooled, grad_output: object, way: str = "forward", by: str = "window") -> Trace:
    """The steps of a pass over one plane (H, W) in double precision.

    Parameters
    ----------
    pooled : Pooled of one plane (H, W)
    grad_output : array (H_out, W_out)
    way : one of `WAYS`
    by : one of `GRAINS`

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> from pooling import PoolSpec, pool
    >>> steps = trace(pool([[1.0, 5.0], [3.0, 2.0]], PoolSpec("max", 2)), [[10.0]], "both", "tap").steps
    >>> [step.kind for step in steps][3:]
    ['compare', 'result', 'send', 'send', 'send', 'send', 'end']
    >>> steps[6].writes
    (Write(grid='grad_input', row=0, column=1, value=10.0),)
    """
    _check(way, by)
    if pooled.x.ndim != 2:
        raise PoolingError.broken("pooled", "be one plane (H, W)", pooled.x.shape)
    grad = real_array(grad_output, "grad_output").astype(np.float64)
    if grad.shape != pooled.output.shape:
        raise PoolingError.broken("grad_output", f"have shape {pooled.output.shape}", grad.shape)
    places = Places.of(pooled, grad)
    steps = tuple(step for walk in WALKS[way] for step in walk(places, by == "tap"))
    return Trace(pooled, grad, way, by, steps)


def count(windows: Windows, way: str = "forward", by: str = "window") -> int:
    """How many steps `trace` would make of these windows, without a walk: what a pass costs is known before it is made.

    Raises
    ------
    PoolingError
        When `way` or `by` breaks its rule.

    Examples
    --------
    >>> from pooling import PoolSpec
    >>> windows = Windows.of(PoolSpec("avg", 16, 1, 8), 16, 16)
    >>> count(windows, "both", "tap"), count(windows, "both", "window")
    (148258, 579)
    """
    _check(way, by)
    return sum(_LENGTHS[walk](windows, by == "tap") for walk in WALKS[way])


def _windows_and_taps(windows: Windows, by_tap: bool) -> int:
    """A step a window, and one a tap of it."""
    return len(windows.flat) * (1 + windows.flat.shape[1] if by_tap else 1)


def _taps_or_windows(windows: Windows, by_tap: bool) -> int:
    """A step a tap, or a window; and the end."""
    return (windows.flat.size if by_tap else len(windows.flat)) + 1


def _cells_and_holders(windows: Windows, by_tap: bool) -> int:
    """A step an input cell, and one a window that holds it; and the end."""
    held = int(np.count_nonzero(windows.inside)) if by_tap else 0
    return math.prod(windows.input_size) + held + 1


#: How many steps each walk makes.
_LENGTHS = {forward: _windows_and_taps, by_window: _taps_or_windows, by_cell: _cells_and_holders}


def _check(way: str, by: str) -> None:
    """Raise where a pass or its grain is none."""
    if way not in WAYS:
        raise PoolingError.broken("way", f"be one of {', '.join(WAYS)}", shown(way))
    if by not in GRAINS:
        raise PoolingError.broken("by", f"be one of {', '.join(GRAINS)}", shown(by))
