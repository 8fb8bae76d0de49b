"""§3: four ways to remember the argmax between the two passes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from figures.formulas.passage import Passage, grid, paragraphs
from figures.phrases import count
from lab.examples import WORKED_X
from pooling import Pooled, PoolSpec, pool

INTRODUCTION = (
    "The backward pass of max and min must know which cell won each window (B1). These are four ways to keep "
    "that, each found in one of the tutorials."
)
#: The window of the worked example that all four are shown on: output cell (0, 1).
AT = (0, 1)


def _pooled() -> Pooled:
    return pool(WORKED_X, PoolSpec("max", 2, 2))


def _window() -> NDArray:
    pooled = _pooled()
    return pooled.windows.gather(WORKED_X)[pooled.windows.number(*AT)].reshape(pooled.spec.kernel_size)


def _flat() -> str:
    indices = _pooled().indices
    assert indices is not None
    index, width = int(indices[AT]), WORKED_X.shape[1]
    return paragraphs(
        "One whole number for each output cell: the place of the winner, counted along the rows of the input plane. "
        "PyTorch's `return_indices` gives this form, and so does the lab.",
        f"In the first worked example the index of output cell {AT} is {index}: row {index} // {width} = "
        f"{index // width}, column {index} % {width} = {index % width}.",
    )


def _matrix() -> str:
    pooled = _pooled()
    rows, columns = pooled.derivative.shape
    return paragraphs(
        "A matrix of true and false with a row for each output cell and a column for each place of a window, kH · kW "
        "in all; each row is true at one place. It fits code that first lays all windows out as rows (im2col).",
        f"In the example it has {rows} rows and {columns} columns. The row of output cell {AT}:",
        grid(pooled.derivative[[pooled.windows.number(*AT)]]),
    )


def _equality() -> str:
    window = _window()
    equal = np.ones(window.shape)
    return paragraphs(
        "For each window a mask of its size, made by comparing: `window == window.max()`. Short to write, but it marks "
        "every cell that ties for the maximum, and each of them is then sent the whole gradient (E5).",
        f"The mask of output cell {AT}, which has no tie:",
        grid((window == window.max()).astype(int)),
        f"Of a window of equal cells it marks {count(int((equal == equal.max()).sum()), 'cell')}; one of them won.",
    )


def _offsets() -> str:
    window, width = _window(), WORKED_X.shape[1]
    offsets = [r * width + s for r, s in np.ndindex(window.shape)]
    place, corner = int(window.argmax()), int(_pooled().windows.flat[_pooled().windows.number(*AT), 0])
    return paragraphs(
        "The distance of place (r, s) of a window from its top-left cell, r · W + s along the rows of the plane, is "
        "the same for all windows (without dilation). A single loop over these offsets then walks any window, and the "
        "number of the winning place, less than kH · kW, is all that must be kept for it.",
        f"In the example the offsets are {', '.join(map(str, offsets))}. The window of output cell {AT} begins at "
        f"{corner} and place {place} wins: {corner} + {offsets[place]} = {corner + offsets[place]}, the flat index "
        "above.",
    )


WAYS = (
    Passage("Flat index", ("S4",), _flat),
    Passage("Window matrix", ("S1",), _matrix),
    Passage("Mask of each window by equality", ("S3",), _equality),
    Passage("Places and offsets", ("S4",), _offsets),
)
