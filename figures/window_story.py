"""The story of one output cell: how its window made the value, and where its gradient goes."""

from __future__ import annotations

import numpy as np

from figures.latex import Numbers, aligned, broken, elided, partial
from figures.numbers import decimals, written
from figures.story import Story, gradient_formula
from figures.words import count
from pooling import Pooled
from pooling.operators.average import divisors
from pooling.operators.lp import scale

WORDS = {"max": ("largest", "greater"), "min": ("smallest", "smaller")}


def window_story(pooled: Pooled, grad_output: np.ndarray, i: int, j: int) -> Story:
    """The story of output cell (i, j) of a plane (H, W), for every operator."""
    tell = {"max": _selecting, "min": _selecting, "avg": _average, "lp": _lp}[pooled.operator.name]
    window = i * pooled.windows.output_size[1] + j
    formulas, text = tell(pooled, grad_output, i, j, window)
    return Story(f"Window ({i}, {j})", formulas, text)


def _taps(pooled: Pooled, window: int) -> list[float]:
    flat = pooled.windows.flat[window]
    return [float(v) for v in pooled.x.ravel()[flat[flat >= 0]]]


def _selecting(pooled: Pooled, grad_output: np.ndarray, i: int, j: int, window: int) -> tuple[tuple[str, ...], str]:
    values, name = _taps(pooled, window), pooled.operator.name
    indices = pooled.indices
    assert indices is not None  # max and min always have them
    flat = int(indices[i, j])
    row, column = divmod(flat, pooled.windows.input_size[1])
    value = float(pooled.output[i, j])
    number = Numbers(*values)
    inside = pooled.windows.flat[window][pooled.windows.inside[window]]
    winner = int(np.flatnonzero(inside == flat)[0])
    terms = [rf"\mathbf{{{number(v)}}}" if n == winner else number(v) for n, v in enumerate(values)]
    listed = broken(elided(terms, winner), r",\ ")
    forward = aligned(
        rf"y_{{{i},{j}}} &{number.relation(*values)}\{name}({listed})",
        rf"&{number.equals(value)} \ \text{{ at }} ({row}, {column})",
    )
    backward = aligned(gradient_formula(pooled, grad_output, row, column))
    return (forward, backward), _selecting_text(pooled, values, value, (row, column), window)


def _selecting_text(pooled: Pooled, values: list[float], value: float, at: tuple[int, int], window: int) -> str:
    word, beats = WORDS[pooled.operator.name]
    shown = written(value, decimals(values))
    ties, n = values.count(value), len(values)
    if n == 1:
        first = f"The window holds one cell, {shown}: it makes the output and receives the gradient."
    elif ties > 1:
        first = (
            f"{ties} of the {n} cells tie at {shown}: none is {beats} than the first in reading order, {at}, "
            "so that one alone makes the output and receives the whole gradient."
        )
    else:
        first = (
            f"The {word} of the {n} cells is {shown}. It alone made this output, so it alone receives this "
            f"window's gradient; {'the other gets' if n == 2 else f'the other {n - 1} get'} 0 from it."
        )
    outside = int((~pooled.windows.inside[window]).sum())
    places = len(pooled.windows.inside[window])
    verb = "lies" if outside == 1 else "lie"
    return first + (f" {outside} of its {places} places {verb} outside the grid and can never win." if outside else "")


def _average(pooled: Pooled, grad_output: np.ndarray, i: int, j: int, window: int) -> tuple[tuple[str, ...], str]:
    values, divisor = _taps(pooled, window), int(divisors(pooled.windows, pooled.spec)[window])
    number, total = Numbers(*values), float(sum(values))
    whole = Numbers(total)
    value, g = float(pooled.output[i, j]), float(grad_output[i, j])
    y = rf"y_{{{i},{j}}}"
    terms = elided([number.term(v) if n else number(v) for n, v in enumerate(values)])
    forward = aligned(
        rf"{y} &{number.relation(*values)}\tfrac{{1}}{{{divisor}}}\,({broken(terms, ' + ')})",
        rf"&{whole.relation(total)}\tfrac{{{whole(total)}}}{{{divisor}}} {Numbers(value).equals(value)}",
    )
    share = g / divisor
    relation = Numbers(g).relation(g)
    backward = aligned(
        rf"\tfrac{{1}}{{{divisor}}}\,{partial('E', 'y', i, j)} &{relation}\tfrac{{{Numbers(g)(g)}}}{{{divisor}}} "
        rf"{Numbers(share).equals(share)}\ \text{{ to each cell}}"
    )
    return (forward, backward), _average_text(pooled, g, len(values), divisor, window)


