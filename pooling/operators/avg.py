"""Average pooling: the window's sum over a divisor that says which cells count (reference F5, B4)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pooling.arguments import as_planes, as_workers, input_size, matching
from pooling.dtypes import accumulator
from pooling.families import family
from pooling.fast.means import average, average_gradient
from pooling.operators.base import Large, Reduced
from pooling.operators.summing import Summing
from pooling.parameters import CEIL_MODE, PADDING, Parameter, divisor, flag
from pooling.planes import Planes
from pooling.signatures import Array, DataFormat, Padding, Shape, Sizes
from pooling.spec import PoolSpec, spec_of
from pooling.windows import Bools, Ints, Windows


class Average(Summing):
    name = "avg"
    label = "Avg"
    parameters = (
        PADDING,
        CEIL_MODE,
        Parameter("count_include_pad", True, flag),
        Parameter("divisor_override", None, divisor),
    )
    linear = True
    own_names: ClassVar = {
        "pytorch": "avg_pool2d",
        "onnx": "AveragePool",
        "keras": "AveragePooling2D",
        "flax": "avg_pool",
        "paddle": "avg_pool2d",
        "openvino": "AvgPool",
        "caffe": "AVE",
        "ncnn": "Pooling",
        "chainer": "average_pooling_2d",
        "mxnet": "avg",
        "tflite": "AVERAGE_POOL_2D",
        "coreml": "avg_pool",
        "scikit_image": "block_reduce",
    }
    function = "avg_pool2d"
    odds = 2

    def sums(self, taps: NDArray, windows: Windows) -> NDArray:
        """The sum of each window's cells, (…, L), before it is divided."""
        with np.errstate(all="ignore"):  # ±inf and overflow give what IEEE arithmetic says, as in PyTorch
            return taps.sum(axis=-1, where=windows.inside, dtype=accumulator(taps.dtype))

    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        total = self.sums(taps, windows)
        with np.errstate(all="ignore"):
            return Reduced((total / self.divisor(windows, spec).astype(total.dtype)).astype(taps.dtype), None)

    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        share = windows.inside / self.divisor(windows, spec)[:, None]
        return np.broadcast_to(share.astype(taps.dtype), taps.shape)

    def power(self, spec: PoolSpec) -> None:
        return None

    def divisor(self, windows: Windows, spec: PoolSpec) -> Ints:
        """What each window's sum is divided by, (L,): the override, else the number of counted cells.

        >>> spec = PoolSpec("avg", 2, 2, 1, count_include_pad=False)
        >>> OPERATOR.divisor(Windows.of(spec, 2, 2), spec)
        array([1, 1, 1, 1])
        """
        if spec.divisor_override is not None:
            return np.full(windows.flat.shape[0], spec.divisor_override)
        return self.counted(windows, spec).sum(axis=-1)

    def conserves(self, spec: PoolSpec) -> bool:
        return spec.divisor_override is None

    def counted(self, windows: Windows, spec: PoolSpec) -> Bools:
        return windows.counted if spec.count_include_pad and spec.divisor_override is None else windows.inside

    def forward(self, x: Planes, spec: PoolSpec, workers: int = 1, indices: bool = True) -> Large:
        Windows.check(spec, *x.size)
        return Large(average(x, spec, workers))

    def gradient(self, sent: Planes, x: Planes, large: Large, spec: PoolSpec, workers: int = 1) -> NDArray:
        return average_gradient(sent, x.size, spec, workers)


OPERATOR = Average()


