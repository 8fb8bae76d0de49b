"""Layers whose outputs are the means of their windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pooling.layers.layer import Layer
from pooling.operators.avg import avg_layer, avg_pool, avg_pool_backward
from pooling.signatures import Array, Padding, Sizes


@dataclass(eq=False)
class AvgPool(Layer):
    """The mean of every window (reference F5, B4): `avg_pool2d`, whose parameters these are.

    Examples
    --------
    >>> layer = AvgPool2d((1, 2), stride=1)
    >>> layer.forward([[1.0, 3.0, 5.0]])
    array([[2., 4.]])
    >>> layer.backward([[4.0, 8.0]])
    array([[2., 6., 4.]])
    """

    kernel_size: Sizes
    stride: Sizes | None = None
    padding: Padding = 0
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None

    def _options(self) -> tuple[Any, ...]:
        return (
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
            self.divisor_override,
        )

    def __post_init__(self) -> None:
        super().__post_init__()
        avg_layer(self.axes, *self._options())

    def _pool(self, x: ArrayLike) -> Array:
        return avg_pool(self.axes, x, *self._options(), data_format=self.data_format)

    def _send(self, grad_output: ArrayLike) -> Array:
        shape = np.shape(self._x)
        return avg_pool_backward(self.axes, grad_output, shape, *self._options(), data_format=self.data_format)


class AvgPool1d(AvgPool):
    """`AvgPool` of lines."""

    axes = 1


class AvgPool2d(AvgPool):
    """`AvgPool` of planes."""

    axes = 2


class AvgPool3d(AvgPool):
    """`AvgPool` of volumes."""

    axes = 3
