"""One layer under one choice of every rule that frameworks differ in: the default choices are PyTorch's."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.operators.base import Reduced
from pooling.operators.choosing import Choosing, best_of
from pooling.parameters import Pair
from pooling.passes import Pooled, pool, pool_windows
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec, same_padding
from pooling.windows import Ints, Windows

Sides = tuple[Pair, Pair]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a layer gives under one convention.

    Attributes
    ----------
    x : array (…, H, W)
    output : array (…, H_out, W_out)
    indices : int64 array like `output`, optional
        Flat index of each winner in the H·W plane, −1 where a zero of the padding won; None without a winner.
    grad_output : array like `output`
        The upstream gradient that was sent: the given one, or ones.
    grad_input : array (…, H, W)
    tied : bool
        Whether several cells of some window are equally good for a choice.
    exact : bool
        Whether the output is made of chosen cells; a sum may be rounded otherwise by another convention.
    notes : tuple of str
        What the convention lacks or decides for this layer, a sentence each.
    """

    x: NDArray
    output: NDArray
    indices: Ints | None
    grad_output: NDArray
    grad_input: NDArray
    tied: bool
    exact: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """One choice of each rule; each field is named in `RULES` by its point. "given": as the layer says.

    Attributes
    ----------
    padding : {"given", "none", "same"}
    ceil_mode : {"given", "never", "always", "chosen"}
        "chosen": the output size is rounded up where cells are chosen, and down where they are added.
    divisor : {"given", "cells", "padded", "whole", "kernel"}
        What an average counts: the cells of the input, or the padding too. "whole": where there is padding that
        counts, so does all that a window reaches over; "kernel": always kH · kW.
    divisor_override : {"given", "none"}
    padding_value : {"none", "zero", "filled"}
        "zero": padding is made of cells that hold 0, before the layer sees them (erratum E8). "filled": so is what a
        last window of `ceil_mode` reaches beyond it.
    norm : {"signed", "sum", "absolute"}
        Lp: (k · mean of xᵖ)^(1/p), (Σ xᵖ)^(1/p), or (Σ |x|ᵖ)^(1/p).
    nan : {"wins", "ignored"}
        What a largest or a smallest cell is among NaN.
    """

    padding: str = "given"
    ceil_mode: str = "given"
    divisor: str = "given"
    divisor_override: str = "given"
    padding_value: str = "none"
    norm: str = "signed"
    nan: str = "wins"

    def run(self, x: Any, spec: PoolSpec, grad_output: Any = None) -> Outcome:
        """Both passes of the layer; an upstream gradient of another size than the output is replaced by ones.

        Raises
        ------
        PoolingError
            When no window fits, or when one would hold padding alone.

        Examples
        --------
        >>> Choices(padding="none").run([[1.0, 2.0], [3.0, 4.0]], PoolSpec("avg", 2, 1, 1)).output
        array([[2.5]])
        """
        x = real_array(x, "x")
        layer = self.layer(spec)
        operator = OPERATORS[spec.operator]
        if operator.has("norm_type") and self.norm != "signed":  # Lp has no padding
            signs = np.sign(x) if self.norm == "absolute" else None
            return _unscaled(x, pool(x if signs is None else np.abs(x), layer), signs, grad_output)
        sides = self._sides(layer, *x.shape[-2:]) if self.padding_value != "none" else ((0, 0), (0, 0))
        cells = np.pad(x, [(0, 0)] * (x.ndim - 2) + list(sides))
        pooled = self._pool(cells, layer)
        upstream = _upstream(grad_output, pooled.output)
        grad_input = _crop(pooled.backward(upstream), sides)
        indices = None if pooled.indices is None else _cropped_indices(pooled.indices, cells.shape[-1], x, sides)
        exact = isinstance(operator, Choosing)
        return Outcome(x, pooled.output, indices, upstream, grad_input, bool(pooled.tied.any()), exact)

    def layer(self, spec: PoolSpec) -> PoolSpec:
        """The layer as it is written under these choices."""
        changes: dict[str, Any] = {}
        if self.padding != "given":
            changes["padding"] = 0
        if self.ceil_mode != "given":
            chosen = isinstance(OPERATORS[spec.operator], Choosing)
            changes["ceil_mode"] = self.ceil_mode == "always" or (self.ceil_mode == "chosen" and chosen)
        override = None if self.divisor_override == "none" else spec.divisor_override
        if OPERATORS[spec.operator].has("count_include_pad"):
            if self.divisor in ("cells", "padded"):
                changes["count_include_pad"] = self.divisor == "padded"
            whole = self.divisor == "whole" and spec.count_include_pad and any(spec.padding)
            if (whole or self.divisor == "kernel") and override is None:
                override = math.prod(spec.kernel_size)
        return replace(spec, divisor_override=override, **changes)

    def _sides(self, layer: PoolSpec, height: int, width: int) -> Sides:
        if self.padding == "same":
            return same_padding(layer, height, width)
        before, after = layer.padding, list(layer.padding)
        if self.padding_value == "filled":
            for axis, (n, out) in enumerate(zip((height, width), layer.output_size(height, width), strict=True)):
                reach = (out - 1) * layer.stride[axis] + layer.effective_kernel[axis]
                after[axis] = max(after[axis], reach - n - before[axis])
        return (before[0], after[0]), (before[1], after[1])

    def _pool(self, cells: NDArray, layer: PoolSpec) -> Pooled:
        if self.padding_value != "none":
            layer = replace(layer, padding=0)
            windows = Windows.of(layer, *cells.shape[-2:])
        elif self.padding == "same":
            windows = Windows.same(layer, *cells.shape[-2:])
        else:
            windows = Windows.of(layer, *cells.shape[-2:])
        operator = OPERATORS[layer.operator]
        if self.nan == "ignored" and isinstance(operator, Choosing) and cells.dtype.kind == "f":
            return ignoring_nan(cells, layer, windows, operator)
        return pool_windows(cells, layer, windows)


