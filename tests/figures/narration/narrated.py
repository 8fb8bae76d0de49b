"""How the tests of the narration ask for it."""

import numpy as np

from figures.narration.narrate import narrate
from pooling import PoolSpec, pool
from pooling.steps.trace import trace


def traced(x, spec, way="forward", by="tap", grad=None):
    """The trace of a pass; the upstream gradient is 1 where none is given."""
    pooled = pool(np.array(x, dtype=float), spec)
    upstream = np.ones(pooled.output.shape) if grad is None else np.array(grad, dtype=float)
    return trace(pooled, upstream, way, by)


def told(x, operator, kernel, way="forward", by="tap", grad=None, **layer):
    """What is said at every step, as plain pairs."""
    return [tuple(said) for said in narrate(traced(x, PoolSpec(operator, kernel, **layer), way, by, grad))]
