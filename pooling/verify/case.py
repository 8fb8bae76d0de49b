"""A layer with its input and upstream gradient, and the right results: what somebody's arrays are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.errors import PoolingError, shown
from pooling.operators.base import Large, Operator
from pooling.parameters import Pair
from pooling.passes import pool
from pooling.planes import Planes
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.verify.table import padding_on

DATA_FORMATS = ("NCHW", "NHWC")

#: What can be asked about.
WHATS = ("output", "indices", "grad_input")


@dataclass(frozen=True, eq=False)
class Case:
    """A layer with its input and upstream gradient.

    Parameters
    ----------
    x : array of 2 to 4 axes: (H, W); (C, H, W) or (H, W, C); (N, C, H, W) or (N, H, W, C)
    spec : PoolSpec
    grad_output : array with the axes of `x`, of the output's height and width; ones where it is None
    data_format : {"NCHW", "NHWC"}
        Whether channels come before height and width, or last.

    Raises
    ------
    PoolingError
        When an argument breaks its rule or the layer does not fit.

    Examples
    --------
    >>> case = Case(np.array([[1.0, 5.0, 3.0]]), PoolSpec("max", (1, 2), 1))
    >>> case.right("output"), case.right("grad_input")
    (array([[5., 5.]]), array([[0., 2., 0.]]))
    """

    x: NDArray
    spec: PoolSpec
    grad_output: NDArray | None = None
    data_format: str = "NCHW"

    def __post_init__(self) -> None:
        if self.data_format not in DATA_FORMATS:
            raise PoolingError.broken("data_format", f"be one of {', '.join(DATA_FORMATS)}", shown(self.data_format))
        x = as_array(self.x, "x")
        if not 2 <= x.ndim <= 4:
            raise PoolingError.broken("x", "have 2 to 4 axes", x.ndim)
        x = real_array(x, "x", self.channels_last and x.ndim > 2)
        if 0 in x.shape:
            raise PoolingError.broken("x", "hold at least one plane", x.shape)
        object.__setattr__(self, "x", x)
        if not isinstance(self.spec, PoolSpec):
            raise PoolingError.broken("spec", "be a PoolSpec", shown(self.spec))
        if self.spec.axes != 2:
            raise PoolingError.broken("spec", "pool two axes", self.spec.axes)
        shape = self.shape(self.spec.output_size(*self.x4.shape[-2:]))
        given = np.ones(shape) if self.grad_output is None else as_array(self.grad_output, "grad_output")
        if given.shape != shape:
            raise PoolingError.broken("grad_output", f"have shape {shape}", given.shape)
        object.__setattr__(self, "grad_output", real_array(given, "grad_output"))
        _ = self.large  # an operator that refuses the layer does so here

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.spec.operator]

    @property
    def channels_last(self) -> bool:
        return self.data_format == "NHWC"

    @property
    def pads(self) -> tuple[Pair, Pair]:
        """Cells of padding (before, after) on each axis."""
        return padding_on(self.spec, self.x4.shape[-2:])

    def to4(self, mine: Any) -> NDArray:
        """An array with the axes of `x`, as (N, C, H, W)."""
        mine = np.asarray(mine)
        if mine.ndim != self.x.ndim:
            raise PoolingError.broken("an array", f"have {self.x.ndim} axes, as x has", mine.shape)
        if self.channels_last and mine.ndim > 2:
            mine = np.moveaxis(mine, -1, -3)
        return mine.reshape((1,) * (4 - mine.ndim) + mine.shape)

    def as_mine(self, array4: NDArray) -> NDArray:
        """An array (N, C, H, W) with the axes of `x`."""
        return laid_out(array4, self.x.ndim, self.data_format)

    def shape(self, size: Pair) -> tuple[int, ...]:
        """The shape that planes of `size` have with the other axes of `x`."""
        return Planes(self.x, self.channels_last and self.x.ndim > 2).around(size)

    @cached_property
    def x4(self) -> NDArray:
        """(N, C, H, W), float64."""
        return np.ascontiguousarray(self.to4(self.x), dtype=np.float64)

    @cached_property
    def grad4(self) -> NDArray:
        """∂E/∂y, (N, C, H_out, W_out), float64."""
        return np.ascontiguousarray(self.to4(self.grad_output), dtype=np.float64)

    @cached_property
    def large(self) -> Large:
        """The right forward pass of all planes."""
        with np.errstate(all="ignore"):
            return self.operator.forward(Planes(self.x4), self.spec)

    @property
    def output4(self) -> NDArray:
        """The right output, (N, C, H_out, W_out), float64."""
        return self.large.output

    @cached_property
    def indices4(self) -> NDArray | None:
        """Flat indices in the H·W plane, (N, C, H_out, W_out); None where the operator does not choose one cell."""
        if not self.operator.selects:
            return None
        return self.large.chosen[0] if self.large.chosen else pool(self.x4, self.spec).indices

    @cached_property
    def grad_input4(self) -> NDArray:
        """The right ∂E/∂x, (N, C, H, W), float64."""
        with np.errstate(all="ignore"):  # sums beyond the dtype are ∞
            return self.operator.gradient(Planes(self.grad4), Planes(self.x4), self.large, self.spec)

    def right(self, what: str) -> NDArray:
        """The right "output", "indices" or "grad_input", with the axes of `x`."""
        if what not in WHATS:
            raise PoolingError.broken("what", f"be one of {', '.join(WHATS)}", shown(what))
        if what == "indices":
            if self.indices4 is None:
                rule = (
                    f"be output or grad_input ({self.operator.name} pooling chooses no one cell, so it has no indices)"
                )
                raise PoolingError.broken("what", rule, shown(what))
            return self.as_mine(self.indices4)
        return self.as_mine(self.output4 if what == "output" else self.grad_input4)


def laid_out(array4: NDArray, axes: int, data_format: str) -> NDArray:
    """An array (N, C, H, W) with its last `axes` axes alone, and the channels where `data_format` has them.

    >>> laid_out(np.zeros((1, 3, 5, 7)), 3, "NHWC").shape, laid_out(np.zeros((1, 1, 5, 7)), 2, "NHWC").shape
    ((5, 7, 3), (5, 7))
    """
    array = array4[(0,) * (4 - axes)]
    return np.moveaxis(array, -3, -1) if data_format == "NHWC" and axes > 2 else array


def as_array(value: Any, name: str) -> NDArray:
    """`value` as an array, a tensor of PyTorch that has a gradient too; `PoolingError` where it is ragged.

    >>> as_array([[1, 2]], "x").shape
    (1, 2)
    """
    try:
        return np.asarray(value.detach().cpu() if hasattr(value, "detach") else value)
    except (ValueError, TypeError, RuntimeError):
        raise PoolingError.broken(name, "be a rectangular array of numbers", shown(value)) from None
