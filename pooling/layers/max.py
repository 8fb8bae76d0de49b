"""Layers whose outputs are the largest or the smallest cell of their windows."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from pooling.layers.layer import ChoosingLayer
from pooling.operators.max import max_pool
from pooling.operators.min import min_pool
from pooling.signatures import Array, Padding, Sizes
from pooling.spec import PoolSpec


@dataclass(eq=False)
class MaxPool(ChoosingLayer):
    """The largest cell of every window (reference F3, B2): `max_pool2d`, whose parameters these are.

    Examples
    --------
    >>> layer = MaxPool2d(2, stride=1)
    >>> layer.forward([[1.0, 3.0, 2.0], [0.0, 5.0, 4.0]]), layer.mask
    (array([[5., 5.]]), array([[4, 4]]))
    >>> layer.backward([[1.0, 10.0]])
    array([[ 0.,  0.,  0.],
           [ 0., 11.,  0.]])
    """

    kernel_size: Sizes
    stride: Sizes | None = None
    padding: Padding = 0
    dilation: Sizes = 1
    ceil_mode: bool = False

    def _options(self) -> tuple[Sizes, Sizes | None, Padding, Sizes, bool]:
        return self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode

    def __post_init__(self) -> None:
        super().__post_init__()
        PoolSpec("max", *self._options(), axes=self.axes)

    def _pool(self, x: ArrayLike) -> Array:
        output, self.mask = max_pool(self.axes, x, *self._options(), True, data_format=self.data_format)
        return output


class MaxPool1d(MaxPool):
    """`MaxPool` of lines."""

    axes = 1


class MaxPool2d(MaxPool):
    """`MaxPool` of planes."""

    axes = 2


class MaxPool3d(MaxPool):
    """`MaxPool` of volumes."""

    axes = 3


class MinPool(MaxPool):
    """The smallest cell of every window (reference F4): `min_pool2d`, whose parameters these are.

    Examples
    --------
    >>> MinPool2d(2).forward([[1.0, 3.0], [0.0, 5.0]])
    array([[0.]])
    """

    def _pool(self, x: ArrayLike) -> Array:
        output, self.mask = min_pool(self.axes, x, *self._options(), True, data_format=self.data_format)
        return output


class MinPool1d(MinPool):
    """`MinPool` of lines."""

    axes = 1


class MinPool2d(MinPool):
    """`MinPool` of planes."""

    axes = 2


class MinPool3d(MinPool):
    """`MinPool` of volumes."""

    axes = 3
