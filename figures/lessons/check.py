"""Lesson: the gradient checked with finite differences, and where the check fails: ties, too small a step."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import Numbers, aligned, partial
from figures.lessons.kit.boards import input_grid, marked, output_grid, plane, together, upstream_grid, window_marks
from figures.lessons.kit.error_chart import STEPS, error_chart, errors
from figures.lessons.kit.lesson import Case, Chart, Grid, Item, Lesson, Pick, Posed, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.numbers import SHORT, in_words, sum_text, typed, written
from figures.phrases import count
from figures.table import Marks
from figures.voices import voice_of
from figures.voices.checked import Kink
from lab.settings import Settings
from pooling import OPERATORS, pool
from pooling.parameters import Pair
from pooling.verify.finite_differences import Differences, differences, margins, rounding, slopes

KERNEL, STRIDE = 2, 2
# Window (0, 1) has a tie; in window (0, 0) the winner is 0.5 ahead.
X = np.array([[1, 3.5, 2, 0], [3, 2, 7, 7], [5, 1, 0, 3], [2, 6, 8, 4]])
GRAD_OUTPUT = np.array([[1, 2], [3, -1]])
#: From this part of the largest gradient on, rounding is worth a warning.
COARSE = 0.01


def layer(operator: str) -> Settings:
    """The lesson's layer with any operator."""
    return Settings(operator, (KERNEL, KERNEL), (STRIDE, STRIDE))


def labels() -> dict[str, str]:
    """Every operator that is registered by now, as the control and the chart call it."""
    return {
        name: voice_of(operator).named(operator.label, layer(name).spec(*X.shape))
        for name, operator in OPERATORS.items()
    }


def step_of(case: Case) -> float:
    """The step h that is set."""
    return float(10.0 ** -case.knobs["n"])


def _found(case: Case) -> Differences:
    return differences(case.x, case.pooled.spec, case.grad_output, step_of(case))


def kinks(case: Case) -> NDArray:
    """Whether E has different slopes to the left and to the right of a cell, (H, W)."""
    left, right = slopes(case.pooled, case.grad_output)
    return left != right


def crossed(case: Case) -> NDArray:
    """Whether the step reaches past a kink that is not at the cell itself, (H, W)."""
    room = margins(case.pooled, case.grad_output)
    return (room > 0) & (room < step_of(case))


def steepest(case: Case) -> Pair:
    """The cell with the largest gradient, of those that have one if any do."""
    size = np.abs(case.grad_input) + 1
    row, column = np.unravel_index(int(np.where(kinks(case), 0, size).argmax()), size.shape)
    return int(row), int(column)


def _marks(case: Case) -> Marks:
    return together(marked(np.argwhere(kinks(case)), "kink"), marked(np.argwhere(crossed(case)), "crossed"))


def _caution(case: Case, at: Pair | None = None) -> str:
    """What is wrong with the step for these numbers, if something is; of kinks, at the cell `at` alone if given."""
    h, x, past = step_of(case), case.x, crossed(case)
    lost = (x + h == x) | (x - h == x)
    largest = float(np.abs(x).max())
    if lost.any():
        gap = in_words(float(np.spacing(largest)))
        return (
            f"\n\nIn {count(int(lost.sum()), 'cell')} h is too small to move the number: near "
            f"{written(largest, 3, SHORT)} the next number that a computer can write is {gap} "
            "away. Slopes there say nothing."
        )
    noise = float(rounding(case.pooled, case.grad_output, h).max())
    if noise > COARSE * (float(np.abs(case.grad_input).max()) or 1):
        return f"\n\nRounding alone can move these slopes by {in_words(noise)}: h is too small for such numbers."
    room = margins(case.pooled, case.grad_output)
    if at is not None and past[at]:
        away = in_words(float(room[at]))
        return f"\n\nAt this cell h reaches past a kink, {away} away: the difference mixes more than one slope."
    if at is None and past.any():
        nearest = float(room[past].min())
        return (
            f"\n\nIn {count(int(past.sum()), 'cell')} h reaches past a kink (dotted), the nearest {in_words(nearest)} "
            "away: the difference mixes more than one slope."
        )
    return ""


def _tell_one(case: Case) -> str:
    at = steepest(case)
    terms = case.pooled.output * case.grad_output
    loss = sum_text(float(terms.sum()), float(np.abs(terms).sum()))
    bent = "\n\nE has a kink at this cell, so the two need not agree: a later step looks there."
    return (
        "A gradient is a slope of E, the error of a network. Let E be the sum of the outputs, each times its upstream "
        f"gradient ∂E/∂y: {loss}.\n\n"
        f"Between cell {at} lowered and raised by h = {in_words(step_of(case))}, the change of E over 2h estimates its "
        "slope. The backward pass says "
        f"{in_words(float(case.grad_input[at]))}.{_caution(case, at)}{bent if kinks(case)[at] else ''}"
    )


