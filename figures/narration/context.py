"""What the narration knows of a trace beyond its steps: each window's cells, padding, divisor and slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pooling.operators.average import divisors

from figures.narration.writing import Mark, Pen
from figures.numbers import decimals, is_exact, written
from pooling.operators.lp import Lp, powers
from pooling.parameters import Pair
from pooling.passes import shares
from pooling.spec import PoolSpec
from pooling.steps.trace import Trace
from pooling.windows import Windows


@dataclass(frozen=True, eq=False)
class Known:
    """What every sentence may need, as plain Python numbers; `divisor`, `zero_sum`, `cells` and
    `padding` by window, `weights` by window and tap; `power` is p as it is written."""

    spec: PoolSpec
    selects: bool
    windows: Windows
    places: int
    x: list[list[float]]
    grad: list[list[float]]
    winner: dict[Pair, Pair]
    weights: list[list[float]]
    divisor: list[int]
    zero_sum: list[bool]
    cells: list[int]
    padding: list[int]
    power: str
    power_exact: bool
    pen_x: Pen
    pen_y: Pen
    pen_grad: Pen
    pen_share: Pen
    pen_weight: Pen
    pen_power: Pen
    pen_total: Pen

    @classmethod
    def of(cls, trace: Trace) -> Known:
        """What `trace` tells of its windows; the decimals of every grid are chosen here, once."""
        pooled, windows, spec = trace.pooled, trace.pooled.windows, trace.pooled.spec
        x, weights = pooled.x.astype(np.float64), pooled.derivative.astype(np.float64)
        raised = totals = np.zeros(0)
        zero_sum = [False] * len(windows.flat)
        sent = shares(weights, trace.grad_output.reshape(-1, 1))
        if spec.operator == "lp":
            taps = windows.gather(x)
            raised, totals = np.where(windows.inside, powers(taps, spec), 0), Lp().sums(taps, windows, spec)
            zero_sum = (totals == 0).tolist()
        width, winner, p = windows.input_size[1], {}, spec.norm_type
        if pooled.indices is not None:
            winner = {at: divmod(int(flat), width) for at, flat in np.ndenumerate(pooled.indices)}
        return cls(
            spec, pooled.operator.selects, windows, windows.inside.shape[1],
            x.tolist(), trace.grad_output.tolist(), winner, weights.tolist(),
            divisors(windows, spec).tolist() if spec.operator == "avg" else [],
            zero_sum, windows.inside.sum(axis=1).tolist(), (windows.counted & ~windows.inside).sum(axis=1).tolist(),
            written(p, decimals([p])), is_exact(p, decimals([p])),
            Pen(x), Pen(pooled.output), Pen(trace.grad_output), Pen(sent), Pen(weights), Pen(raised), Pen(totals),
        )  # fmt: skip

    @property
    def overridden(self) -> bool:
        return self.spec.divisor_override is not None

    @property
    def powers(self) -> bool:
        """Whether cells are raised to a power that changes them."""
        return self.spec.operator == "lp" and self.spec.norm_type != 1

    @property
    def power_breaks(self) -> bool:
        """Whether the power of a negative number is NaN: p is not whole."""
        return self.spec.norm_type % 1 != 0

    @property
    def pads_count(self) -> bool:
        """Whether padding takes a share of an average, and of its gradient, that can be accounted for."""
        return self.spec.operator == "avg" and self.spec.count_include_pad and not self.overridden

    def number(self, window: Pair) -> int:
        return self.windows.number(*window)

    def upstream(self, window: Pair) -> Mark:
        """The gradient of an output."""
        return self.pen_grad[self.grad[window[0]][window[1]]]

    def overhangs(self, cell: Pair) -> bool:
        """Whether a place lies beyond the padding, where only `ceil_mode` reaches."""
        return any(cell[axis] >= self.windows.input_size[axis] + self.spec.padding[axis] for axis in (0, 1))

    def outside(self, cell: Pair) -> str:
        """Where a place that is no cell lies."""
        return "lies beyond the edge (ceil_mode)" if self.overhangs(cell) else "is padding"
