"""Named inputs: worked examples with their own layer, and fills for a grid of any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lab.entry import LARGEST_SIDE
from pooling.parameters import Pair
from pooling.spec import PoolSpec

#: An output may have one cell more than its input (kernel 2, padding 1).
LARGEST_OUTPUT = LARGEST_SIDE + 1


@dataclass(frozen=True, eq=False)
class Example:
    """A named input. One with a `spec` brings its layer along; one without fills the grid at hand.

    Attributes
    ----------
    label : str
        What a menu says.
    note : str
        The one thing to look at, in a sentence.
    fill : callable (height, width, seed) -> array (height, width)
    size : (height, width), optional
        The size that a worked example has, in cells.
    spec : PoolSpec, optional
    grad_output : array (H_out, W_out), optional
        Its upstream gradient; ones where there is none.
    seeded : bool
        Whether the seed matters.
    """

    label: str
    note: str
    fill: Callable[[int, int, int], NDArray]
    size: tuple[int, int] | None = None
    spec: PoolSpec | None = None
    grad_output: NDArray | None = None
    seeded: bool = False

    def x(self, height: int, width: int, seed: int = 0) -> NDArray:
        """The input grid as float64: of the example's own size, else `height` × `width`.

        >>> EXAMPLES["one_hot"].x(1, 3)
        array([[0., 1., 0.]])
        """
        return self.fill(*(self.size or (height, width)), seed).astype(np.float64)


# Reference §4, the 6×6 of the worked example with its upstream gradient.
WORKED_X = np.array(
    [
        [-0.170, 0.137, -0.427, 0.699, -0.469, -0.523],
        [0.036, -0.434, 0.423, 1.875, 0.413, -0.573],
        [0.067, -1.014, 0.550, 0.133, 0.880, 1.036],
        [1.330, -1.025, -0.112, -1.763, 0.882, 0.181],
        [-0.367, 2.615, 0.254, -1.258, -0.470, 0.542],
        [0.708, 0.814, -0.118, 0.020, 0.535, -0.233],
    ]
)
WORKED_GRAD_OUTPUT = np.array([[-0.259, 1.209, 2.082], [0.959, 0.855, 1.922], [-0.099, -1.074, -0.616]])

# Cell (2, 2) lies in four windows of kernel 3, stride 2, and wins all four; (4, 6) wins two.
OVERLAP_X = np.array(
    [
        [1, 0, 2, 1, 3, 0, 1],
        [0, 4, 1, 2, 0, 5, 2],
        [2, 1, 9, 0, 1, 3, 0],
        [3, 0, 2, 4, 2, 1, 1],
        [1, 5, 0, 3, 6, 0, 8],
        [0, 2, 1, 0, 4, 2, 3],
        [2, 0, 7, 1, 0, 1, 2],
    ]
)
OVERLAP_GRAD_OUTPUT = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])

# Most windows (kernel 2, stride 2) have a winner in their left column, that a shift to the right does not lose.
PEAKS_X = np.array(
    [
        [8, 2, 5, 1, 1, 3],
        [1, 0, 2, 0, 7, 2],
        [0, 6, 3, 2, 4, 1],
        [2, 1, 9, 1, 0, 2],
        [3, 0, 1, 8, 2, 1],
        [5, 1, 0, 7, 6, 4],
    ]
)

NEGATIVE_X = np.array([[-1, -4, -2, -7], [-3, -9, -5, -6], [-8, -2, -1, -3], [-6, -5, -4, -2]])


def _fixed(x: NDArray) -> Callable[[int, int, int], NDArray]:
    return lambda height, width, seed: x


def _one_hot(height: int, width: int, seed: int) -> NDArray:
    x = np.zeros((height, width))
    x[(height - 1) // 2, (width - 1) // 2] = 1
    return x


def _field(height: int, width: int) -> tuple[int, int]:
    """How large random fills are drawn, to be cut: as large as a grid can be, so that one that grows keeps its own."""
    return max(LARGEST_OUTPUT, height), max(LARGEST_OUTPUT, width)


def _integers(height: int, width: int, seed: int) -> NDArray:
    return np.random.default_rng(seed).integers(-9, 10, _field(height, width))[:height, :width]


def _normal(height: int, width: int, seed: int) -> NDArray:
    return np.random.default_rng(seed).normal(size=_field(height, width)).round(3)[:height, :width]


def poured(fill: Callable[[int, int], NDArray], size: Pair, room: tuple[int, ...]) -> NDArray:
    """A canvas of `room` cells whose upper left `size` is filled; beyond stands what the fill gives there, else 0.

    A fill goes on beyond where one of the whole room begins with the same numbers.

    >>> poured(lambda height, width: np.ones((height, width)), (1, 1), (1, 2))
    array([[1., 1.]])
    >>> poured(lambda height, width: np.full((height, width), width), (1, 1), (1, 2))
    array([[1., 0.]])
    """
    part, whole = fill(*size), fill(room[0], room[1])
    canvas = np.zeros(room)
    canvas[: part.shape[0], : part.shape[1]] = part
    goes_on = whole.shape == room and np.array_equal(whole[: size[0], : size[1]], part)
    return whole.astype(np.float64) if goes_on else canvas


EXAMPLES: dict[str, Example] = {
    "worked": Example(
        "6×6 worked example",
        "With max, and windows that do not overlap, every window sends its gradient to one cell of its own.",
        _fixed(WORKED_X),
        (6, 6),
        PoolSpec("max", 2, 2),
        WORKED_GRAD_OUTPUT,
    ),
    "overlap": Example(
        "7×7 overlapping windows",
        "In the layer that comes with it, cell (2, 2) wins four windows at once: what they send it must add up.",
        _fixed(OVERLAP_X),
        (7, 7),
        PoolSpec("max", 3, 2),
        OVERLAP_GRAD_OUTPUT,
    ),
    "constant": Example(
        "Constant grid: ties",
        "All cells are equal: with max and min the first of a window in row-major order wins alone.",
        lambda height, width, seed: np.full((height, width), 2.0),
        (4, 4),
        PoolSpec("max", 2, 2),
    ),
    "negative": Example(
        "All negative, padded",
        "With max, padding never wins: no output is 0, however much padding there is.",
        _fixed(NEGATIVE_X),
        (4, 4),
        PoolSpec("max", 3, 2, 1),
    ),
    "ramp": Example(
        "Ramp",
        "Values grow in reading order: with max the last cell of every window wins, with min the first.",
        lambda height, width, seed: np.arange(height * width).reshape(height, width),
    ),
    "one_hot": Example(
        "One hot cell",
        "A single 1 among zeros: with max, avg and Lp the windows that hold it are those with an output other than 0.",
        _one_hot,
    ),
    "integers": Example(
        "Random integers", "Whole numbers from −9 to 9: equal ones are likely.", _integers, seeded=True
    ),
    "normal": Example("Random normal", "Mean 0, deviation 1, three decimals.", _normal, seeded=True),
}

#: Fills of the upstream gradient: label and array for an output of (height, width), by name.
GRADIENTS: dict[str, tuple[str, Callable[[int, int, int], NDArray]]] = {
    "ones": ("Ones", lambda height, width, seed: np.ones((height, width))),
    "zeros": ("Zeros", lambda height, width, seed: np.zeros((height, width))),
    "one_hot": ("One hot", _one_hot),
    "random": ("Random", _normal),
}
