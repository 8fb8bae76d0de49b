"""Lesson: every operator on one window, Lp with any p, and the slopes by which they send gradient."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import aligned
from figures.lessons.kit.boards import input_grid, plane, window_marks
from figures.lessons.kit.lesson import Case, Chart, Grid, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.plot import layout
from figures.lessons.kit.predict import Predict, Slip
from figures.numbers import in_words, sum_text
from figures.phrases import listed
from figures.pictures import size_of
from figures.stories.window import window_story
from figures.voices import voice_of
from lab.settings import NORM_TYPES, Settings
from pooling import OPERATORS, Pooled, PoolSpec, pool

KERNEL = 2
#: The p of the curve, and those at which negative numbers are tried.
CURVE = np.linspace(*NORM_TYPES, 181)
TRIED = (1.0, 2.0, 2.5, 3.0, 4.0)
#: The output cell that the lesson is about.
FIRST = {(0, 0): "focus"}

# Every window's squares add up to a square: Lp with p = 2 gives whole numbers.
X = np.array([[2, 6, 1, 2], [4, 5, 2, 4], [10, 1, 4, 4], [2, 4, 4, 1]])


def _p(case: Case) -> float:
    return float(case.knobs["p"])


def _window(case: Case) -> NDArray:
    """The cells of window (0, 0)."""
    return case.x[:KERNEL, :KERNEL]


def _size(case: Case) -> float:
    return float(np.abs(_window(case)).sum())


def lp_of(window: NDArray, p: float) -> float:
    """Lp of one window."""
    return float(pool(window, PoolSpec("lp", window.shape, norm_type=p)).output[0, 0])


def _each(case: Case) -> list[Pooled]:
    """The same input under every operator; under the lesson's own with the p that is set."""
    own = case.settings.operator
    return [case.pooled if name == own else pool(case.x, PoolSpec(name, KERNEL)) for name in OPERATORS]


def _title(pooled: Pooled) -> str:
    voice = voice_of(pooled.operator)
    return voice.named(voice.noun, pooled.spec)


def _tell_all(case: Case) -> str:
    voices = [(voice_of(pooled.operator), pooled) for pooled in _each(case)]
    does = " ".join(f"{voice.noun} {voice.does(pooled)}." for voice, pooled in voices)
    said = f"Each operator turns the four numbers of a window into one. {does}"
    if np.isnan(case.pooled.output).any():
        said += "\n\nLp is NaN where negative numbers meet this p; the step on negative numbers tells why."
    return said


def _formula_lp(case: Case) -> str:
    return window_story(case.pooled, case.grad_output, 0, 0).formulas[0]


def _show_all(case: Case) -> tuple[Item, ...]:
    each = _each(case)
    span = value_range(case.x, *(pooled.output for pooled in each))
    grids = [
        Grid(_title(pooled), plane(pooled.output, case.theme.values, span, case), size_of(pooled.output), FIRST)
        for pooled in each
    ]
    return input_grid(case, window_marks(case, 0, 0)), *grids


def _tell_limits(case: Case) -> str:
    window, size = _window(case), _size(case)
    start = "Lp of window (0, 0), for every p from 1 to 10.\n\n"
    if window.min() < 0:
        return start + (
            "The window holds a negative number: the curve has gaps, or is not there, where Lp is NaN, and no limit is "
            "promised. Make its numbers positive to see the way from the sum to the maximum."
        )
    power = float(window.max()) ** NORM_TYPES[1]
    if window.max() > 0 and power < np.finfo(float).tiny:
        fate = "lose their digits" if power else "come to 0"
        return start + f"The powers of numbers as small as these {fate} in floating point, and with them Lp."
    if np.count_nonzero(window) < 2:
        return start + (
            f"At most one cell is not 0, so that Lp is {sum_text(float(window.max()), size)} at every p: sum and "
            "maximum are the same. Edit another cell of the window."
        )
    weights = (
        "A larger p gives the largest cells more weight."
        if len(set(window[window > 0])) > 1
        else "The cells that are not 0 are equal: every p gives them the same weight."
    )
    total, top, now = (sum_text(v, size) for v in (float(window.sum()), float(window.max()), lp_of(window, _p(case))))
    return start + (
        f"At p = 1 it is the sum, {total}: {window.size} times the average. {weights} As p grows, Lp falls towards the "
        f"maximum, {top}. At p = {in_words(_p(case))} it is {now}."
    )


