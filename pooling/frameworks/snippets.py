"""The layer on the screen as code to take: the same numbers from NumPy, PyTorch, Keras and ONNX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.frameworks import with_keras, with_numpy, with_onnx, with_pytorch
from pooling.frameworks.writing import Case
from pooling.passes import pool
from pooling.spec import PoolSpec

WRITERS: dict[str, Callable[[Case], str]] = {
    "NumPy": with_numpy.write,
    "PyTorch": with_pytorch.write,
    "Keras": with_keras.write,
    "ONNX": with_onnx.write,
}


def snippets(x: Any, grad_output: Any, spec: PoolSpec) -> dict[str, str]:
    """Code that runs as it stands and ends with both passes of `spec`, by the framework's name.

    Parameters
    ----------
    x : array (H, W) of finite numbers
    grad_output : array (H_out, W_out) of finite numbers
    spec : PoolSpec
        Of Lp, with a `norm_type` of at least 1, as the lab offers.

    Returns
    -------
    dict of str
        NumPy, PyTorch, Keras and ONNX, in this order. Each text sets `output` and `grad_input`, and for
        max and min `indices` (flat in the H·W plane; not in Keras, which has none), and prints them.
        What a framework cannot do is computed in its plain operations, and a comment says so.

    Raises
    ------
    PoolingError
        When an array is not as above, or the windows do not fit.

    Examples
    --------
    >>> print(snippets([[1, 5], [3, 2]], [[10]], PoolSpec("max", 2))["NumPy"])
    import numpy as np
    from pooling import max_pool2d, max_pool2d_backward  # the core of Pooling Lab
    <BLANKLINE>
    x = np.array([
        [1, 5],
        [3, 2],
    ], dtype=float)
    grad_output = np.array([[10]], dtype=float)
    <BLANKLINE>
    output, indices = max_pool2d(x, kernel_size=2, return_indices=True)
    grad_input = max_pool2d_backward(grad_output, indices, x.shape)
    <BLANKLINE>
    print(output, indices, grad_input, sep="\\n\\n")
    <BLANKLINE>
    """
    planes = {"x": real_array(x, "x"), "grad_output": real_array(grad_output, "grad_output")}
    for name, plane in planes.items():
        if plane.ndim != 2:
            raise PoolingError.broken(name, "be one plane (H, W)", f"shape {plane.shape}")
        if not np.isfinite(plane).all():
            raise PoolingError.broken(name, "hold finite numbers", plane[~np.isfinite(plane)][0])
    pooled = pool(planes["x"].astype(np.float64), spec)
    upstream = planes["grad_output"].astype(np.float64)
    if upstream.shape != pooled.output.shape:
        raise PoolingError.broken("grad_output", f"have shape {pooled.output.shape}", upstream.shape)
    case = Case(pooled, upstream)
    return {name: write(case) for name, write in WRITERS.items()}