def _formula_one(case: Case) -> str:
    (row, column), h = at, _ = steepest(case), step_of(case)
    slope, run = float(_found(case).central[at]), 2 * h
    rise = slope * run
    number, x = Numbers(rise, run, slope), rf"x_{{{row},{column}}}"
    return aligned(
        rf"{partial('E', 'x', *at)} &\approx \frac{{E({x} + h) - E({x} - h)}}{{2h}}",
        rf"&{number.relation(rise, run)}\frac{{{number(rise)}}}{{{number(run)}}}",
        f"&{number.equals(slope, sure=number.exact(rise, run))}",
    )


def _show_one(case: Case) -> tuple[Item, ...]:
    at = steepest(case)
    windows = case.pooled.windows.holding(*at)
    return (
        input_grid(case, {at: "focus"}),
        output_grid(case, marked(windows, "holds")),
        upstream_grid(case, marked(windows, "holds")),
    )


def _gradients(case: Case, **grids: NDArray) -> tuple[Grid, ...]:
    """Slopes beside the gradient in one range of colours, kinks marked."""
    span, marks = symmetric_range(case.grad_input, *grids.values()), _marks(case)
    shown = {**{title.replace("_", " "): grid for title, grid in grids.items()}, "Backward pass": case.grad_input}
    return tuple(Grid(title, plane(z, case.theme.gradients, span, case), "", marks) for title, z in shown.items())


def _tell_all(case: Case) -> str:
    bent, off = kinks(case), np.abs(_found(case).central - case.grad_input)
    smooth = int((~bent).sum())
    compared = (
        f"Over the {count(smooth, 'cell')} that have a derivative, the two differ by at most "
        f"{in_words(float(off[~bent].max()))}."
        if smooth
        else "No cell has a derivative here, so there is nothing to compare."
    )
    bends = f" In {count(int(bent.sum()), 'cell')} (dashed) E has a kink: the next step looks there."
    return (
        f"Each cell is nudged in turn: {2 * case.x.size} forward passes for {case.x.size} cells. The backward pass "
        f"finds them all at once.\n\n{compared}{bends if bent.any() else ''}{_caution(case)}"
    )


def _show_all(case: Case) -> tuple[Item, ...]:
    return input_grid(case, _marks(case)), *_gradients(case, Central_difference=_found(case).central)


def _first_kink(case: Case) -> Kink:
    row, column = at = tuple(map(int, np.argwhere(kinks(case))[0]))
    left, right = slopes(case.pooled, case.grad_output)
    return Kink((row, column), *(sum_text(float(grid[at]), 1.0) for grid in (left, right, case.grad_input)))


def _tell_tie(case: Case) -> str:
    voice = voice_of(case.pooled.operator)
    if kinks(case).any():
        return voice.kink(case.pooled, _first_kink(case)) + _caution(case)
    found = _found(case)
    apart = in_words(float(np.abs(found.forward - found.backward).max()))
    return (
        f"{voice.no_kink(case.pooled)}\n\nLeft and right slope are the same in every cell. Found with this h, they "
        f"come out at most {apart} apart.{_caution(case)}"
    )


def _formula_tie(case: Case) -> str:
    return aligned(
        r"\text{left} &= \frac{E(x) - E(x - h)}{h}",
        r"\text{right} &= \frac{E(x + h) - E(x)}{h}",
    )


def _show_tie(case: Case) -> tuple[Item, ...]:
    found = _found(case)
    return (
        input_grid(case, _marks(case)),
        *_gradients(case, Left_slope=found.backward, Right_slope=found.forward),
    )


def _tell_step(case: Case) -> str:
    voice, drawn = voice_of(case.pooled.operator), errors(case.x, case.pooled.spec, case.grad_output)
    room = margins(case.pooled, case.grad_output)[~kinks(case)]
    text = voice.error(case.pooled, float(room.min()) if room.size else np.inf)
    if np.isnan(drawn).all():
        return f"{text}\n\nNo cell has a derivative here, so there is no error to draw."
    return f"{text}\n\n{_points(drawn, voice.curved)}"


def _points(drawn: NDArray, curved: bool) -> str:
    """How many of the errors are none; where all are some, and the line is a V, which of them is the least."""
    exact, tried = int((drawn == 0).sum()), len(STEPS)
    if exact == tried:
        return f"At each of the {tried} steps tried the error is exactly 0, for which a logarithmic axis has no place."
    if exact:
        return (
            f"At {exact} of the {tried} steps tried the error is exactly 0, for which a logarithmic axis has no place: "
            "the line has no dot there."
        )
    if not curved:
        return f"At each of the {tried} steps tried the error is above 0: each has its dot."
    closest = written(float(STEPS[int(drawn.argmin())]), 3)
    return f"Of the {tried} steps tried, one of about {closest} comes closest."


def _show_step(case: Case) -> tuple[Item, ...]:
    return input_grid(case, _marks(case)), Chart(
        "Largest error of the central difference",
        error_chart(case, step_of(case), labels()),
        "over the cells that have a derivative",
        tall=340,
    )


