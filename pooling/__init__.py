"""Pooling layers, forward and backward, with PyTorch's names and semantics, in NumPy."""

from pooling.functional import (
    adaptive_avg_pool2d,
    adaptive_max_pool2d,
    avg_pool2d,
    global_avg_pool2d,
    global_max_pool2d,
    lp_pool2d,
    max_pool2d,
    min_pool2d,
)
from pooling.functional_backward import avg_pool2d_backward, lp_pool2d_backward, max_pool2d_backward, max_unpool2d
from pooling.operators import OPERATORS
from pooling.passes import Pooled, pool
from pooling.spec import PoolingError, PoolSpec

__all__ = [
    "OPERATORS",
    "Pooled",
    "PoolSpec",
    "PoolingError",
    "adaptive_avg_pool2d",
    "adaptive_max_pool2d",
    "avg_pool2d",
    "avg_pool2d_backward",
    "global_avg_pool2d",
    "global_max_pool2d",
    "lp_pool2d",
    "lp_pool2d_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "max_unpool2d",
    "min_pool2d",
    "pool",
]
