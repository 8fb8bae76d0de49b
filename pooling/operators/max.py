"""Max pooling: the largest real cell of the window; padding can never win (reference F3, B2)."""

from __future__ import annotations

from typing import ClassVar, cast

from numpy.typing import ArrayLike

from pooling.arguments import as_flag, as_planes, as_workers
from pooling.families import family
from pooling.operators.choosing import Choice, Choosing, selected
from pooling.order import LARGEST
from pooling.parameters import CEIL_MODE, DILATION, PADDING
from pooling.signatures import Array, Both, DataFormat, Padding, Selecting, Sizes
from pooling.spec import spec_of


class Max(Choosing):
    name = "max"
    label = "Max"
    parameters = (PADDING, DILATION, CEIL_MODE)
    selects = True
    choices = (Choice(LARGEST, 1),)
    own_names: ClassVar = {
        "pytorch": "max_pool2d",
        "onnx": "MaxPool",
        "keras": "MaxPooling2D",
        "flax": "max_pool",
        "paddle": "max_pool2d",
        "openvino": "MaxPool",
        "caffe": "MAX",
        "ncnn": "Pooling",
        "chainer": "max_pooling_2d",
        "mxnet": "max",
        "tflite": "MAX_POOL_2D",
        "coreml": "max_pool",
        "scikit_image": "block_reduce",
    }
    function = "max_pool2d"
    odds = 3


OPERATOR = Max()


def max_pool(
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
    """The largest cell of every window (reference F3), as `torch.nn.functional.max_pool2d`.

    Parameters
    ----------
    x : array (…, H, W) of integers or floats
    kernel_size, stride, padding, dilation : int or (height, width), in cells
        `stride` None means `kernel_size`; `padding` is legal up to half the kernel and never wins.
        It may be ((top, bottom), (left, right)) too, each less than the kernel; "same" or "same_lower",
        which give ceil(n / stride) outputs and put an odd cell of padding at the end (TFLite, ONNX's
        SAME_UPPER) or at the beginning (SAME_LOWER); or "valid", none.
    ceil_mode : bool
        Round the output size up.
    return_indices : bool
        Also return where each maximum stands.
    data_format : {"channels_first", "channels_last"}
        Whether arrays are (…, H, W), or (…, H, W, C).
    workers : int
        How many threads may work at once; small arrays are left to one.

    Returns
    -------
    output : array (…, H_out, W_out), or (…, H_out, W_out, C), in the dtype of `x`
        Which sign a zero has is not said where both are in a window.
    indices : int64 array of the same shape, if asked for
        Flat in the H·W plane. The first of equal cells; the last of several NaNs.

    Raises
    ------
    PoolingError
        When an argument breaks its rule, or a window would hold padding alone.

    Examples
    --------
    >>> max_pool2d([[1, 2, 0], [4, 3, 9]], 2, 1, return_indices=True)
    (array([[4, 9]]), array([[3, 5]]))
    """
    spec = spec_of("max", kernel_size, stride, padding, dilation, ceil_mode, axes=axes)
    planes, indices = as_planes(x, "x", data_format, axes), as_flag(return_indices)
    return selected(OPERATOR, planes, spec, indices, as_workers(workers))


max_pool1d, max_pool2d, max_pool3d = cast(
    tuple[Selecting, Selecting, Selecting],
    family(
        max_pool,
        line="""
        >>> max_pool1d([1, 5, 2, 3], 2, return_indices=True)
        (array([5, 3]), array([1, 3]))
        """,
        volume="""
        >>> max_pool3d([[[1, 2], [4, 3]], [[5, 0], [7, 6]]], 2, return_indices=True)
        (array([[[7]]]), array([[[6]]]))
        """,
    ),
)
