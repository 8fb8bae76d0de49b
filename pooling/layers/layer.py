"""What every layer is: its parameters, and two of the functions that work in the layer's own arrays."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from pooling.errors import PoolingError
from pooling.indices import max_pool_backward
from pooling.scratch import Buffers
from pooling.signatures import Array, DataFormat


@dataclass(eq=False)
class Layer(ABC):
    """A layer of one network, which one thread at a time may use.

    Attributes
    ----------
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).
    mask : int64 array like the output, or None
        Where each output comes from, flat in its H·W plane, once `forward` was called; None of what does not choose.
    """

    axes: ClassVar[int]

    data_format: DataFormat = field(default="channels_first", kw_only=True)
    mask: Array | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self._x: Any = None
        self._forward, self._backward = Buffers(), Buffers()

    def forward(self, x: ArrayLike) -> Array:
        """The output for `x`, an array (…, H, W): the layer's own, until the next call."""
        self._x = None  # until there is an output, whatever is raised: the arrays of the one before are worked in
        with self._forward:
            output = self._pool(x)
        self._x = x
        return output

    def backward(self, grad_output: ArrayLike) -> Array:
        """∂E/∂x for the last `x`, (…, H, W), from ∂E/∂y (…, H_out, W_out): the layer's own, until the next call."""
        if self._x is None:
            raise PoolingError.broken("backward", "follow a forward pass", "none that gave an output")
        with self._backward:
            return self._send(grad_output)

    @abstractmethod
    def _pool(self, x: ArrayLike) -> Array:
        """The output; what chooses sets `mask`."""

    @abstractmethod
    def _send(self, grad_output: ArrayLike) -> Array:
        """The input gradient."""


class ChoosingLayer(Layer):
    """A layer whose outputs are cells: each of them gets the gradient of its outputs."""

    def _send(self, grad_output: ArrayLike) -> Array:
        assert self.mask is not None  # for the type checker: forward has set it
        return max_pool_backward(self.axes, grad_output, self.mask, np.shape(self._x), data_format=self.data_format)