def avg_pool(
    axes: int,
    /,
    x: ArrayLike,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """The sum of every window over its divisor (reference F5), as `torch.nn.functional.avg_pool2d`.

    Parameters
    ----------
    x : array (…, H, W); integers are averaged as float64
    kernel_size, stride, padding : int or (height, width), in cells
        As for `max_pool2d`; TFLite counts no cell of "same" padding: `count_include_pad=False`.
    ceil_mode : bool
        Round the output size up; the overhang of the last window never counts.
    count_include_pad : bool
        Whether explicit padding counts in the divisor.
    divisor_override : int, optional
        Divide by this instead; any int but 0.
    data_format, workers
        As for `max_pool2d`.

    Returns
    -------
    array (…, H_out, W_out), or (…, H_out, W_out, C), in the dtype of `x`, float64 for integers
        Half precision is summed in single.

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> avg_pool2d([[1.0, 2.0], [3.0, 6.0]], 2)
    array([[3.]])
    """
    planes = as_planes(x, "x", data_format, axes)
    spec = avg_layer(axes, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    return OPERATOR.forward(planes, spec, as_workers(workers)).output


avg_pool1d, avg_pool2d, avg_pool3d = family(
    avg_pool,
    line="""
    >>> avg_pool1d([1.0, 5.0, 2.0, 4.0], 2)
    array([3., 3.])
    """,
    volume="""
    >>> avg_pool3d([[[1, 2], [4, 3]], [[5, 0], [7, 6]]], 2)
    array([[[3.5]]])
    """,
)


def avg_layer(
    axes: int, kernel: Sizes, stride: Sizes | None, padding: Padding, ceil: bool, include: bool, divisor: int | None
) -> PoolSpec:
    """The layer that the functions are given in their own order of arguments."""
    return spec_of(
        "avg", kernel, stride, padding, 1, ceil, count_include_pad=include, divisor_override=divisor, axes=axes
    )


def avg_pool_backward(
    axes: int,
    /,
    grad_output: ArrayLike,
    input_shape: Shape,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """The gradient of `avg_pool2d`: each cell adds up grad_output / divisor of its windows (B4).

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    input_shape : (…, H, W), or (H, W) alone
    kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
        As given to `avg_pool2d`; `data_format` and `workers` too.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, float64 for integers
        Half precision is summed in single.

    Raises
    ------
    PoolingError
        When an argument breaks its rule or the shapes do not match.

    Examples
    --------
    >>> avg_pool2d_backward([[4.0, 8.0]], (1, 3), (1, 2), 1)
    array([[2., 6., 4.]])
    """
    sent = as_planes(grad_output, "grad_output", data_format, axes)
    size = input_size(input_shape, sent, "grad_output")
    spec = avg_layer(axes, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    Windows.check(spec, *size)
    return average_gradient(matching(sent, sent, spec.output_size(*size)), size, spec, as_workers(workers))


avg_pool1d_backward, avg_pool2d_backward, avg_pool3d_backward = family(
    avg_pool_backward,
    line="""
    >>> avg_pool1d_backward([4.0, 8.0], (3,), 2, 1)
    array([2., 6., 4.])
    """,
    volume="""
    >>> avg_pool3d_backward([[[4.0]], [[8.0]]], (3, 1, 1), (2, 1, 1), 1).ravel()
    array([2., 6., 4.])
    """,
)


def avg_pool_double_backward(
    axes: int,
    /,
    grad_grad_input: ArrayLike,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """The gradient of `avg_pool2d_backward`, for what was sent to it: `avg_pool2d` once more, since it is linear (B7).

    Parameters
    ----------
    grad_grad_input : array (…, H, W)
        The gradient for what `avg_pool2d_backward` gave.
    kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
        As given to `avg_pool2d`; `data_format` and `workers` too.

    Returns
    -------
    array (…, H_out, W_out), the gradient for `grad_output`, in the dtype of `grad_grad_input`, float64 for integers

    Raises
    ------
    PoolingError
        When an argument breaks its rule.

    Examples
    --------
    >>> avg_pool2d_double_backward([[2.0, 6.0, 4.0]], (1, 2), 1)
    array([[4., 5.]])
    """
    spec = avg_layer(axes, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    planes = as_planes(grad_grad_input, "grad_grad_input", data_format, axes)
    return OPERATOR.forward(planes, spec, as_workers(workers)).output


avg_pool1d_double_backward, avg_pool2d_double_backward, avg_pool3d_double_backward = family(
    avg_pool_double_backward,
    line="""
    >>> avg_pool1d_double_backward([2.0, 6.0, 4.0], 2, 1)
    array([4., 5.])
    """,
    volume="""
    >>> avg_pool3d_double_backward([[[2.0]], [[6.0]], [[4.0]]], (2, 1, 1), 1).ravel()
    array([4., 5.])
    """,
)
