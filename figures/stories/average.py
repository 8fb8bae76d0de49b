"""What an average does in one window: the sum over a divisor, and the same share of the gradient for every cell."""

from __future__ import annotations

import numpy as np
from pooling.operators.average import divisors

from figures.latex import Numbers, aligned, broken, elided, partial, relation
from figures.numbers import adds_up, in_words, written
from figures.phrases import count
from figures.stories.story import cells_of
from pooling import Pooled

SAME_SHARE = "Every cell receives the same share, whatever its value."


def average_story(pooled: Pooled, grad_output: np.ndarray, i: int, j: int) -> tuple[tuple[str, ...], str]:
    """Formulas and text for output cell (i, j) of a plane (H, W)."""
    window = pooled.windows.number(i, j)
    values, divisor = cells_of(pooled, window), int(divisors(pooled.windows, pooled.spec)[window])
    value, g = float(pooled.output[i, j]), float(grad_output[i, j])
    forward = aligned(rf"y_{{{i},{j}}} " + _sum(values, value, divisor))
    share, number = g / divisor, Numbers(g)
    backward = aligned(
        rf"\tfrac{{1}}{{{divisor}}}\,{partial('E', 'y', i, j)} &{number.relation(g)}\tfrac{{{number(g)}}}{{{divisor}}} "
        rf"{Numbers(share).equals(share, number.exact(g))}\ \text{{ to each cell}}"
    )
    return (forward, backward), _text(pooled, g, len(values), divisor, window)


def _sum(values: list[float], value: float, divisor: int) -> str:
    number, total = Numbers(*values), float(sum(values))
    whole, exact = Numbers(total), number.exact(*values)
    terms = elided([number.term(v) if n else number(v) for n, v in enumerate(values)])
    sure = exact and adds_up(total, values) and adds_up(value * divisor, values)
    last = Numbers(value).equals(value, sure and whole.exact(total))
    return (
        rf"&{relation(exact)}\tfrac{{1}}{{{divisor}}}\,({broken(terms, ' + ')})\\ "
        rf"&{whole.relation(total, sure=sure)}\tfrac{{{whole(total)}}}{{{divisor}}} {last}"
    )


def _text(pooled: Pooled, g: float, cells: int, divisor: int, window: int) -> str:
    windows, spec = pooled.windows, pooled.spec
    padding = int((windows.counted[window] & ~windows.inside[window]).sum())
    overhang = int((~windows.counted[window]).sum())
    parts = []
    if spec.divisor_override is not None:
        by = written(divisor, 0)
        parts.append(f"divisor_override divides the sum of {count(cells, 'cell')} by {by}.")
        parts.append(f"The shares add up to {cells}/{by} of the gradient.")
    elif padding and spec.count_include_pad:
        parts.append(
            f"The divisor counts {count(cells, 'cell')} and {count(padding, 'place')} of padding: {divisor}. "
            f"The padding's share of the gradient, {in_words(g * padding / divisor)}, is lost."
        )
    else:
        parts.append(f"The divisor is the number of cells in the window: {divisor}.")
    if padding and (spec.divisor_override is not None or not spec.count_include_pad):
        parts.append(f"The {count(padding, 'place')} of padding {'does' if padding == 1 else 'do'} not count.")
    if overhang:
        verbs = ("hangs", "counts") if overhang == 1 else ("hang", "count")
        parts.append(f"{count(overhang, 'place')} {verbs[0]} over the padded edge (ceil_mode) and never {verbs[1]}.")
    return " ".join([*parts, SAME_SHARE])
