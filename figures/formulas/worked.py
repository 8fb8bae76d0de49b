"""§4: worked examples to check an implementation with, to the last digit."""

from __future__ import annotations

import numpy as np

from figures.formulas.passage import Passage, grid, paragraphs, shape
from lab.examples import EXAMPLES, WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from pooling.windows import Windows

INTRODUCTION = "Numbers to check an implementation with, to the last digit. All results here are computed by the lab."
#: The first window of the first plane of a (10, 16, 14, 14) input, and what its output is sent.
FIRST_WINDOW = np.array(
    [
        [5241.0743993, 12349.96024235, 12688.05480956],
        [5107.94168207, 7228.75050703, 8462.73752744],
        [2468.53560093, 5849.12001444, 7523.96554065],
    ]
)
FIRST_GRAD = -1.4552119186e-08
#: Layers of published code: the shape, its order, kernel and stride.
SHAPES = (
    ((8, 32, 48, 16), "N, H, W, C", 2, 2),
    ((16, 111, 111), "C, H, W", 2, 2),
    ((16, 111, 111), "C, H, W", 3, 2),
    ((10, 16, 14, 14), "N, C, H, W", 3, 2),
)


def pooled_shape(sizes: tuple[int, ...], order: str, kernel: int, stride: int) -> tuple[int, ...]:
    """The shape after max pooling: height and width shrink, the others stay.

    >>> pooled_shape((16, 111, 111), "C, H, W", 2, 2)
    (16, 55, 55)
    """
    at = order.split(", ").index("H")
    return (*sizes[:at], *PoolSpec("max", kernel, stride).output_size(*sizes[at : at + 2]), *sizes[at + 2 :])


def _disjoint() -> str:
    pooled = pool(WORKED_X, PoolSpec("max", 2, 2))
    assert pooled.indices is not None
    return paragraphs(
        "Max, kernel 2, stride 2, no padding. Windows do not overlap, so that each sends its gradient to a cell of its "
        "own. The input:",
        grid(WORKED_X),
        "The output, and the flat index of each maximum in the input plane (row · 6 + column):",
        grid(pooled.output),
        grid(pooled.indices),
        "The upstream gradient, and the input gradient that it becomes:",
        grid(WORKED_GRAD_OUTPUT),
        grid(pooled.backward(WORKED_GRAD_OUTPUT)),
    )


def _overlapping() -> str:
    example = EXAMPLES["overlap"]
    assert example.spec is not None
    assert example.grad_output is not None
    x = example.x(7, 7)
    pooled = pool(x, example.spec)
    row, column = np.unravel_index(int(pooled.weight_sum().argmax()), x.shape)
    wins = int(pooled.weight_sum().max())
    return paragraphs(
        "Max, kernel 3, stride 2: neighbouring windows share a row or a column. The layer is that of the tutorial, the "
        "numbers are the lab's own. The input:",
        grid(x),
        "The output:",
        grid(pooled.output),
        "The upstream gradient, and the input gradient:",
        grid(example.grad_output),
        grid(pooled.backward(example.grad_output)),
        f"Cell ({row}, {column}) wins {wins} windows and receives the sum of what they send: code that assigns instead "
        "of adding (E3) fails here.",
    )


def _first_window() -> str:
    x = np.zeros((14, 14))
    x[:3, :3] = FIRST_WINDOW
    spec = PoolSpec("max", 3, 2)
    pooled = pool(x, spec)
    assert pooled.indices is not None
    row, column = divmod(int(pooled.indices[0, 0]), 14)
    unread = np.flatnonzero(~Windows.of(spec, 14, 14).coverage().any(axis=1)).tolist()
    return paragraphs(
        f"Max, kernel 3, stride 2, on planes of 14 × 14: {pooled.output.shape[0]} × {pooled.output.shape[1]} outputs. "
        f"Row {unread[0]} and column {unread[0]} are in no window (E6). The first window of the first plane:",
        "\n".join(["```text", *(" ".join(f"{v:14.8f}" for v in line) for line in FIRST_WINDOW), "```"]),
        f"Its maximum is {pooled.output[0, 0]:.8f}, at ({row}, {column}). The output is sent "
        f"`{FIRST_GRAD!r}`; all of it goes to that cell, and nothing to any other.",
    )


def _shapes() -> str:
    lines = ["| Order | Input | Kernel | Stride | Output |", "|---|---|---|---|---|"]
    for sizes, order, kernel, stride in SHAPES:
        after = shape(pooled_shape(sizes, order, kernel, stride))
        lines.append(f"| {order} | {shape(sizes)} | {kernel} | {stride} | {after} |")
    return paragraphs("Channels and batches are pooled each by themselves: their numbers stay.", "\n".join(lines))


EXAMPLES_WORKED = (
    Passage("6 × 6, windows side by side", ("S4",), _disjoint),
    Passage("7 × 7, overlapping windows", ("S4",), _overlapping),
    Passage("14 × 14, one window and its gradient", ("S3",), _first_window),
    Passage("Shapes", ("S1", "S3", "S4"), _shapes),
)
