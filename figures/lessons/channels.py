"""Lesson: a batch of channels: the same window over every plane, and what an index counts in each layout."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import value_range
from figures.latex import Numbers, aligned, broken
from figures.lessons.kit.boards import counted, input_grid, marked, output_grid, plane, together
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.narration.text import at
from figures.pictures import size_of
from figures.table import Marks
from lab.settings import Settings
from pooling.parameters import Pair

#: Examples, channels, height, width: planes stand one below the other for examples, side by side for channels.
SHAPE = N, C, H, W = 2, 3, 4, 2
KERNEL = 2
# Every plane has winners in other places; at some cells channels tie.
X = np.array(
    [
        [5, 1, 0, 2, 3, 1],
        [2, 3, 6, 1, 0, 3],
        [0, 4, 1, 1, 7, 2],
        [1, 2, 2, 5, 0, 4],
        [3, 0, 8, 2, 1, 1],
        [1, 2, 0, 2, 4, 6],
        [6, 1, 1, 0, 2, 1],
        [0, 1, 3, 4, 2, 0],
    ]
)
EXAMPLE = Slide("n", "Example n", 0, N - 1, 1)
CHANNEL = Slide("c", "Channel c", 0, C - 1, 2)


def batch(grid: NDArray) -> NDArray:
    """Planes that stand side by side in one grid as an array (N, C, height, width)."""
    height, width = grid.shape[0] // N, grid.shape[1] // C
    return grid.reshape(N, height, C, width).transpose(0, 2, 1, 3)


def laid_out(planes: NDArray) -> NDArray:
    """The way back from `batch`."""
    n, c, height, width = planes.shape
    return planes.transpose(0, 2, 1, 3).reshape(n * height, c * width)


def nchw() -> NDArray:
    """The place of every number in one long row, plane after plane, as an array (N, C, H, W)."""
    return np.arange(N * C * H * W).reshape(SHAPE)


def nhwc() -> NDArray:
    """The same where the channels of a cell lie side by side."""
    return np.arange(N * C * H * W).reshape(N, H, W, C).transpose(0, 3, 1, 2)


def chosen(case: Case) -> Pair:
    """The plane that the controls name."""
    return int(case.knobs["n"]), int(case.knobs["c"])


def cell_of(case: Case, window: Pair) -> Pair:
    """Row and column, in the chosen plane, of the winner of one of its windows."""
    rows, columns = (slice(KERNEL * n, KERNEL * (n + 1)) for n in window)
    row, column = divmod(int(batch(case.x)[chosen(case)][rows, columns].argmax()), KERNEL)
    return KERNEL * window[0] + row, KERNEL * window[1] + column


def _windows(case: Case) -> list[Pair]:
    return list(np.ndindex(batch(case.pooled.output)[chosen(case)].shape))


def _cells(case: Case, height: int, width: int, cells: Iterable[Pair] | None = None) -> list[Pair]:
    """Where cells of the chosen plane, all of them where none are given, stand in the grid of all planes."""
    n, c = chosen(case)
    return [(n * height + r, c * width + s) for r, s in (np.ndindex(height, width) if cells is None else cells)]


def _plane_marks(case: Case, height: int = H, width: int = W) -> dict[Pair, str]:
    return marked(_cells(case, height, width), "plane")


def _tell_planes(case: Case) -> str:
    n, c = chosen(case)
    return (
        f"Layers get a batch: (N, C, H, W) = {SHAPE}. Here the {N} examples stand one below the other and their {C} "
        f"channels side by side: {N * C} planes of {H} × {W}. Framed: plane ({n}, {c}), example {n}, channel {c}.\n\n"
        "The same window goes over every plane: kernel, stride and padding are shared, and nothing else is. Each plane "
        "has winners and gradients of its own, and no number crosses from one to another. N and C stay."
    )


def _formula_planes(case: Case) -> str:
    n, c = chosen(case)
    values = batch(case.x)[n, c, :KERNEL, :KERNEL].ravel()
    number, out = Numbers(*values), float(batch(case.pooled.output)[n, c, 0, 0])
    return aligned(
        rf"y_{{n,c,i,j}} &= \max_{{0 \le r,s \le {KERNEL - 1}}} x_{{n,c,\,{KERNEL}i+r,\,{KERNEL}j+s}}",
        rf"y_{{{n},{c},0,0}} &{number.relation(*values)}\max({broken([number(v) for v in values], ', ')})",
        f"&{number.equals(out)}",
    )


def _own(case: Case, title: str, array: NDArray, marks: Marks | None = None) -> Grid:
    return Grid(title, plane(array, case.theme.values, value_range(case.x), case), size_of(array), marks or {})


def _show_planes(case: Case) -> tuple[Item, ...]:
    n, c = chosen(case)
    winners = marked((cell_of(case, window) for window in _windows(case)), "chosen")
    height, width = batch(case.pooled.output).shape[2:]
    return (
        input_grid(case, _plane_marks(case)),
        output_grid(case, _plane_marks(case, height, width)),
        _own(case, f"Plane ({n}, {c})", batch(case.x)[n, c], winners),
        _own(case, "Its output", batch(case.pooled.output)[n, c]),
    )


def _tell_layouts(case: Case) -> str:
    (n, c), (row, column) = chosen(case), cell_of(case, (0, 0))
    places = [int(layout[n, c, row, column]) for layout in (nchw(), nhwc())]
    return (
        "Memory is one long row. **NCHW** (PyTorch, ONNX) lays plane after plane into it; **NHWC** (TensorFlow, and "
        "Keras unless told otherwise) the channels of one cell side by side.\n\n"
        f"So the winner of window (0, 0) of plane ({n}, {c}), at {at((row, column))}, has place {places[0]} in the one "
        f"and {places[1]} in the other. Its neighbour to the right or left is 1 place away in NCHW and {C} in NHWC."
    )


def _formula_layouts(case: Case) -> str:
    (n, c), (row, column) = chosen(case), cell_of(case, (0, 0))
    places = [int(layout[n, c, row, column]) for layout in (nchw(), nhwc())]
    return aligned(
        r"\text{NCHW:} &\; ((n \cdot C + c) \cdot H + h) \cdot W + w",
        rf"&= (({n} \cdot {C} + {c}) \cdot {H} + {row}) \cdot {W} + {column} = {places[0]}",
        r"\text{NHWC:} &\; ((n \cdot H + h) \cdot W + w) \cdot C + c",
        rf"&= (({n} \cdot {H} + {row}) \cdot {W} + {column}) \cdot {C} + {c} = {places[1]}",
    )


def _show_layouts(case: Case) -> tuple[Item, ...]:
    (focus,) = _cells(case, H, W, [cell_of(case, (0, 0))])
    marks = together(_plane_marks(case), {focus: "focus"})
    grids = [("Places in NCHW", nchw()), ("Places in NHWC", nhwc())]
    return (
        input_grid(case, marks),
        *(Grid(title, counted(laid_out(places).astype(float), case), "", marks) for title, places in grids),
    )


# PyTorch, ONNX Runtime: tests/oracles/test_batches.py. TensorFlow:
# tensorflow.org/api_docs/python/tf/nn/max_pool_with_argmax, "(y * width + x) * channels + c if include_batch_in_index
# is False".
def indices(n: int, c: int, row: int, column: int) -> dict[str, int]:
    """What each framework calls a winner, by its name here."""
    return {
        "PyTorch: flat in the plane": row * W + column,
        "ONNX: flat in N·C·H·W": int(nchw()[n, c, row, column]),
        "TensorFlow: flat in H·W·C": (row * W + column) * C + c,
        "TensorFlow with include_batch_in_index": int(nhwc()[n, c, row, column]),
    }


def _tell_indices(case: Case) -> str:
    (n, c), (row, column) = chosen(case), cell_of(case, (0, 0))
    plane_alone, whole, last, batched = indices(n, c, row, column).values()
    return (
        "Asked where a maximum stood, frameworks number the cells in different orders. PyTorch counts inside the "
        "plane, from 0 again in each; ONNX counts through the whole array; TensorFlow counts in NHWC, with the batch "
        "or without.\n\n"
        f"The winner of window (0, 0) of plane ({n}, {c}) is {plane_alone} in PyTorch, {whole} in ONNX, {last} in "
        f"TensorFlow, or {batched} with the batch. An index that is handed to another framework must be counted anew."
    )


def _formula_indices(case: Case) -> str:
    (n, c), (row, column) = chosen(case), cell_of(case, (0, 0))
    own = indices(n, c, row, column)
    return aligned(
        rf"\text{{PyTorch:}} &\; {row} \cdot {W} + {column} = {own['PyTorch: flat in the plane']}",
        rf"\text{{ONNX:}} &\; ({n} \cdot {C} + {c}) \cdot {H * W} + {own['PyTorch: flat in the plane']} "
        rf"= {own['ONNX: flat in N·C·H·W']}",
        rf"\text{{TensorFlow:}} &\; {own['PyTorch: flat in the plane']} \cdot {C} + {c} "
        rf"= {own['TensorFlow: flat in H·W·C']}",
    )


def _show_indices(case: Case) -> tuple[Item, ...]:
    n, c = chosen(case)
    cells = {window: cell_of(case, window) for window in _windows(case)}
    names = indices(n, c, 0, 0)
    rows = [(name, *(str(indices(n, c, *cell)[name]) for cell in cells.values())) for name in names]
    head = ("index", *(f"window {at(window)}, winner at {at(cell)}" for window, cell in cells.items()))
    winners = marked(_cells(case, H, W, cells.values()), "focus")
    return (
        input_grid(case, together(_plane_marks(case), winners)),
        _own(case, f"Plane ({n}, {c})", batch(case.x)[n, c], marked(cells.values(), "chosen")),
        Rows(f"The winners of plane ({n}, {c})", head, tuple(rows)),
    )


def across(case: Case) -> tuple[NDArray, NDArray]:
    """The largest number over the channels, and the channel that has it, the first of several: (N·H, W) each."""
    planes = batch(case.x)
    return planes.max(axis=1).reshape(N * H, W), planes.argmax(axis=1).reshape(N * H, W)


def _tell_across(case: Case) -> str:
    c, (_, winners) = chosen(case)[1], across(case)
    wins = int((winners == c).sum())
    return (
        f"For contrast, the maximum **across** channels, cell by cell: (N, C, H, W) = {SHAPE} becomes {(N, 1, H, W)}. "
        "It keeps every place and does away with the channels; a pool keeps the channels and does away with places.\n\n"
        f"Here channels compete, which in a pool they never do: channel {c} wins {wins} of {winners.size} places "
        "(ringed), and only there would it receive a gradient. Where channels tie, the first one wins."
    )


def _formula_across(case: Case) -> str:
    n, _ = chosen(case)
    values = batch(case.x)[n, :, 0, 0]
    number, out = Numbers(*values), float(values.max())
    return aligned(
        r"m_{n,h,w} &= \max_c\, x_{n,c,h,w}",
        rf"m_{{{n},0,0}} &{number.relation(*values)}\max({broken([number(v) for v in values], ', ')})",
        f"&{number.equals(out)}",
    )


def _show_across(case: Case) -> tuple[Item, ...]:
    (largest, winners), c = across(case), chosen(case)[1]
    own = [(int(r), int(s)) for r, s in np.argwhere(winners == c)]
    rings = marked(((r, c * W + s) for r, s in own), "chosen")
    return (
        input_grid(case, rings),
        _own(case, f"Largest of {C}", largest, marked(own, "chosen")),
        Grid("Its channel", counted(winners.astype(float), case), size_of(winners), marked(own, "chosen")),
    )


def _predict(case: Case) -> Predict:
    """How many numbers come out of the pool."""
    n, c, height, width = batch(case.pooled.output).shape
    return Predict(
        ask=f"A batch of {N} examples with {C} channels of {H} × {W} cells each: the channels of an example stand side "
        f"by side here. A max pool with windows of {KERNEL} × {KERNEL} and stride {KERNEL} goes over it.\n\n"
        "**How many numbers come out?**",
        right=float(n * c * height * width),
        slips=(
            Slip((float(n * height * width),), "That is one plane for each example. Channels stay, each pooled alone."),
            Slip((float(height * width),), "That is what comes out of one plane. How many planes are there?"),
            Slip((float(n * c),), "That is one number for each plane. How many windows has a plane?"),
            Slip((float(case.x.size // KERNEL),), "That is half of them. Height and width are both halved."),
        ),
        hint=f"How many planes are there, and how many windows of {KERNEL} × {KERNEL} in each?",
        why=f"{n * c} planes of {height * width} windows each: examples and channels stay, height and width "
        "are halved.",
        given=(input_grid(case, edits=False),),
        result=(output_grid(case),),
    )


def _ask_shape(case: Case) -> Posed:
    del case
    return Posed(
        f"A pool with windows of {KERNEL} × {KERNEL} and stride {KERNEL} gets (N, C, H, W) = (8, 16, 32, 48). "
        "What is the shape of its output?",
        "(8, 16, 16, 24)",
        ("(8, 1, 16, 24)", "(8, 8, 16, 24)", "(4, 8, 16, 24)"),
        "N and C stay: every plane is pooled alone. H and W are halved.",
    )


def _ask_place(case: Case) -> Posed:
    (n, c), (row, column) = chosen(case), cell_of(case, (0, 0))
    right = int(nhwc()[n, c, row, column])
    wrong = dict.fromkeys(
        (int(nchw()[n, c, row, column]), row * W + column, (row * W + column) * C + c, right + 1, right + 2, right + 3)
    )
    return Posed(
        f"The batch {SHAPE} lies in memory as NHWC. At which place is channel {c} of example {n}, "
        f"row {row}, column {column}?",
        str(right),
        tuple(str(place) for place in wrong if place != right)[:3],
        f"(({n} · {H} + {row}) · {W} + {column}) · {C} + {c} = {right}: the channel counts last.",
    )


def _ask_crosses(case: Case) -> Posed:
    n, c = chosen(case)
    return Posed(
        f"A cell of plane ({n}, {c}) is raised. In how many of the other {N * C - 1} planes can the output change?",
        "none",
        (f"in the {N * C // N - 1} of the same example", f"in the {N - 1} of the same channel", "in all of them"),
        "No window reaches from one plane into another.",
    )


LESSON = Lesson(
    slug="channels",
    title="Batch and channels",
    teaches="A pool treats every channel of every example alone; what an index counts is a matter of layout.",
    x=X,
    settings=Settings("max", (KERNEL, KERNEL), (KERNEL, KERNEL)),
    knobs=(EXAMPLE, CHANNEL),
    steps=(
        Step("One window, every plane", _tell_planes, _show_planes, _formula_planes),
        Step("NCHW and NHWC", _tell_layouts, _show_layouts, _formula_layouts),
        Step("One winner, four indices", _tell_indices, _show_indices, _formula_indices),
        Step("Across channels", _tell_across, _show_across, _formula_across),
    ),
    predict=_predict,
    questions=(_ask_shape, _ask_place, _ask_crosses),
    topic="forward",
    code_note=(
        "The code takes the planes as one grid: no window reaches from one plane into another, so that the numbers are "
        "the same. Its indices are those of the one grid."
    ),
    given=lambda case: (input_grid(case, _plane_marks(case)),),
)
