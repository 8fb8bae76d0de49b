"""The layer on the screen as code to take: the same numbers from every framework that has a writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.frameworks import FRAMEWORKS
from pooling.frameworks.code.writing import Case
from pooling.passes import pool
from pooling.spec import PoolSpec


def writers() -> dict[str, Callable[[Case], str]]:
    """What writes the code of each framework that has some, by its label, in the order of the tabs."""
    last = sorted(FRAMEWORKS.values(), key=lambda framework: not framework.differentiates)
    return {framework.label: framework.write for framework in last if framework.write is not None}


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
        Each text sets `output` and `grad_input`, and where one cell is selected `indices` (flat in the
        H·W plane; not in Keras, which has none), and prints them. What a framework cannot do is computed
        in its plain operations, and a comment says so; where that is not known, the text is a `Reason`.

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
    return {label: write(case) for label, write in writers().items()}
