"""Sums over windows from the mean that Keras has: of the cells that count, of all times their number, of powers."""

from __future__ import annotations

import math

from pooling.frameworks.code.writing import Case, call, number, value
from pooling.operators.summing import Summing
from pooling.parameters import Pair
from pooling.spec import PoolSpec

CHANNELS, LAST = "    x = x[None, :, :, None]  # N, H, W, C", "[0, :, :, 0]"


def layer(spec: PoolSpec) -> list[str]:
    """The arguments of a pooling function of `keras.ops`, after its input."""
    stride = [f"strides={value(spec.stride)}"] if spec.stride != spec.kernel_size else []
    return [value(spec.kernel_size), *stride]


def padded(name: str, room: tuple[Pair, Pair], never_wins: bool = False, flat: bool = False) -> list[str]:
    """A line that pads, if there is anything to pad with; `flat` without batch and channels."""
    if not any(map(any, room)):
        return []
    cells = str(room) if flat else f"((0, 0), {room[0]}, {room[1]}, (0, 0))"
    end = ', constant_values=float("-inf")' if never_wins else ""
    return [f"    {name} = ops.pad({name}, {cells}{end})"]


def mean(operator: Summing, case: Case, start: str) -> list[str]:
    """The mean of the cells that count; explicit padding may be among them, the overhang of `ceil_mode` never is."""
    if (operator.counted(case.windows, case.spec) == case.windows.inside).all():
        return _mean_without(case.room, case, start)
    top, left = case.spec.padding
    return [*padded("x", ((top, top), (left, left))), *_mean_without(case.overhang, case, start)]


def _mean_without(room: tuple[Pair, Pair], case: Case, start: str) -> list[str]:
    """The mean of every window of `x` over those of its cells that `room` does not add."""
    if not any(map(any, room)):
        return call(f"{start}ops.average_pool", ["x", *layer(case.spec)], LAST, "    ")
    return [
        "    # Keras counts padding: the mean, by the share of each window that should count.",
        "    part = ops.ones_like(x)",
        *padded("x", room),
        *padded("part", room),
        *call("y = ops.average_pool", ["x", *layer(case.spec)], "", "    "),
        *call("part = ops.average_pool", ["part", *layer(case.spec)], "", "    "),
        f"    {start}(y / part){LAST}",
    ]


def times_cells(case: Case, remarks: list[str], divisor: float) -> list[str]:
    """The mean of every window times its number of cells, over one divisor; `remarks` say why a mean will not do."""
    by = value(divisor) if divisor > 0 else f"({value(divisor)})"
    return [
        *padded("x", case.room),
        *(f"    {remark}" for remark in remarks),
        *call("y = ops.average_pool", ["x", *layer(case.spec)], LAST, "    "),
        f"    return y * {math.prod(case.spec.kernel_size)} / {by}",
    ]


def root(operator: Summing, case: Case, remarks: list[str], p: float, times: float) -> list[str]:
    """The root of the mean of the powers, which counts `times`; `remarks` say why it is made of them."""
    return [
        *(f"    {remark}" for remark in remarks),
        f"    x = x[None, :, :, None] ** {number(p)}  # N, H, W, C",
        *mean(operator, case, "mean = "),
        f"    total = {number(times)} * mean",
        "    # The root has no slope at 0: no gradient is sent there.",
        "    zero = total == 0",
        f"    return ops.where(zero, 0, ops.where(zero, 1, total) ** (1 / {number(p)}))",
    ]
