"""Lesson: one row under any operator, there and back, and the case of a window as long as the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import aligned
from figures.lessons.kit.boards import (
    counted,
    grad_input_grid,
    input_grid,
    marked,
    output_grid,
    plane,
    upstream_grid,
    window_marks,
)
from figures.lessons.kit.lesson import Case, Grid, Item, Lesson, Pick, Posed, Slide, Stems, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.numbers import in_words, sum_text
from figures.phrases import count
from figures.pictures import size_of
from figures.stems import Bar, stems
from figures.stories.story import gradient_formula
from figures.stories.window import window_story
from figures.voices import voice_of
from lab.settings import Settings
from pooling import OPERATORS, Pooled, PoolSpec, pool

X = np.array([[2, 5, 3, 1, 4, 8, 6, 2, 7, 3]])
GRAD_OUTPUT = np.array([[1, 3, 2, 4]])
SAMPLES = X.size
#: The sample that a question asks about: it lies in the middle of the row.
ASKED = 5


def layer(knobs: Mapping[str, object]) -> Settings:
    """The operator with windows along the row."""
    kernel, stride = int(str(knobs["kernel"])), int(str(knobs["stride"]))
    return Settings(str(knobs["operator"]), (1, kernel), (1, stride))


def spans(pooled: Pooled) -> list[tuple[int, int]]:
    """The first and the last sample of every window."""
    return [(int(taps[0]), int(taps[-1])) for taps in pooled.windows.columns]


def whole(case: Case) -> Pooled:
    """The same operator with one window as long as the row."""
    return pool(case.x, replace(case.pooled.spec, kernel_size=(1, SAMPLES), stride=(1, SAMPLES)))


def _row(values: NDArray) -> list[tuple[float, float]]:
    """Each number at its own place."""
    return [(float(n), float(v)) for n, v in enumerate(values.ravel())]


def _bars(pooled: Pooled) -> list[Bar]:
    values = pooled.output.ravel()
    return [Bar(first, last, float(v)) for (first, last), v in zip(spans(pooled), values, strict=True)]


def forward_stems(case: Case, pooled: Pooled) -> Stems:
    """Samples as stems, and every output as a bar over its window."""
    title = "The row and its outputs"
    svg = stems(title, _row(case.x), [], _bars(pooled), SAMPLES, case.theme)
    return Stems(title, svg, "input", "● sample, to be dragged · ▬ output, over its window")


def backward_stems(case: Case) -> Stems:
    """The upstream gradient in the middle of its windows, and what reaches each sample."""
    title = "What the windows send, and what arrives"
    middles = [((first + last) / 2, float(g)) for (first, last), g in zip(
        spans(case.pooled), case.grad_output.ravel(), strict=True)]  # fmt: skip
    # A little to the left of the samples, where a window's middle may lie.
    beside = [(at - 0.15, g) for at, g in middles]
    svg = stems(title, beside, _row(case.grad_input), [], SAMPLES, case.theme)
    return Stems(title, svg, "grad_output", "● upstream gradient, to be dragged · ■ input gradient")


def unread(pooled: Pooled) -> int:
    """How many samples lie in no window."""
    return int((pooled.windows.coverage() == 0).sum())


def busiest(case: Case) -> int:
    """The sample whose gradient is largest in size, the first of several."""
    return int(np.nan_to_num(np.abs(case.grad_input), nan=0.0).argmax())


def _tell_forward(case: Case) -> str:
    voice, left = voice_of(case.pooled.operator), unread(case.pooled)
    kernel, stride = case.pooled.spec.kernel_size[1], case.pooled.spec.stride[1]
    out = ""
    if left:
        out = f" {count(left, 'sample')} {'lies' if left == 1 else 'lie'} in no window."
    return (
        f"A signal is a plane of one row. Windows of {count(kernel, 'sample')}, {count(stride, 'sample')} apart, make "
        f"{count(case.grad_output.size, 'output')} out of {SAMPLES} samples.{out}\n\n"
        f"{voice.noun} {voice.does(case.pooled)}. Drag a dot, or type into the row: only the windows that hold the "
        "sample can follow."
    )


def _formula_forward(case: Case) -> str:
    return window_story(case.pooled, case.grad_output, 0, 0).formulas[0]


def _show_forward(case: Case) -> tuple[Item, ...]:
    return (
        input_grid(case, window_marks(case, 0, 0)),
        forward_stems(case, case.pooled),
        output_grid(case, {(0, 0): "focus"}),
    )


#: Why what arrives is not what was sent, under the operators whose slopes do not add up to 1.
_ARRIVES = {
    "lp": " The slopes of an Lp window need not add up to 1.",
    "range": " Each window sends +g and −g, which cancel in the sum.",
}


def _tell_backward(case: Case) -> str:
    voice, size = voice_of(case.pooled.operator), float(np.abs(case.grad_output).sum())
    sent, arrived = (sum_text(float(g.sum()), size) for g in (case.grad_output, case.grad_input))
    reached = int(np.count_nonzero(case.grad_input))
    return (
        f"Every output sends its gradient to the samples that it moves with. {voice.noun} "
        f"{voice.follows(case.pooled)}. Where windows overlap, what they send adds up.\n\n"
        f"Sent in all: {sent}; arrived: {arrived}, at {count(reached, 'sample')}."
        f"{_ARRIVES.get(case.settings.operator, '')}"
    )


def _formula_backward(case: Case) -> str:
    return aligned(gradient_formula(case.pooled, case.grad_output, 0, busiest(case)))


def _show_backward(case: Case) -> tuple[Item, ...]:
    at = (0, busiest(case))
    holding = marked(case.pooled.windows.holding(*at), "window")
    return (
        upstream_grid(case, holding),
        backward_stems(case),
        grad_input_grid(case, {at: "focus"}),
    )


def _tell_whole(case: Case) -> str:
    pooled = whole(case)
    voice, value = voice_of(pooled.operator), float(pooled.output[0, 0])
    return (
        f"A window as long as the row gives one number. {voice.noun} over time is {in_words(value)} here. So a network "
        "makes one answer of a text or a sound, however long it is.\n\n"
        "It says what was there and not when: the samples may come in any order, and the number is the same. Its "
        f"slopes say whom the gradient reaches. {voice.noun} {voice.follows(pooled)}."
    )


def _formula_whole(case: Case) -> str:
    return window_story(whole(case), np.ones((1, 1)), 0, 0).formulas[0]


def _show_whole(case: Case) -> tuple[Item, ...]:
    pooled = whole(case)
    slopes = pooled.derivative.reshape(case.x.shape)
    span = value_range(case.x, pooled.output)
    moved = marked(np.argwhere(slopes != 0), "chosen")
    return (
        input_grid(case, moved),
        forward_stems(case, pooled),
        Grid("Slopes", plane(slopes, case.theme.gradients, symmetric_range(slopes), case), size_of(slopes), moved),
        Grid("Over time", plane(pooled.output, case.theme.values, span, case), size_of(pooled.output)),
    )


def _predict(case: Case) -> Predict:
    """Which sample most windows of three choose."""
    pooled = pool(case.x, PoolSpec("max", (1, 3), 1))
    wins = pooled.weight_sum()[0].astype(int)
    cells = marked([(0, int(n)) for n in np.flatnonzero(wins == wins.max())], "focus")
    largest = tuple((0, int(n)) for n in np.flatnonzero(case.x[0] == case.x.max()) if wins[n] < wins.max())
    never = tuple((0, int(n)) for n in np.flatnonzero(wins == 0))
    return Predict(
        ask="Windows of 3 samples, each one sample further on than the one before, lie in this row: "
        f"{pooled.output.size} windows. Each sends the gradient 1 to its largest sample, of equal ones to the first."
        "\n\n"
        "**Click a sample that receives most.**",
        right=tuple(cells),
        slips=(
            Slip(largest, "No sample is larger. But an equal one before it wins first, or fewer windows hold it."),
            Slip(never, "It wins no window: each that holds it has a larger sample, or an equal one before it."),
        ),
        hint="Count for each sample the windows that it wins.",
        why=f"It wins {count(int(wins.max()), 'window')}; with windows of 3, no sample can win more than 3.",
        given=(input_grid(case, edits=False),),
        result=(Grid("What each receives", counted(wins[None].astype(float), case), size_of(case.x), cells),),
    )


def _ask_outputs(case: Case) -> Posed:
    (_, kernel), (_, stride) = case.pooled.spec.kernel_size, case.pooled.spec.stride
    right = case.grad_output.size
    others = dict.fromkeys((SAMPLES // stride, SAMPLES - kernel + 1, right + 1, SAMPLES, right - 1, right + 2))
    return Posed(
        f"How many outputs do windows of {count(kernel, 'sample')} with stride {stride} make of {SAMPLES} samples?",
        str(right),
        tuple(str(n) for n in others if n != right)[:3],
        f"The last one may begin at sample {SAMPLES - kernel}; floor({SAMPLES - kernel} / {stride}) + 1 = {right}.",
    )


def _ask_windows(case: Case) -> Posed:
    held = [str(column) for _, column in case.pooled.windows.holding(0, ASKED)]
    right = len(held)
    which = "Window " if right == 1 else "Windows "
    return Posed(
        f"How many windows hold sample {ASKED}?",
        str(right),
        tuple(str(n) for n in (0, 1, 2, 3, 4) if n != right)[:3],
        f"{which}{', '.join(held)} of the row, counted from 0." if held else "It lies in no window.",
    )


def _ask_order(case: Case) -> Posed:
    del case
    return Posed(
        "A pool over all time gives one number. What does it tell?",
        "what was there, not when",
        ("when the largest sample came", "how long the row was", "in which order the samples came"),
        "The same samples in another order give the same number.",
    )


KERNEL, STRIDE = Slide("kernel", "kernel", 1, 5, 3), Slide("stride", "stride", 1, 4, 2)
LESSON = Lesson(
    slug="row",
    title="One row",
    teaches="A signal is a plane of one row: windows along it, and the same operators, forward and backward.",
    x=X,
    grad_output=GRAD_OUTPUT,
    settings=layer,
    knobs=(Pick("operator", "Operator", lambda: {name: own.label for name, own in OPERATORS.items()}), KERNEL, STRIDE),
    steps=(
        Step("Windows along a row", _tell_forward, _show_forward, _formula_forward),
        Step("The gradient, stem by stem", _tell_backward, _show_backward, _formula_backward),
        Step("All of time in one window", _tell_whole, _show_whole, _formula_whole, knobs=("operator",)),
    ),
    predict=_predict,
    questions=(_ask_outputs, _ask_windows, _ask_order),
    topic="any",
)