def _formula_limits(case: Case) -> str:
    del case
    return aligned(
        r"\text{of } n \text{ cells, all } x \ge 0:",
        r"\max x &\le \Bigl(\sum x^p\Bigr)^{1/p}",
        r"&\le n^{1/p} \cdot \max x",
        r"n^{1/p} &\to 1 \quad \text{as } p \to \infty",
    )


def _line(name: str, value: float, colour: str, dash: str) -> dict[str, Any]:
    """A level line over the whole range of p."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(NORM_TYPES),
        "y": [value, value],
        "line": {"color": colour, "width": 2, "dash": dash},
    }


def curve(case: Case) -> dict[str, Any]:
    """Lp of window (0, 0) against p as a Plotly figure; None where it is NaN. Whole p have dots of their own."""
    window, theme = _window(case), case.theme
    values = [lp_of(window, float(p)) for p in CURVE]
    whole = np.arange(NORM_TYPES[0], NORM_TYPES[1] + 1)
    dots = {"type": "scatter", "mode": "markers", "hoverinfo": "x+y"}
    traces = [
        _line("maximum", float(window.max()), theme.ink, "dash"),
        _line("average", float(window.mean()), theme.muted, "dot"),
        {
            "type": "scatter",
            "mode": "lines",
            "name": "Lp",
            "x": [round(float(p), 2) for p in CURVE],
            "y": [_plain(v) for v in values],
            "line": {"color": theme.values[3], "width": 3},
        },
        dots | {
            "x": whole.tolist(),
            "y": [_plain(lp_of(window, float(p))) for p in whole],
            "marker": {"color": theme.values[3], "size": 7},
            "showlegend": False,
        },
        dots | {
            "x": [_p(case)],
            "y": [_plain(lp_of(window, _p(case)))],
            "name": f"p = {in_words(_p(case))}",
            "marker": {"color": theme.selection, "size": 12, "symbol": "diamond"},
        },
    ]  # fmt: skip
    reach = [NORM_TYPES[0] - 0.2, NORM_TYPES[1] + 0.2]
    axes = {"title": {"text": "p"}, "dtick": 1, "range": reach}, {"title": {"text": "output"}}
    return {"data": traces, "layout": layout(theme, *axes)}


def _plain(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _show_limits(case: Case) -> tuple[Item, ...]:
    return (
        input_grid(case, window_marks(case, 0, 0)),
        Chart("Lp of window (0, 0) against p", curve(case), tall=340),
    )


def _tell_negative(case: Case) -> str:
    return (
        "PyTorch's Lp takes no absolute value (ONNX's does). An even p drops the sign. A negative number to a p that "
        "is not whole is NaN. An odd p keeps the sign: where the sum of the powers is negative, its root is NaN; "
        "p = 1 needs no root.\n\nThe table tries window (0, 0) and its negative."
    )


def _formula_negative(case: Case) -> str:
    del case
    return r"(-2)^2 = 4 \quad (-2)^3 = -8 \quad (-2)^{2.5} = \text{NaN}"


def _show_negative(case: Case) -> tuple[Item, ...]:
    window, size = _window(case), _size(case)
    tried = sorted({*TRIED, _p(case)})
    rows = [
        (in_words(p), *(sum_text(lp_of(array, p), size) for array in (window, -window, np.abs(window)))) for p in tried
    ]
    head = ("p", "window", "its negative", "absolute values")
    return (
        input_grid(case, window_marks(case, 0, 0)),
        Rows("Lp of window (0, 0)", head, tuple(rows), tried.index(_p(case))),
    )


def slopes(pooled: Pooled) -> NDArray:
    """∂y/∂x of the cells of window (0, 0)."""
    return pooled.derivative[0].reshape(KERNEL, KERNEL)


def _tell_slopes(case: Case) -> str:
    text = window_story(case.pooled, case.grad_output, 0, 0).text
    others = [(voice_of(pooled.operator), pooled) for pooled in _each(case) if pooled is not case.pooled]
    follow = " ".join(f"{voice.noun} {voice.follows(pooled)}." for voice, pooled in others)
    return (
        "A cell receives the upstream gradient ∂E/∂y, how fast the error E of the network changes with an output, "
        f"times a slope: how fast output (0, 0) moves with the cell.\n\n{follow}\n\n{_title(case.pooled)}: {text}"
    )


def _formula_slopes(case: Case) -> str:
    return window_story(case.pooled, case.grad_output, 0, 0).formulas[1]


def _show_slopes(case: Case) -> tuple[Item, ...]:
    each = [(_title(pooled), slopes(pooled)) for pooled in _each(case)]
    span = symmetric_range(*(array for _, array in each))
    grids = [
        Grid(
            f"{title}: slopes",
            plane(array, case.theme.gradients, span, case),
            f"add up to {sum_text(float(array.sum()), float(np.abs(array).sum()))}",
        )
        for title, array in each
    ]
    return input_grid(case, window_marks(case, 0, 0)), *grids


def _predict(case: Case) -> Predict:
    """What Lp with p = 2 makes of a window, whatever p the control has."""
    window, spec = _window(case), PoolSpec("lp", KERNEL, norm_type=2)
    output = pool(case.x, spec).output
    squares = float((window**2).sum())
    span = value_range(case.x, output)
    # Of the sizes of the cells Lp comes to the largest: of the cells themselves only where none is negative.
    grows = ", and what Lp comes to as p grows" if (window >= 0).all() else ""
    cells = listed([in_words(float(v)) for v in window.ravel()])
    return Predict(
        ask=f"Max pooling takes the largest cell of a window, an average the mean. Lp pooling with p = 2 squares the "
        f"cells, adds them up, and takes the root. Window (0, 0), framed, holds {cells}.\n\n"
        "**What does it give for it?**",
        right=float(output[0, 0]),
        slips=(
            Slip((squares,), "That is the sum of the squares. The root is still to come."),
            Slip((float(window.sum()),), "That is the sum of the cells: p = 1."),
            Slip((float(window.max()),), f"That is the largest cell, as a max pool gives it{grows}."),
            Slip((float(window.mean()),), "That is the average."),
            Slip((float(np.sqrt(squares / window.size)),), "That is the root of the mean square. Lp does not divide."),
        ),
        hint="Square each cell, add up the four squares, then take the root.",
        why="It is the root of the sum of the squares: the length of the window as a vector, at least the largest cell "
        "in size and at most the sum of their sizes.",
        given=(input_grid(case, window_marks(case, 0, 0), edits=False),),
        result=(Grid("Lp, p = 2", plane(output, case.theme.values, span, case), size_of(output), FIRST),),
    )


def _ask_sum(case: Case) -> Posed:
    window, size = _window(case), _size(case)
    total = float(window.sum())
    right = sum_text(total, size)
    wrong = (float(window.mean()), float(window.max()), float(window.min()), total + 1, total + 2)
    others = dict.fromkeys(sum_text(v, size) for v in wrong)
    cells = ", ".join(in_words(float(v)) for v in window.ravel())
    return Posed(
        f"Window (0, 0) holds {cells}. What is its Lp with p = 1?",
        right,
        tuple(text for text in others if text != right)[:3],
        "With p = 1 neither the power nor the root changes a number: what is left is the sum, with no division.",
    )


def _ask_slope(case: Case) -> Posed:
    window, won = _window(case), bool(slopes(pool(case.x, PoolSpec("max", KERNEL)))[0, 0])
    tied = np.count_nonzero(window == window.max()) > 1
    why = (
        "It is the first of the largest cells of the window; max sends the winner everything and the others nothing."
        if won and tied
        else "It is the largest cell of the window; max sends the winner everything and the others nothing."
        if won
        else "Another cell of the window won; max sends the winner everything and the others nothing."
    )
    return Posed(
        "Window (0, 0) sends the gradient 1. What does input cell (0, 0) receive under max?",
        "1" if won else "0",
        ("0" if won else "1", "0.25"),
        why,
    )


LESSON = Lesson(
    slug="operators",
    title="Operators side by side",
    teaches="Each operator turns a window into one number, and shares the gradient out, in its own way.",
    x=X,
    settings=lambda knobs: Settings("lp", (KERNEL, KERNEL), (KERNEL, KERNEL), norm_type=float(knobs["p"])),
    knobs=(Slide("p", "p (norm_type)", *NORM_TYPES, 2.0, step=0.5),),
    steps=(
        Step("One window, a number from each", _tell_all, _show_all, _formula_lp),
        Step("From the sum to the maximum", _tell_limits, _show_limits, _formula_limits),
        Step("Negative numbers", _tell_negative, _show_negative, _formula_negative),
        Step("Who gets the gradient", _tell_slopes, _show_slopes, _formula_slopes),
    ),
    predict=_predict,
    questions=(_ask_sum, _ask_slope),
    topic="forward",
)
