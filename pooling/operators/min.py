"""Min pooling: the smallest real cell of the window, the mirror image of max (reference F4, B8)."""

from __future__ import annotations

from typing import ClassVar, cast

from numpy.typing import ArrayLike

from pooling.arguments import as_flag, as_planes, as_workers
from pooling.families import family
from pooling.operators.choosing import Choice, Choosing, selected
from pooling.order import SMALLEST
from pooling.parameters import CEIL_MODE, DILATION, PADDING
from pooling.signatures import Array, Both, DataFormat, Padding, Selecting, Sizes
from pooling.spec import spec_of


class Min(Choosing):
    name = "min"
    label = "Min"
    parameters = (PADDING, DILATION, CEIL_MODE)
    selects = True
    choices = (Choice(SMALLEST, 1),)
    made_of: ClassVar = {
        "pytorch": "−max_pool2d(−x)",
        "onnx": "−MaxPool(−x)",
        "keras": "−MaxPooling2D(−x)",
        "flax": "−max_pool(−x)",
        "paddle": "−max_pool2d(−x)",
        "openvino": "−MaxPool(−x)",
        "caffe": "−max(−x)",
        "ncnn": "−max(−x)",
        "chainer": "−max_pooling_2d(−x)",
        "mxnet": "−max(−x)",
        "tflite": "−MAX_POOL_2D(−x)",
        "coreml": "−max_pool(−x)",
    }
    own_names: ClassVar = {"scikit_image": "block_reduce"}
    function = "min_pool2d"
    odds = 1


OPERATOR = Min()


def min_pool(
    axes: int,
    /,
    x: ArrayLike,
    kernel_size: Sizes,
    stride: Sizes | None = None,
    padding: Padding = 0,
    dilation: Sizes = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    data_format: DataFormat = "channels_first",
    workers: int = 1,
) -> Array | Both:
    """The smallest cell of every window (reference F4): the mirror image of `max_pool2d`.

    Parameters, results and errors are those of `max_pool2d`: arrays (…, H, W), sizes in cells.

    Examples
    --------
    >>> min_pool2d([[1, 2, 0], [4, 3, 9]], 2, 1)
    array([[1, 0]])
    """
    spec = spec_of("min", kernel_size, stride, padding, dilation, ceil_mode, axes=axes)
    planes, indices = as_planes(x, "x", data_format, axes), as_flag(return_indices)
    return selected(OPERATOR, planes, spec, indices, as_workers(workers))


min_pool1d, min_pool2d, min_pool3d = cast(
    tuple[Selecting, Selecting, Selecting],
    family(
        min_pool,
        line="""
        >>> min_pool1d([1, 5, 2, 3], 2, return_indices=True)
        (array([1, 2]), array([0, 2]))
        """,
        volume="""
        >>> min_pool3d([[[1, 2], [4, 3]], [[5, 0], [7, 6]]], 2, return_indices=True)
        (array([[[0]]]), array([[[5]]]))
        """,
    ),
)
