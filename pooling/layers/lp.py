"""Layers whose outputs are the p-norms of their windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import ArrayLike

from pooling.layers.layer import Layer
from pooling.operators.lp import lp_pool, lp_pool_backward
from pooling.signatures import Array, Sizes
from pooling.spec import PoolSpec


@dataclass(eq=False)
class LPPool(Layer):
    """The p-norm of every window (reference F6, B9): `lp_pool2d`, whose parameters these are.

    Examples
    --------
    >>> layer = LPPool2d(2, (1, 2))
    >>> layer.forward([[3.0, 4.0]]), layer.backward([[10.0]])
    (array([[5.]]), array([[6., 8.]]))
    """

    norm_type: float
    kernel_size: Sizes
    stride: Sizes | None = None
    ceil_mode: bool = False

    def _options(self) -> tuple[Any, ...]:
        return self.norm_type, self.kernel_size, self.stride, self.ceil_mode

    def __post_init__(self) -> None:
        super().__post_init__()
        PoolSpec("lp", self.kernel_size, self.stride, 0, 1, self.ceil_mode, norm_type=self.norm_type, axes=self.axes)

    def _pool(self, x: ArrayLike) -> Array:
        return lp_pool(self.axes, x, *self._options(), data_format=self.data_format)

    def _send(self, grad_output: ArrayLike) -> Array:
        return lp_pool_backward(self.axes, grad_output, self._x, *self._options(), data_format=self.data_format)


class LPPool1d(LPPool):
    """`LPPool` of lines."""

    axes = 1


class LPPool2d(LPPool):
    """`LPPool` of planes."""

    axes = 2


class LPPool3d(LPPool):
    """`LPPool` of volumes."""

    axes = 3