def _predict(case: Case) -> Predict:
    """By how much E changes when a winner falls by 1, of a tie if there is one; under max, whatever is set."""
    pooled = pool(case.x, layer("max").spec(*case.x.shape))
    windows, tied = pooled.windows, np.argwhere(pooled.tied)
    at: Pair = (int(tied[0][0]), int(tied[0][1])) if len(tied) else (0, 0)
    assert pooled.indices is not None, "max has a winner"
    cell = divmod(int(pooled.indices[at]), case.x.shape[1])
    g, lowered = typed(float(case.grad_output[at])), case.x.copy()
    lowered[cell] = float(typed(float(case.x[cell])) - 1)
    values = [typed(float(case.x.ravel()[n])) for n in windows.flat[windows.number(*at)]]
    top, *rest = sorted(values, reverse=True)
    falls = min(top - rest[0], Fraction(1))
    span = value_range(case.x, lowered)
    after = pool(lowered, pooled.spec).output
    marks = together(window_marks(case, *at), {cell: "focus"})
    before, then = (plane(array, case.theme.values, span, case) for array in (pooled.output, after))
    return Predict(
        ask=f"Max pooling, and E is the sum of all outputs, each times its upstream gradient. Cell {cell}, "
        f"outlined, holds {in_words(float(top))}; the upstream gradient of its window, framed, is {in_words(float(g))}."
        "\n\n**The cell falls by 1. By how much does E change?**",
        right=float(-g * falls),
        slips=(
            Slip(
                (float(-g), *((float(g),) if falls < 1 else ())),
                "That is the gradient times the step. But does the output fall by 1, all the way?",
            ),
            Slip((float(g * falls),), "Mind the sign: the cell falls."),
            Slip((float(-falls), -1.0), "That is how far the output may fall. E has it times the upstream gradient."),
        ),
        hint="What is the largest number of the window then? E changes by what the output changes, times its gradient.",
        why=_why_falls(float(falls), float(rest[0])),
        given=(
            input_grid(case, marks, edits=False),
            upstream_grid(case, {at: "focus"}, edits=False),
            Grid("Output", before, "", {at: "focus"}),
        ),
        result=(Grid("Output after", then, "", {at: "focus"}),),
    )


def _why_falls(falls: float, runner_up: float) -> str:
    if falls == 0:
        return (
            "Another cell of the window is as large, so the output stays. Going down from here the slope is 0, though "
            "the backward pass sends this cell the whole gradient: at a tie there is a kink, and no derivative."
        )
    if falls < 1:
        return f"The output falls by {in_words(falls)} alone: then another cell, {in_words(runner_up)}, is the largest."
    return "No other cell of the window comes in between: the output falls by 1, and E by its gradient times 1."


def _ask_left(case: Case) -> Posed:
    bent, (left, right) = kinks(case), slopes(case.pooled, case.grad_output)
    at = tuple(map(int, np.argwhere(bent)[0])) if bent.any() else steepest(case)
    low, high = float(left[at]), float(right[at])
    sent = float(case.grad_output[case.pooled.windows.holding(*at)[0]])
    answers = dict.fromkeys(sum_text(v, 1.0) for v in (low, high, (low + high) / 2, sent, -sent, 0.0, 1.0, 2.0))
    said, *others = answers
    why = (
        f"Lowered and raised it meets two slopes, {said} and {sum_text(high, 1.0)}: E has a kink there."
        if bent.any()
        else "There is no kink at this cell: the slope is the same on both sides, and it is the gradient."
    )
    return Posed(
        f"Cell ({at[0]}, {at[1]}) is lowered by a very small step. What is the slope of E to that side?",
        said,
        tuple(others[:3]),
        why,
    )


def _ask_passes(case: Case) -> Posed:
    cells = case.x.size
    return Posed(
        f"How many forward passes does a check of all {cells} cells by central differences take?",
        str(2 * cells),
        tuple(map(str, (cells, cells + 1, 2))),
        "Each cell is raised once and lowered once. That is why it checks a backward pass, and does not replace it.",
    )


LESSON = Lesson(
    slug="check",
    title="Check it yourself",
    teaches="Nudge a cell, see how far the loss moves: finite differences check a gradient, but not at a tie.",
    x=X,
    grad_output=GRAD_OUTPUT,
    settings=lambda knobs: layer(knobs["operator"]),
    knobs=(
        Pick("operator", "Operator", labels),
        Slide("n", "Step h = 10⁻ⁿ: the exponent n", 0, 12, 3, help="a larger n is a smaller step"),
    ),
    steps=(
        Step("A slope without calculus", _tell_one, _show_one, _formula_one),
        Step("Every cell in turn", _tell_all, _show_all),
        Step("At a tie there is no derivative", _tell_tie, _show_tie, _formula_tie),
        Step("How small a step?", _tell_step, _show_step),
    ),
    predict=_predict,
    questions=(_ask_left, _ask_passes),
    topic="backward",
)