def _average_text(pooled: Pooled, g: float, cells: int, divisor: int, window: int) -> str:
    windows, spec = pooled.windows, pooled.spec
    padding = int((windows.counted[window] & ~windows.inside[window]).sum())
    overhang = int((~windows.counted[window]).sum())
    parts = []
    if spec.divisor_override is not None:
        parts.append(f"divisor_override divides the sum of {count(cells, 'cell')} by {divisor}.")
    elif padding and spec.count_include_pad:
        lost = g * padding / divisor
        parts.append(
            f"The divisor counts {count(cells, 'cell')} and {count(padding, 'place')} of padding: {divisor}. "
            f"The padding's share of the gradient, {written(lost, decimals([lost]))}, is lost."
        )
    else:
        parts.append(f"The divisor is the number of cells in the window: {divisor}.")
        if padding:
            parts.append(f"The {count(padding, 'place')} of padding {'does' if padding == 1 else 'do'} not count.")
    if overhang:
        verbs = ("hangs", "counts") if overhang == 1 else ("hang", "count")
        parts.append(f"{count(overhang, 'place')} {verbs[0]} over the padded edge (ceil_mode) and never {verbs[1]}.")
    parts.append("Every cell receives the same share, whatever its value.")
    return " ".join(parts)


def _lp(pooled: Pooled, grad_output: np.ndarray, i: int, j: int, window: int) -> tuple[tuple[str, ...], str]:
    values, p = _taps(pooled, window), pooled.spec.norm_type
    number, y = Numbers(*values), rf"y_{{{i},{j}}}"
    power = written(p, decimals([p]))
    factor, value = float(scale(pooled.windows)[window]), float(pooled.output[i, j])
    places = pooled.windows.inside.shape[1]
    scaled = rf"\tfrac{{{places}}}{{{len(values)}}}" if len(values) < places else ""
    terms = elided([f"{number.base(v)}^{{{power}}}" for v in values])
    with np.errstate(all="ignore"):
        total = float(factor * np.power(np.array(values), p).sum())
    sum_shown = Numbers(total)
    root = rf"({sum_shown(total)})^{{1/{power}}}" if p != 1 else sum_shown(total)
    forward = aligned(
        rf"{y} &{number.relation(*values)}\bigl({scaled}({broken(terms, ' + ')})\bigr)^{{1/{power}}}",
        rf"&{sum_shown.relation(total)}{root} {Numbers(value).equals(value)}",
    )
    slope = rf"\tfrac{{\partial y}}{{\partial x}} &= {scaled}\, s^{{1/p - 1}}\, x^{{p - 1}}"
    slope += rf",\quad p = {power},\ s {sum_shown.equals(total)}"
    return (forward, aligned(slope)), _lp_text(pooled, total, value, len(values), places)


def _lp_text(pooled: Pooled, total: float, value: float, cells: int, places: int) -> str:
    parts = []
    if np.isnan(value):
        parts.append(
            "PyTorch takes no absolute value: the power or the root of a negative number is not real here, so the "
            "output is NaN, and so is the gradient that this window sends."
        )
    elif total == 0:
        parts.append("The sum of the powers is 0, where the root has no slope: nothing is sent, as in PyTorch.")
    elif pooled.spec.norm_type == 1:
        parts.append("With p = 1 this is the sum of the window: every cell receives the same gradient.")
    else:
        parts.append("Each cell receives the gradient times its own slope, which grows with the size of its value.")
    if cells < places:
        parts.append(f"The window holds {cells} of {places} cells; its sum is scaled up to a full window.")
    return " ".join(parts)
