"""Lesson: what a shift by one cell and noise can do to the outputs, and what they cannot."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import value_range
from figures.latex import Numbers, aligned
from figures.lessons.kit.boards import chosen_marks, input_grid, marked, output_grid, plane, winner
from figures.lessons.kit.changes import SHIFTS, averages, exact, kept_winners, margins, maxima, shifted, taps, worst
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Pick, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.numbers import adds_up, in_words, typed
from figures.pictures import size_of
from figures.table import Marks
from lab.examples import PEAKS_X
from lab.settings import Settings
from pooling.parameters import Pair

KERNEL = STRIDE = 2
OPPOSITE = {"right": "left", "left": "right", "down": "up", "up": "down", "none": "right"}
SHIFT = Pick("shift", "Shift by one cell", {name: name for name in SHIFTS}, help="The border cells are repeated.")
NOISE = Slide("noise", "Noise: no cell moves by more", 0.0, 2.0, 0.25, 0.25)


def _marks(case: Case, kept: NDArray) -> dict[Pair, str]:
    """Which outputs (L,) are as before."""
    cells = [divmod(n, case.pooled.output.shape[1]) for n in range(len(kept))]
    return {at: "kept" if stays else "changed" for at, stays in zip(cells, kept, strict=True)}


def _values(
    case: Case, title: str, array: NDArray, caption: str = "", marks: Marks | None = None, beside: NDArray | None = None
) -> Grid:
    """A grid in the colours of the input and of the grid `beside` it."""
    array = array.astype(float)
    span = value_range(case.x, array if beside is None else beside.astype(float))
    return Grid(title, plane(array, case.theme.values, span, case), caption, marks or {})


def _outputs(case: Case, values: NDArray) -> NDArray:
    return values.reshape(case.pooled.output.shape)


def _direction(shift: str) -> str:
    return f"to the {shift}" if shift in ("left", "right") else shift


def _tell_shift(case: Case) -> str:
    shift = case.knobs["shift"]
    before, after = maxima(case, shift)
    if shift == "none":
        return "Nothing is shifted. Choose a direction, and see which outputs stay."
    x, kept = exact(case.x), int((before == after).sum())
    moved = int((x != shifted(x, shift)).sum())
    return (
        f"Every number moves one cell {_direction(shift)}; the border cells are repeated where nothing comes in. "
        f"{_changed(moved, x.size, len(before) - kept, len(before))}\n\n"
        "An output stays where its number is still in the window and no larger one has come in. "
        "How many do depends on the numbers and on the direction."
    )


def _changed(cells: int, of_cells: int, outputs: int, of_outputs: int) -> str:
    """What a shift changes, in a sentence: none and all are said as such."""
    kept = of_outputs - outputs
    if not cells:
        return f"That changes nothing here: all {of_outputs} outputs stay."
    if not outputs:
        return f"That changes {cells} of {of_cells} input cells and no output: all {of_outputs} stay."
    stay = f"{kept} {'stays' if kept == 1 else 'stay'}" if kept else "none stays"
    return f"That changes {cells} of {of_cells} input cells and {outputs} of {of_outputs} outputs: {stay}."


def _formula_shift(case: Case) -> str:
    return r"y_{i,j} = \max_{r,\,c \,\in\, \text{window}} x_{r,c}"


def _show_shift(case: Case) -> tuple[Item, ...]:
    before, after = maxima(case, case.knobs["shift"])
    return (
        input_grid(case, chosen_marks(case)),
        output_grid(case),
        _values(case, "Shifted input", shifted(case.x, case.knobs["shift"]), size_of(case.x)),
        _values(case, "Output after", _outputs(case, after), "= stays, ≠ changes", _marks(case, before == after)),
    )


def _least(case: Case) -> tuple[Pair, Fraction]:
    """The window with the smallest margin, the first of several, and that margin."""
    own = margins(case)
    n = int(np.argmin(own))
    return divmod(n, case.pooled.output.shape[1]), own[n]


def _tell_margin(case: Case) -> str:
    at, least = _least(case)
    tie = " Its largest cells tie: raise another of them by however little, and that one wins." if least == 0 else ""
    return (
        "How safe is a winner? Its margin is the distance to the next number of its window, the runner-up.\n\n"
        f"The smallest margin here is {in_words(float(least))}, in window {at}.{tie}"
    )


def _formula_margin(case: Case) -> str:
    (i, j), least = _least(case)
    values = sorted(map(float, taps(case, case.x)[case.pooled.windows.number(i, j)]))
    number = Numbers(*values[-2:], float(least))
    sure = number.exact(*values[-2:]) and adds_up(float(least), [values[-1], -values[-2]])
    return aligned(
        rf"m_{{{i},{j}}} &= \text{{winner}} - \text{{runner-up}}",
        rf"&{number.relation(*values[-2:])}{number(values[-1])} - {number.term(values[-2])} "
        rf"{number.equals(float(least), sure=sure)}",
    )


def _margin_grid(case: Case, marks: dict[Pair, str]) -> Grid:
    own = _outputs(case, margins(case)).astype(float)
    return Grid("Margins", plane(own, case.theme.counts, value_range(own, np.zeros(1)), case), size_of(own), marks)


def _show_margin(case: Case) -> tuple[Item, ...]:
    at, _ = _least(case)
    return input_grid(case, chosen_marks(case)), output_grid(case), _margin_grid(case, marked([at], "focus"))


def _tell_noise(case: Case) -> str:
    noise, own, kept = typed(case.knobs["noise"]), margins(case), kept_winners(case)
    if noise == 0:
        return "There is no noise, so nothing changes. Raise it to see whether a winner is lost."
    size, double = in_words(float(noise)), in_words(float(2 * noise))
    first = f"The worst that noise of size {size} can do: every winner falls by {size}, every other cell rises by it."
    if (own > 2 * noise).all():
        second = f"Every margin is larger than {double}, so every winner stays: under this noise and any as small."
    else:
        second = f"A margin larger than {double} keeps a winner safe. {_lost(own <= 2 * noise, kept)}"
    return f"{first}\n\n{second}\n\nWhoever wins, no output moves by more than {size}."


def _lost(small: NDArray, kept: NDArray) -> str:
    """How many margins are small, and how many of their winners the noise takes: one that is first keeps a tie."""
    n, lost, margins = int(small.sum()), int((~kept).sum()), f"{len(small)} margins"
    if n == 1:
        return f"1 of {margins} is not larger, and its winner {'is lost' if lost else 'stays'}."
    if lost == 0:
        return f"{n} of {margins} are not larger, yet all of their winners stay."
    if lost == n:
        return f"{n} of {margins} are not larger, and all of their winners are lost."
    return f"{n} of {margins} are not larger, and {lost} of their winners {'is' if lost == 1 else 'are'} lost."


def _formula_noise(case: Case) -> str:
    return aligned(
        r"m > 2\,\varepsilon &\implies \text{same winner}",
        r"\lvert \max(x + e) - \max(x) \rvert &\le \max \lvert e \rvert = \varepsilon",
    )


def _show_noise(case: Case) -> tuple[Item, ...]:
    noisy, kept = worst(case), kept_winners(case)
    cells = taps(case, noisy)
    won = case.pooled.windows.flat[np.arange(len(cells)), cells.argmax(axis=1)]
    winners = marked((divmod(int(n), case.x.shape[1]) for n in won), "chosen")
    lost = {at: mark for at, mark in _marks(case, kept).items() if mark == "changed"}
    return (
        input_grid(case, chosen_marks(case)),
        _margin_grid(case, {}),
        _values(case, "Input with the worst noise", noisy, size_of(noisy), winners),
        _values(case, "Output after", _outputs(case, cells.max(axis=1)), "≠ another winner", lost, noisy),
    )


def _tell_average(case: Case) -> str:
    kept = {name: int((before == after).sum()) for name, (before, after) in _both(case).items()}
    if case.knobs["shift"] == "none":
        return "Nothing is shifted. Choose a direction, and compare the two."
    largest, mean = (n or "none" for n in (kept["max"], kept["average"]))
    return (
        f"Max pooling keeps {largest} of {case.grad_output.size} outputs under the same shift, "
        f"{_direction(case.knobs['shift'])}; average pooling keeps {mean}.\n\n"
        "An average moves whenever the sum of its window does. A maximum moves only when its number leaves the window "
        "or a larger one comes in; but then it can jump."
    )


def _both(case: Case) -> dict[str, tuple[NDArray, NDArray]]:
    shift = case.knobs["shift"]
    return {"max": maxima(case, shift), "average": averages(case, shift)}


def _show_average(case: Case) -> tuple[Item, ...]:
    grids, rows = [], []
    for name, (before, after) in _both(case).items():
        marks, moved = _marks(case, before == after), np.abs(after - before)
        title = name.capitalize()
        grids.append(_values(case, title, _outputs(case, before)))
        grids.append(_values(case, f"{title} after", _outputs(case, after), "= stays, ≠ changes", marks))
        rows.append((name, str(int((moved == 0).sum())), in_words(float(moved.max()))))
    return *grids, Rows("Under the shift", ("pooling", "outputs that stay", "largest change"), tuple(rows))


def _predict(case: Case) -> Predict:
    """How many outputs stay under a shift; to the right where the control says none."""
    shift = "right" if case.knobs["shift"] == "none" else case.knobs["shift"]
    (before, after), (mean, later) = maxima(case, shift), averages(case, shift)
    kept, size = int((before == after).sum()), len(before)
    return Predict(
        ask=f"Every number moves one cell {_direction(shift)}; the border cells are repeated where nothing comes in. "
        f"Max pooling is said not to mind.\n\n**How many of the {size} outputs stay as they are?**",
        right=float(kept),
        slips=(
            Slip(
                (float(stay_inside(case, shift)),),
                "That is how many largest cells stay in their window. But a larger number may come in, or an equal one "
                "take the place of one that leaves.",
            ),
            Slip(
                (float(size),),
                "Not all: a largest number leaves its window, or a larger one comes in.",
            ),
            Slip((float(size - kept),), "That is how many change."),
            Slip((float((mean == later).sum()),), "That is how many averages stay."),
            Slip((0.0,), "Some stay: look for windows whose largest number is the same before and after."),
        ),
        hint="Look at each window: is its largest cell still inside after the move? Does a larger one come in?",
        why="An output stays where the largest number of its window is as large as before. Pooling does not make a "
        "shift vanish: a number can leave its window, and a larger one can come in.",
        given=(input_grid(case, chosen_marks(case), edits=False), output_grid(case)),
        result=(
            _values(case, "Shifted input", shifted(case.x, shift), size_of(case.x)),
            _values(case, "Output after", _outputs(case, after), "= stays, ≠ changes", _marks(case, before == after)),
        ),
    )


def stay_inside(case: Case, shift: str) -> int:
    """How many of the cells that their windows chose are still in them after a shift."""
    down, right = SHIFTS[shift]
    chosen = (winner(case, i, j) for i, j in np.ndindex(case.pooled.output.shape))
    return sum((r // STRIDE, c // STRIDE) == ((r + down) // STRIDE, (c + right) // STRIDE) for r, c in chosen)


def _ask_shift(case: Case) -> Posed:
    other = OPPOSITE[case.knobs["shift"]]
    before, after = maxima(case, other)
    kept, size = int((before == after).sum()), len(before)
    return Posed(
        f"How many of the {size} outputs stay when every number moves one cell {_direction(other)} instead?",
        str(kept),
        tuple(str(n) for n in dict.fromkeys((size, size - kept, 0, size - 1, 1)) if n != kept)[:3],
        "An output stays where the largest number of its window is as large as before. A winner can leave its "
        "window, and a larger number can come in.",
    )


def _ask_noise(case: Case) -> Posed:
    least = _least(case)[1]
    why = "The winner may fall and the runner-up rise: each takes as much of the margin as the noise is large."
    if least == 0:
        return Posed(
            "How large may noise in every cell be, so that it can change no winner?",
            "There may be none.",
            ("Anything below 0.5 is safe.", "Anything below 1 is safe."),
            f"The smallest margin here is 0: cells tie. {why}",
        )
    half, whole, double = (in_words(float(least * part)) for part in (Fraction(1, 2), 1, 2))
    return Posed(
        f"The smallest margin is {whole}. Noise below which size, in every cell, can change no winner?",
        f"half the margin: {half}",
        (f"the margin: {whole}", f"twice the margin: {double}"),
        why,
    )


LESSON = Lesson(
    slug="robust",
    title="Robust to small changes",
    teaches="A shift can leave outputs as they are, and the margin of a winner says how much noise it withstands.",
    x=PEAKS_X,
    settings=Settings("max", (KERNEL, KERNEL), (STRIDE, STRIDE)),
    knobs=(SHIFT, NOISE),
    steps=(
        Step("A shift by one cell", _tell_shift, _show_shift, _formula_shift, knobs=("shift",)),
        Step("How far ahead the winner is", _tell_margin, _show_margin, _formula_margin, knobs=()),
        Step("Noise below half the margin", _tell_noise, _show_noise, _formula_noise, knobs=("noise",)),
        Step("Beside the average", _tell_average, _show_average, knobs=("shift",)),
    ),
    predict=_predict,
    questions=(_ask_shift, _ask_noise),
    topic="largest",
)
