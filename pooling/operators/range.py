"""Range pooling: the largest cell of the window minus the smallest; +1 at the first of the largest, −1 at the first of
the smallest (reference F9, B10). Where both are one cell, a window sends nothing."""

from __future__ import annotations

from typing import ClassVar

from numpy.typing import ArrayLike

from pooling.arguments import as_planes, as_workers, matching
from pooling.dtypes import floating
from pooling.families import family
from pooling.operators.choosing import Choice, Choosing
from pooling.order import LARGEST, SMALLEST
from pooling.parameters import CEIL_MODE, DILATION, PADDING
from pooling.signatures import Array, DataFormat, Padding, Sizes
from pooling.spec import spec_of


class Range(Choosing):
    name = "range"
    label = "Range"
    parameters = (PADDING, DILATION, CEIL_MODE)
    choices = (Choice(LARGEST, 1), Choice(SMALLEST, -1))
    made_of: ClassVar = {
        "pytorch": "max_pool2d(x) + max_pool2d(−x)",
        "onnx": "MaxPool(x) + MaxPool(−x)",
        "keras": "MaxPooling2D(x) + MaxPooling2D(−x)",
        "flax": "max_pool(x) + max_pool(−x)",
        "paddle": "max_pool2d(x) + max_pool2d(−x)",
        "openvino": "MaxPool(x) + MaxPool(−x)",
        "caffe": "max(x) + max(−x)",
        "ncnn": "max(x) + max(−x)",
        "chainer": "max_pooling_2d(x) + max_pooling_2d(−x)",
        "mxnet": "max(x) + max(−x)",
        "tflite": "MAX_POOL_2D(x) + MAX_POOL_2D(−x)",
        "coreml": "max_pool(x) + max_pool(−x)",
    }
    own_names: ClassVar = {"scikit_image": "block_reduce"}
    function = "range_pool2d"


OPERATOR = Range()


def range_pool(
    axes: int,
    /,
    x: ArrayLike,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    padding: Padding = 0,
    dilation: Sizes = 1,
    ceil_mode: bool = False,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """The largest cell of every window minus its smallest: `max_pool2d` minus `min_pool2d`.

    Parameters
    ----------
    x : array (…, H, W); integers are pooled as float64
    kernel_size, stride, padding, dilation, ceil_mode, data_format, workers
        As for `max_pool2d`.

    Returns
    -------
    array (…, H_out, W_out), or (…, H_out, W_out, C), in the dtype of `x`, float64 for integers

    Raises
    ------
    PoolingError
        When an argument breaks its rule, or a window would hold padding alone.

    Examples
    --------
    >>> range_pool2d([[1, 2, 0], [4, 3, 9]], 2, 1)
    array([[3., 9.]])
    """
    spec = spec_of("range", kernel_size, stride, padding, dilation, ceil_mode, axes=axes)
    return OPERATOR.forward(as_planes(x, "x", data_format, axes), spec, as_workers(workers), indices=False).output


range_pool1d, range_pool2d, range_pool3d = family(
    range_pool,
    line="""
    >>> range_pool1d([1, 5, 2, 3], 2)
    array([4., 1.])
    """,
    volume="""
    >>> range_pool3d([[[1, 2], [4, 3]], [[5, 0], [7, 6]]], 2)
    array([[[7.]]])
    """,
)


def range_pool_backward(
    axes: int,
    /,
    grad_output: ArrayLike,
    x: ArrayLike,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    padding: Padding = 0,
    dilation: Sizes = 1,
    ceil_mode: bool = False,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array:
    """The gradient of `range_pool2d`: the first of the largest cells is sent grad_output, the first of the smallest
    cells −grad_output.

    Parameters
    ----------
    grad_output : array (…, H_out, W_out)
    x : array (…, H, W), as given to `range_pool2d`
    kernel_size, stride, padding, dilation, ceil_mode, data_format, workers
        As given to `range_pool2d`.

    Returns
    -------
    grad_input : array (…, H, W), in the dtype of `grad_output`, that of `x` or float64 for integers
        Half precision is summed in single.

    Raises
    ------
    PoolingError
        When an argument breaks its rule or the shapes do not match.

    Examples
    --------
    >>> range_pool2d_backward([[10.0]], [[3.0, 4.0, 1.0]], (1, 3))
    array([[  0.,  10., -10.]])
    """
    spec = spec_of("range", kernel_size, stride, padding, dilation, ceil_mode, axes=axes)
    cells, sent = as_planes(x, "x", data_format, axes), as_planes(grad_output, "grad_output", data_format, axes)
    large = OPERATOR.forward(cells, spec, as_workers(workers))
    sent = matching(sent, cells, spec.output_size(*cells.size))
    if sent.dtype.kind != "f":
        sent = sent.astype(floating(cells.dtype))
    return OPERATOR.gradient(sent, cells, large, spec, as_workers(workers))


range_pool1d_backward, range_pool2d_backward, range_pool3d_backward = family(
    range_pool_backward,
    line="""
    >>> range_pool1d_backward([10.0], [3.0, 4.0, 1.0], 3)
    array([  0.,  10., -10.])
    """,
    volume="""
    >>> range_pool3d_backward([[[10.0]]], [[[3.0]], [[4.0]], [[1.0]]], (3, 1, 1))
    array([[[  0.]],
    <BLANKLINE>
           [[ 10.]],
    <BLANKLINE>
           [[-10.]]])
    """,
)