def ignoring_nan(x: NDArray, spec: PoolSpec, windows: Windows, operator: Choosing) -> Pooled:
    """What is chosen as TensorFlow takes it: from the lowest finite number upward, so that NaN never wins.

    The gradient is sent by another rule: a NaN that is the first cell of its window, behind any padding, keeps it.

    >>> layer, operator = PoolSpec("max", (1, 2)), OPERATORS["max"]
    >>> pooled = ignoring_nan(np.array([[np.nan, 1.0]]), layer, Windows.of(layer, 1, 2), operator)
    >>> pooled.output, pooled.indices
    (array([[1.]]), array([[0]]))
    """
    taps, first = windows.gather(x), windows.inside.argmax(axis=-1)
    largest = np.finfo(x.dtype).max
    stays = np.isnan(np.take_along_axis(taps, np.broadcast_to(first[:, None], (*taps.shape[:-1], 1)), axis=-1))[..., 0]
    values, winners = [], []
    for order, _ in operator.choices:
        worst = order.worst(x.dtype)
        best, winner = best_of(order, np.where(np.isnan(taps), worst, taps), windows.inside)
        values.append(np.clip(best, -largest if order.large else None, None if order.large else largest))
        winners.append(np.where(stays, first, winner))
    return Pooled(x, spec, windows, Reduced(operator.value(values), np.stack(winners, axis=-1)))


def _unscaled(x: NDArray, pooled: Pooled, signs: NDArray | None, grad_output: Any) -> Outcome:
    """(Σ xᵖ)^(1/p) from the Lp pooling of x, which scales a partial window up to a full one; with `signs`, of |x|."""
    held = pooled.windows.inside.mean(axis=-1).reshape(pooled.windows.output_size)
    factor = (held ** (1 / pooled.spec.norm_type)).astype(pooled.output.dtype)
    output = pooled.output * factor
    upstream = _upstream(grad_output, output)
    with np.errstate(invalid="ignore"):  # 0 · ∞: |x|ᵖ has no slope at 0 for p < 1
        grad_input = pooled.backward(upstream * factor) * (1 if signs is None else signs)
    return Outcome(x, output, None, upstream, grad_input, tied=False, exact=False)


def _upstream(grad_output: Any, output: NDArray) -> NDArray:
    given = None if grad_output is None else real_array(grad_output, "grad_output")
    if given is None or given.shape != output.shape:
        return np.ones(output.shape, output.dtype if output.dtype.kind == "f" else np.float64)
    return given if given.dtype.kind == "f" else given.astype(np.float64)


def _crop(padded: NDArray, sides: Sides) -> NDArray:
    (top, bottom), (left, right) = sides
    height, width = padded.shape[-2:]
    return padded[..., top : height - bottom, left : width - right]


def _cropped_indices(indices: Ints, width: int, x: NDArray, sides: Sides) -> Ints:
    """Flat indices in the padded plane as flat indices in the plane of `x`, −1 outside it."""
    row, column = indices // width - sides[0][0], indices % width - sides[1][0]
    inside = (row >= 0) & (row < x.shape[-2]) & (column >= 0) & (column < x.shape[-1])
    return np.where(inside, row * x.shape[-1] + column, -1)
