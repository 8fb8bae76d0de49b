"""Pooling layers, forward and backward, with PyTorch's names and semantics, in NumPy.

The reference that help texts cite (F3, B2, E5) is docs/formulas.md; an installed package has it as pooling/formulas.md.
"""

from pooling.adaptive import adaptive_avg_pool2d, adaptive_max_pool2d, global_avg_pool2d, global_max_pool2d
from pooling.errors import PoolingError
from pooling.indices import max_pool2d_backward, max_unpool2d
from pooling.operators import OPERATORS
from pooling.operators.avg import avg_pool2d, avg_pool2d_backward
from pooling.operators.lp import lp_pool2d, lp_pool2d_backward
from pooling.operators.max import max_pool2d
from pooling.operators.min import min_pool2d
from pooling.operators.range import range_pool2d, range_pool2d_backward
from pooling.passes import Pooled, pool
from pooling.spec import PoolSpec

__version__ = "0.1.0"

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
    "range_pool2d",
    "range_pool2d_backward",
]
