"""Layers of adaptive bins, and of planes as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pooling.adaptive import (
    adaptive_avg_pool,
    adaptive_avg_pool_backward,
    adaptive_max_pool,
    global_avg_pool,
    global_avg_pool_backward,
    global_max_pool,
)
from pooling.layers.layer import ChoosingLayer, Layer
from pooling.signatures import Array, Bins


@dataclass(eq=False)
class AdaptiveMaxPool(ChoosingLayer):
    """The largest cell of every bin (reference F8): `adaptive_max_pool2d`.

    Examples
    --------
    >>> layer = AdaptiveMaxPool2d((1, 2))
    >>> layer.forward([[1.0, 5.0, 2.0]]), layer.backward([[1.0, 10.0]])
    (array([[5., 5.]]), array([[ 0., 11.,  0.]]))
    """

    output_size: Bins

    def _pool(self, x: ArrayLike) -> Array:
        output, self.mask = adaptive_max_pool(self.axes, x, self.output_size, True, data_format=self.data_format)
        return output


class AdaptiveMaxPool1d(AdaptiveMaxPool):
    """`AdaptiveMaxPool` of lines."""

    axes = 1


class AdaptiveMaxPool2d(AdaptiveMaxPool):
    """`AdaptiveMaxPool` of planes."""

    axes = 2


class AdaptiveMaxPool3d(AdaptiveMaxPool):
    """`AdaptiveMaxPool` of volumes."""

    axes = 3


@dataclass(eq=False)
class AdaptiveAvgPool(Layer):
    """The mean of every bin (reference F8): `adaptive_avg_pool2d`.

    Examples
    --------
    >>> layer = AdaptiveAvgPool2d((1, 2))
    >>> layer.forward([[1.0, 5.0, 2.0]]), layer.backward([[2.0, 8.0]])
    (array([[3. , 3.5]]), array([[1., 5., 4.]]))
    """

    output_size: Bins

    def _pool(self, x: ArrayLike) -> Array:
        return adaptive_avg_pool(self.axes, x, self.output_size, data_format=self.data_format)

    def _send(self, grad_output: ArrayLike) -> Array:
        shape = np.shape(self._x)
        return adaptive_avg_pool_backward(self.axes, grad_output, shape, data_format=self.data_format)


class AdaptiveAvgPool1d(AdaptiveAvgPool):
    """`AdaptiveAvgPool` of lines."""

    axes = 1


class AdaptiveAvgPool2d(AdaptiveAvgPool):
    """`AdaptiveAvgPool` of planes."""

    axes = 2


class AdaptiveAvgPool3d(AdaptiveAvgPool):
    """`AdaptiveAvgPool` of volumes."""

    axes = 3


class GlobalMaxPool(ChoosingLayer):
    """The largest cell of every plane (reference F7, B5): `global_max_pool2d`.

    Examples
    --------
    >>> layer = GlobalMaxPool2d()
    >>> layer.forward([[1.0, 5.0, 2.0]]), layer.backward([[7.0]])
    (array([[5.]]), array([[0., 7., 0.]]))
    """

    def _pool(self, x: ArrayLike) -> Array:
        output, self.mask = global_max_pool(self.axes, x, True, data_format=self.data_format)
        return output


class GlobalMaxPool1d(GlobalMaxPool):
    """`GlobalMaxPool` of lines."""

    axes = 1


class GlobalMaxPool2d(GlobalMaxPool):
    """`GlobalMaxPool` of planes."""

    axes = 2


class GlobalMaxPool3d(GlobalMaxPool):
    """`GlobalMaxPool` of volumes."""

    axes = 3


class GlobalAvgPool(Layer):
    """The mean of every plane (reference F7, B6): `global_avg_pool2d`.

    Examples
    --------
    >>> layer = GlobalAvgPool2d()
    >>> layer.forward([[1.0, 5.0, 3.0]]), layer.backward([[6.0]])
    (array([[3.]]), array([[2., 2., 2.]]))
    """

    def _pool(self, x: ArrayLike) -> Array:
        return global_avg_pool(self.axes, x, data_format=self.data_format)

    def _send(self, grad_output: ArrayLike) -> Array:
        shape = np.shape(self._x)
        return global_avg_pool_backward(self.axes, grad_output, shape, data_format=self.data_format)


class GlobalAvgPool1d(GlobalAvgPool):
    """`GlobalAvgPool` of lines."""

    axes = 1


class GlobalAvgPool2d(GlobalAvgPool):
    """`GlobalAvgPool` of planes."""

    axes = 2


class GlobalAvgPool3d(GlobalAvgPool):
    """`GlobalAvgPool` of volumes."""

    axes = 3
