"""A small case for every formula, and what its windows hold, cell by cell."""

import math

import numpy as np

from pooling import pool
from tests.pooling.checks import spec_of
from tests.pooling.loops import Layer, output_cells, real_cells

#: 5 × 4 cells, in which ties, overlaps and, under MAX and MIN, windows that reach into the padding occur.
X = np.array([[-3.0, -1, -4, -1], [-5, -9, -2, -6], [-5, -3, -5, -8], [-9, -7, -9, -3], [-2, -3, -8, -4]])
MAX, MIN, RANGE = (Layer(name, (3, 2), (2, 1), (1, 1)) for name in ("max", "min", "range"))
AVERAGE = Layer("avg", (3, 2), (2, 2), (1, 1), ceil_mode=True)
LP = Layer("lp", (2, 3), (2, 2), ceil_mode=True, norm_type=3.0)
LAYERS = {layer.operator: layer for layer in (MAX, MIN, AVERAGE, LP, RANGE)}


def windows(layer):
    """W(i, j) by output cell: the cells of each window that lie in the input."""
    return {(i, j): real_cells(i, j, *X.shape, layer) for i, j in output_cells(*X.shape, layer)}


def upstream(layer):
    """Another number for each output cell."""
    size = pool(X, spec_of(layer)).output.shape
    return 1.0 + np.arange(math.prod(size)).reshape(size)


def collected(send, layer):
    """An input gradient: cell by cell, the sum of what `send(window, cell)` gives for the windows that hold it."""
    grad_input = np.zeros(X.shape)
    for window, cells in windows(layer).items():
        for cell in cells:
            grad_input[cell] += send(window, cell)
    return grad_input


def divisor(i, j, layer):
    """D of F5, counted on one axis after the other."""
    lines = []
    for axis, place in enumerate((i, j)):
        k, s, p = layer.kernel_size[axis], layer.stride[axis], layer.padding[axis]
        lines.append(sum(place * s - p + r < X.shape[axis] + p for r in range(k)))
    return lines[0] * lines[1]
