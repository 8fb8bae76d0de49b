"""What is said of a window that is done: how its cells made the output."""

from __future__ import annotations

import math

from figures.narration.context import Known
from figures.narration.writing import Told, at, divided, joined, over, sign, whole
from figures.numbers import MINUS, adds_up
from figures.phrases import CHOICE, count
from pooling.steps.trace import Step


def result(known: Known, step: Step, by_tap: bool) -> Told:
    """A window that is done."""
    tell = {"max": _chosen, "min": _chosen, "avg": _averaged, "lp": _rooted}[known.spec.operator]
    return tell(known, step, by_tap)


def _head(step: Step, by_tap: bool) -> str:
    return f"Window {at(step.window)}{' is done' if by_tap else ''}"


def _name(step: Step) -> str:
    return f"y[{step.window[0]},{step.window[1]}]"


def _chosen(known: Known, step: Step, by_tap: bool) -> Told:
    most, beats = CHOICE[known.spec.operator]
    marks, value = [known.pen_x[x] for _, x in step.parts], known.pen_x[step.value]
    keep = next(n for n, (cell, _) in enumerate(step.parts) if cell == step.best)
    exact = all(mark.exact for mark in marks)
    row = joined([mark.text for mark in marks], ", ", keep)
    line = f"{_name(step)} {sign(exact)} {known.spec.operator}({row}) {sign(exact and value.exact)} {value.text}"
    ties = sum(x == step.value for _, x in step.parts)
    if math.isnan(step.value):
        said = f"{_head(step, by_tap)}: NaN always wins, the last one at {at(step.best)}."
    elif ties > 1:
        said = (
            f"{_head(step, by_tap)}: {ties} cells tie at {value.said}, and none is {beats} than the first, "
            f"{at(step.best)}, which becomes the output."
        )
    else:
        said = f"{_head(step, by_tap)}: its {most} cell, {value.said} at {at(step.best)}, becomes the output."
    return Told(said + _places_outside(known, step), line)


def _places_outside(known: Known, step: Step) -> str:
    n = known.places - len(step.parts)
    return f" {count(n, 'place')} outside the grid cannot win." if n else ""


def _averaged(known: Known, step: Step, by_tap: bool) -> Told:
    w = known.number(step.window)
    divisor, values = known.divisor[w], [x for _, x in step.parts]
    total, value = known.pen_x[step.before], known.pen_y[step.value]
    exact = all(known.pen_x[x].exact for x in values)
    sure = exact and adds_up(step.before, values) and adds_up(step.value * divisor, values)
    line = divided(total, divisor, value, sure or math.isnan(step.value))
    if not by_tap and len(values) > 1:
        terms = [known.pen_x[values[0]].text, *[known.pen_x[x].term for x in values[1:]]]
        line = f"({joined(terms, ' + ')}) / {over(divisor)} {sign(sure and total.exact)} {line}"
    first = sign(exact if not by_tap and len(values) > 1 else sure and total.exact)
    said = f"{_head(step, by_tap)}: its sum, {total.said}, is divided by {whole(divisor)}. {_divisor(known, w)}"
    return Told(said, f"{_name(step)} {first} {line}")


def _divisor(known: Known, w: int) -> str:
    """What the divisor of a window counts."""
    cells, padding = known.cells[w], known.padding[w] if known.pads_count else 0
    if known.overridden:
        return "divisor_override sets this divisor, whatever the window holds."
    counts = count(cells, "cell") + (f" and {count(padding, 'place')} of padding" if padding else "")
    rest, where = known.places - cells - padding, "beyond the edge" if known.pads_count else "outside the grid"
    return f"The divisor counts {counts}" + (f", not the {count(rest, 'place')} {where}." if rest else ".")


def _rooted(known: Known, step: Step, by_tap: bool) -> Told:
    n, places, powers = len(step.parts), known.places, [power for _, power in step.parts]
    total = step.before * places / n
    mark, value = known.pen_total[total], known.pen_y[step.value]
    scaled = f"{places}/{n} · " if n < places else ""
    root = f"^(1/{known.power})" if known.powers else ""
    inner, exact = _inner(known, step, by_tap)
    if n > 1 and not by_tap and (root or scaled):
        inner = f"({inner})"
    start = (f"({scaled}{inner})" if scaled else base_of(inner)) + root if root else scaled + inner
    sure = exact and adds_up(step.before, powers)
    line = f"{_name(step)} {sign(exact)} {start}"
    if root and (scaled or not by_tap):
        line += f" {sign(sure and mark.exact)} {base_of(mark.text)}{root}"
    if root or scaled or (n > 1 and not by_tap):
        equal = math.isnan(step.value) or (sure and mark.exact and value.exact)
        line += f" {sign(equal)} {value.text}"
    return Told(_root_text(known, step, _head(step, by_tap), total), line)


def _inner(known: Known, step: Step, by_tap: bool) -> tuple[str, bool]:
    """The sum of the powers: their total after taps that were told one by one, else each of them."""
    if by_tap:
        start = known.pen_power[step.before]
        return start.text, start.exact
    values = [known.x[r][c] for (r, c), _ in step.parts]
    if not known.powers:
        marks = [known.pen_x[x] for x in values]
        return joined([marks[0].text, *[mark.term for mark in marks[1:]]], " + "), all(mark.exact for mark in marks)
    shown = [power_of(known, x, power) for x, (_, power) in zip(values, step.parts, strict=True)]
    return joined([text for text, _ in shown], " + "), all(exact for _, exact in shown)


def _root_text(known: Known, step: Step, head: str, total: float) -> str:
    n, places, value = len(step.parts), known.places, known.pen_y[step.value]
    times = f" The sum is first scaled up by {places}/{n}, to a full window." if n < places else ""
    if math.isnan(total) and known.power_breaks and any(known.x[r][c] < 0 for (r, c), _ in step.parts):
        return f"{head}: a negative number to the power {known.power} is NaN, and so is the output."
    if math.isnan(total):
        return f"{head}: its sum is NaN, and so is the output."
    if math.isnan(step.value):
        return f"{head}: its sum is below 0, and a negative number to the power 1/{known.power} is NaN.{times}"
    if not known.powers:
        return f"{head}: with p = 1 the output is the sum, {value.said}.{times}"
    return f"{head}: the root of its sum of powers, {value.said}, becomes the output.{times}"


def power_of(known: Known, x: float, power: float) -> tuple[str, bool]:
    """`x^p`, and whether both are written, and `power` computed, without loss."""
    base = known.pen_x[x]
    return f"{base_of(base.text)}^{known.power}", base.exact and known.power_exact and (x == 0 or power != 0)


def base_of(text: str) -> str:
    """A number as what a power is taken of: in brackets where it has a sign or is a power of ten."""
    return f"({text})" if text[0] == MINUS or "e" in text else text
