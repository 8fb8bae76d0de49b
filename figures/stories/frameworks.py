"""Two frameworks on one grid and layer: what differs, which rule makes it differ, and both results as grids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import Picture, symmetric_range, value_range
from figures.lessons.kit.boards import marked
from figures.lessons.kit.lesson import Grid
from figures.numbers import labels
from figures.phrases import count, listed
from figures.pictures import frame_of, most_decimals, size_of
from figures.theme import Theme
from pooling import Pooled, PoolingError
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.choices import Outcome
from pooling.frameworks.differences import causes, differing
from pooling.frameworks.rules import RULES

ONES = " Their outputs differ in size, so ones are sent back on both sides."


@dataclass(frozen=True, eq=False)
class Compared:
    """A sentence, the rules behind a difference, what each side says of itself, and the grids of both."""

    text: str
    rules: tuple[str, ...]
    notes: tuple[tuple[str, ...], tuple[str, ...]]
    grids: tuple[Grid, ...]

    @property
    def differ(self) -> bool:
        """Whether there is a difference to see."""
        return bool(self.rules)


def compare(keys: tuple[str, str], pooled: Pooled, grad_output: NDArray, theme: Theme) -> Compared:
    """The layer of `pooled` under two conventions of `CONVENTIONS`; one that has no such layer says so.

    Where the outputs have two sizes, no upstream gradient fits both: ones are sent back on both sides.
    """
    sides = [_side(key, pooled, grad_output) for key in keys]
    unlike = len({side.output.shape for side in sides if isinstance(side, Outcome)}) > 1
    sent = None if unlike else grad_output
    if unlike:
        sides = [_side(key, pooled, None) for key in keys]
    notes = tuple((side,) if isinstance(side, str) else side.notes for side in sides)
    outcomes = [side for side in sides if isinstance(side, Outcome)]
    names = [CONVENTIONS[key].label for key in keys]
    if len(outcomes) < 2:
        lacking = [name for name, side in zip(names, sides, strict=True) if isinstance(side, str)]
        text = f"{' and '.join(dict.fromkeys(lacking))} {'has' if len(set(lacking)) == 1 else 'have'} no such layer."
        shown = [name for name, side in zip(names, sides, strict=True) if isinstance(side, Outcome)]
        return Compared(text, (), (notes[0], notes[1]), _grids(outcomes, shown, pooled, theme))
    off = differing(outcomes[0], outcomes[1])
    if not off.any():
        text = f"{names[0]} and {names[1]} give the same on this grid: output and input gradient."
        return Compared(text, (), (notes[0], notes[1]), _grids(outcomes, names, pooled, theme))
    rules = causes(CONVENTIONS[keys[0]], CONVENTIONS[keys[1]], pooled.x, pooled.spec, sent)
    points = [RULES[rule].point for rule in rules]
    text = (
        f"They differ in {count(int(off.output.sum()), 'output cell')} and in "
        f"{count(int(off.grad_input.sum()), 'cell')} of the input gradient. "
        f"The {'rule' if len(rules) == 1 else 'rules'} behind it: {listed(points)}.{ONES if unlike else ''}"
    )
    return Compared(text, rules, (notes[0], notes[1]), _grids(outcomes, names, pooled, theme))


def _side(key: str, pooled: Pooled, grad_output: NDArray | None) -> Outcome | str:
    """What a convention gives; the rule that it breaks where it has no such layer."""
    try:
        return CONVENTIONS[key].apply(pooled.x, pooled.spec, grad_output)
    except PoolingError as error:
        return str(error)


def own_code(key: str, pooled: Pooled, grad_output: NDArray) -> str:
    """A convention's own code for the layer of `pooled`; nothing where it has no such layer, or none is written."""
    try:
        return CONVENTIONS[key].own_code(pooled.x, pooled.spec, grad_output)
    except PoolingError:  # said beside the grids
        return ""


def _grids(outcomes: list[Outcome], names: list[str], pooled: Pooled, theme: Theme) -> tuple[Grid, ...]:
    """Outputs, then input gradients, in shared ranges; what differs is marked on both."""
    if not outcomes:
        return ()
    most = most_decimals(*frame_of(pooled).size(pooled.x.shape))
    values = value_range(pooled.x, *(side.output for side in outcomes))
    gradients = symmetric_range(*(array for side in outcomes for array in (side.grad_output, side.grad_input)))
    off = differing(outcomes[0], outcomes[-1])
    grids = []
    for title, arrays, ramp, span, differs in (
        ("Output", [side.output for side in outcomes], theme.values, values, off.output),
        ("Input gradient", [side.grad_input for side in outcomes], theme.gradients, gradients, off.grad_input),
    ):
        for name, array in zip(names, arrays, strict=True):
            rows, columns = array.shape
            marks = marked(np.argwhere(differs[:rows, :columns]), "differs")
            picture = Picture(array, labels(array, most), ramp, *span)
            grids.append(Grid(f"{title}: {name}", picture, size_of(array), marks))
    return tuple(grids)
