"""What a step of the backward pass by window says: what each place, or the whole window, is sent."""

from __future__ import annotations

import math

from figures.narration.context import Known
from figures.narration.writing import Told, added, at, divided, joined, sign, subject, whole
from figures.phrases import count
from pooling.parameters import Pair
from pooling.steps.trace import Step

#: Of a whole window's overlapping cells so many are added up in the equation.
MOST_SUMS = 4
CHOICE = {"max": "argmax", "min": "argmin"}

#: The gradient that every cell has so far; a cell that no window has sent anything yet is not in it.
Had = dict[Pair, float]


def cell_name(cell: Pair) -> str:
    return f"∂E/∂x[{cell[0]},{cell[1]}]"


def sent_by(known: Known, window: Pair, tap: int, share: float) -> str:
    """How an average or Lp makes a cell's share: gradient over divisor, or gradient times slope."""
    w = known.number(window)
    grad, result = known.upstream(window), known.pen_share[share]
    if known.spec.operator == "avg":
        return divided(grad, known.divisor[w], result)
    slope = known.pen_weight[known.weights[w][tap]]
    equal = sign(math.isnan(share) or (grad.exact and slope.exact and result.exact))
    return f"{grad.text} · {slope.term} {equal} {result.text}"


def send(known: Known, step: Step, had: Had) -> Told:
    """One tap that is an input cell."""
    who, output = f"{subject(step.window, step.tap, 'Cell')} {at(step.cell)}", f"output {at(step.window)}"
    if known.selects and step.best is None:
        return Told(f"{who} is not the winner: it gets nothing from {output}.", "")
    if not step.writes:
        return Told(f"{who} gets nothing: {no_slope(known, step.window)}.", "")
    line = added(cell_name(step.cell), known.pen_share, [step.before, step.value], step.after)
    if known.selects:
        whole_gradient = f"the whole gradient of {output}, {known.upstream(step.window).said},"
        said = f"{who} is the {CHOICE[known.spec.operator]}: {whole_gradient} travels to it."
    else:
        said = f"{who} gets {known.pen_share[step.value].said}, {how(known, step)}."
        line = f"{sent_by(known, step.window, step.tap, step.value)}, {line}"
    return Told(said + _adds(step.cell, known, had), line)


def no_slope(known: Known, window: Pair) -> str:
    """Why Lp sends a cell nothing."""
    if known.zero_sum[known.number(window)]:
        return "where a window's sum is 0, its slopes are taken as 0, as in PyTorch"
    return "its slope in this window is 0"


def how(known: Known, step: Step) -> str:
    """What the share of one tap is, for an average or Lp."""
    output, w = f"output {at(step.window)}", known.number(step.window)
    if known.spec.operator == "avg":
        return f"the gradient of {output} divided by {whole(known.divisor[w])}"
    nan = ", NaN" if math.isnan(known.weights[w][step.tap]) else ""
    return f"the gradient of {output} times the cell's slope{nan}"


def _adds(cell: Pair, known: Known, had: Had) -> str:
    if cell not in had:
        return ""
    return f" It already has {known.pen_share[had[cell]].said}: where windows overlap, gradients add up."


def outside(known: Known, step: Step) -> Told:
    """One place that is no input cell."""
    who = f"{subject(step.window, step.tap, 'Place')} {at(step.cell)} {known.outside(step.cell)}"
    if known.selects or known.spec.operator == "lp" or known.overhangs(step.cell):
        return Told(f"{who} and gets nothing.", "")
    if known.overridden:
        return Told(f"{who} and gets nothing; divisor_override alone sets what each cell gets.", "")
    if not known.spec.count_include_pad:
        return Told(f"{who}, which does not count and gets nothing.", "")
    share = known.pen_share[step.value]
    line = divided(known.upstream(step.window), known.divisor[known.number(step.window)], share)
    return Told(f"{who} and counts; this share leaves the grid and is lost.", f"{line} is lost")


def spread(known: Known, step: Step, had: Had) -> Told:
    """A whole window at once."""
    who = f"The gradient of output {at(step.window)}, {known.pen_grad[step.value].said},"
    if known.selects:
        cell, total = step.best, step.writes[0].value
        said = f"{who} travels whole to the {CHOICE[known.spec.operator]}, {at(cell)}.{_adds(cell, known, had)}"
        return Told(said, added(cell_name(cell), known.pen_share, [had.get(cell, 0.0), step.value], total))
    said, line = (_split if known.spec.operator == "avg" else _sloped)(known, step, who)
    overlapping = [part for part in step.parts if part[0] in had]
    if not overlapping:
        return Told(said, line)
    sums = [_total(known, step, cell, [had[cell], share]) for cell, share in overlapping[:MOST_SUMS]]
    rest = ["…"] if len(overlapping) > MOST_SUMS else []
    return Told(f"{said} Where windows overlap, gradients add up.", "; ".join([line, *sums, *rest]))


def _total(known: Known, step: Step, cell: Pair, terms: list[float]) -> str:
    """What an overlapping cell comes to: old + new = sum."""
    after = next(write.value for write in step.writes if (write.row, write.column) == cell)
    return added(cell_name(cell), known.pen_share, terms, after)


def _split(known: Known, step: Step, who: str) -> tuple[str, str]:
    w, n = known.number(step.window), len(step.parts)
    divisor, padding = known.divisor[w], known.padding[w] if known.pads_count else 0
    share = known.pen_share[step.parts[0][1]]
    each = "its one cell" if n == 1 else f"each of its {n} cells"
    said = f"{who} is divided by {whole(divisor)}: {each} gets {share.said}."
    if padding:
        lost = known.pen_share[step.value * padding / divisor].said
        said += f" The share of {count(padding, 'place')} of padding, {lost}, leaves the grid and is lost."
    return said, f"{divided(known.pen_grad[step.value], divisor, share)} to {each}"


def _sloped(known: Known, step: Step, who: str) -> tuple[str, str]:
    w, n = known.number(step.window), len(step.parts)
    if n == 0:
        return f"{who} goes nowhere: {no_slope(known, step.window)}.", ""
    taps = [tap for tap, weight in enumerate(known.weights[w]) if weight != 0]
    lines = [
        f"{sent_by(known, step.window, tap, share)} to {at(cell)}"
        for tap, (cell, share) in zip(taps, step.parts, strict=True)
    ]
    if all(math.isnan(known.weights[w][tap]) for tap in taps):
        said = f"{who} meets slopes that are NaN, so NaN is all that it brings."
    else:
        said = f"{who} goes to {'its one cell' if known.cells[w] == 1 else 'each cell'}, times the cell's own slope."
    silent = known.cells[w] - n
    if silent:
        said += f" {count(silent, 'cell')} {'has' if silent == 1 else 'have'} slope 0: nothing arrives there."
    return said, joined(lines, ", ")
