"""Lesson: padding of a max pool must never win; a padded 0 does (erratum E8)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import symmetric_range, value_range
from figures.latex import Numbers, aligned
from figures.lessons.kit.boards import (
    differing,
    marked,
    output_grid,
    passing,
    plane,
    upstream_grid,
    window_marks,
)
from figures.lessons.kit.lesson import Case, Code, Grid, Item, Lesson, Posed, Rows, Slide, Step
from figures.lessons.kit.predict import Predict, Slip
from figures.lessons.kit.source import lines
from figures.lessons.kit.words import defined
from figures.numbers import MINUS, in_words, sum_text, typed
from figures.phrases import count, listed
from figures.pictures import size_of
from lab.examples import NEGATIVE_X
from lab.settings import Settings
from pooling import PoolSpec, pool
from pooling.parameters import Pair
from pooling.verify import mistakes

KERNEL, STRIDE, PADDING = 3, 1, 1
LIFTS = range(5)
LOWEST = f"{MINUS}∞"


@dataclass(frozen=True, eq=False)
class Padded:
    """A plane pooled with zeros as its padding, and with padding that never wins."""

    x: NDArray
    grad_output: NDArray

    @cached_property
    def wrong(self) -> NDArray:
        return mistakes.pad_with_zeros(self.x, KERNEL, STRIDE, PADDING)

    @cached_property
    def right(self) -> NDArray:
        return mistakes.pad_with_lowest(self.x, KERNEL, STRIDE, PADDING)

    @cached_property
    def off(self) -> list[Pair]:
        """The windows whose output a padded 0 changes."""
        return [(int(i), int(j)) for i, j in np.argwhere(self.wrong != self.right)]

    @cached_property
    def sunk(self) -> list[Pair]:
        """The windows that send their gradient into the padding: there a padded 0 wins, or is the first of a tie."""
        padded = np.pad(self.x, PADDING)
        inside = np.pad(np.ones(self.x.shape, bool), PADDING).ravel()
        indices = pool(padded, PoolSpec("max", KERNEL, STRIDE)).indices
        return [(int(i), int(j)) for i, j in np.argwhere(~inside[indices])]

    @property
    def leaks(self) -> bool:
        """Whether gradient other than 0 is sent into the padding."""
        return any(self.grad_output[window] for window in self.sunk)

    @cached_property
    def in_padding(self) -> NDArray:
        """The gradient of the plane with its padding of zeros, before it is cropped."""
        return mistakes.accumulate(np.pad(self.x, PADDING), self.grad_output, KERNEL, STRIDE)

    @cached_property
    def wrong_gradient(self) -> NDArray:
        return mistakes.send_into_zeros(self.x, self.grad_output, KERNEL, STRIDE, PADDING)

    @cached_property
    def right_gradient(self) -> NDArray:
        return pool(self.x, PoolSpec("max", KERNEL, STRIDE, PADDING)).backward(self.grad_output)

    @property
    def sums(self) -> tuple[str, str, str]:
        """The upstream gradient, what of it reaches the input, and what is lost, each added up."""
        # As typed, in fractions: 0.1 + 0.2 − 0.3 is 0.
        upstream = sum(map(typed, self.grad_output.ravel().tolist()), Fraction())
        lost = sum((typed(float(self.grad_output[window])) for window in self.sunk), Fraction())
        first, second, third = (sum_text(float(v), abs(float(v))) for v in (upstream, upstream - lost, lost))
        return first, second, third


def padded(case: Case, lift: float | None = None) -> Padded:
    """The input raised by the lesson's constant, pooled both ways."""
    return Padded(case.x + (case.knobs["lift"] if lift is None else lift), case.grad_output)


def _window(case: Case) -> Pair:
    """A window at the border: the first that comes out wrong."""
    return next(iter(padded(case).off), (0, 0))


def _real(case: Case, window: Pair) -> list[float]:
    """The cells of a window, raised by the constant."""
    windows = case.pooled.windows
    flat = windows.flat[windows.number(*window)]
    return [float(v) for v in padded(case).x.ravel()[flat[flat >= 0]]]


def _input(case: Case) -> Grid:
    """The input as it is typed, without its padding."""
    span = value_range(case.x, padded(case).x, np.zeros(1))
    return Grid("Input", plane(case.x, case.theme.values, span, case), size_of(case.x), edits="input")


def _planes(case: Case) -> tuple[Grid, ...]:
    """The plane with its padding written in, both ways."""
    x, window = padded(case).x, _window(case)
    picture = plane(x, case.theme.values, value_range(case.x, x, np.zeros(1)), case, framed=True)
    marks, lift = window_marks(case, *window), case.knobs["lift"]
    caption = f"input + {lift}" if lift else "hatched: padding"
    return (
        Grid("Wrong: padded with zeros", picture, caption, marks, padding="0"),
        Grid(f"Right: padded with {LOWEST}", picture, caption, marks, padding=LOWEST),
    )


def _outputs(case: Case) -> tuple[Grid, ...]:
    """Both outputs; where they differ is marked."""
    both = padded(case)
    span = value_range(case.x, both.x, np.zeros(1))
    wrong, right = (plane(array, case.theme.values, span, case) for array in (both.wrong, both.right))
    return (
        Grid("Wrong: padded with zeros", wrong, f"output, {size_of(both.wrong)}", marked(both.off, "wrong")),
        Grid(f"Right: padded with {LOWEST}", right, f"output, {size_of(both.right)}"),
    )


def _tell_padding(case: Case) -> str:
    window = _window(case)
    outside = KERNEL**2 - len(_real(case, window))
    return (
        f"Window {window}, framed, reaches over the edge: {outside} of its {KERNEL**2} cells are padding. "
        "Something has to stand there.\n\n"
        "A 0 is a number like any other: it wins where all cells are negative. "
        f"{LOWEST} is less than any number: it never wins."
    )


def _formula_padding(case: Case) -> str:
    window = _window(case)
    cells, both = _real(case, window), padded(case)
    number = Numbers(*cells)
    listed, exact, name = ", ".join(map(number, cells)), number.exact(*cells), f"y_{{{window[0]},{window[1]}}}"
    rows = [("0", float(both.wrong[window])), (r"-\infty", float(both.right[window]))]
    return aligned(
        *(
            rf"{name} &{number.relation(*cells)}\max({pad}, {listed}) {number.equals(value, exact)}"
            for pad, value in rows
        )
    )


def _tell_output(case: Case) -> str:
    off, all_of = len(padded(case).off), case.grad_output.size
    end = "PyTorch, ONNX Runtime and TensorFlow all let padding never win."
    if not off:
        return (
            "Here no output differs: every window that reaches over the edge holds a cell that is 0 or more. "
            f"After a ReLU that is always so, and the output hides the bug.{_elsewhere(case)}\n\n{end}"
        )
    verb = "is" if off == 1 else "are"
    return (
        f"{off} of {count(all_of, 'output')} {verb} wrong: all cells of the window are negative, and a 0 that is no "
        f"cell of it wins.\n\n{end}"
    )


def _elsewhere(case: Case) -> str:
    """Where a mistake that no output shows is seen all the same, if it is."""
    return " The gradient does not: the next step shows where it goes." if padded(case).leaks else ""


def _show_output(case: Case) -> tuple[Item, ...]:
    return (
        *_outputs(case),
        Code("Wrong: zeros in the padding", lines(mistakes.pad_with_zeros), "wrong"),
        Code("Right: lower than any number", lines(mistakes.pad_with_lowest), "right"),
    )


def _tell_gradient(case: Case) -> str:
    both = padded(case)
    if not both.sunk:
        return defined("No window chooses a padded 0 here: the whole gradient reaches the input, and both ways agree.")
    upstream, kept, _ = both.sums
    many = len(both.sunk)
    return defined(
        f"{count(many, 'window')} {'chooses' if many == 1 else 'choose'} a padded 0 and "
        f"{'sends its' if many == 1 else 'send their'} gradient there. With the padding it is cut off (hatched).\n\n"
        f"The upstream gradient adds up to {upstream}, what reaches the input to {kept}. {_rest(both)}"
    )


def _rest(both: Padded) -> str:
    """What becomes of the gradient that is cut off."""
    if not both.leaks:
        return "These windows send 0, so nothing is lost here."
    return "No cell learns from what is cut off."


def _show_gradient(case: Case) -> tuple[Item, ...]:
    both, theme = padded(case), case.theme.gradients
    span = symmetric_range(both.grad_output, both.in_padding, both.right_gradient)
    sunk, wrong, right = both.in_padding, both.wrong_gradient, both.right_gradient
    ring = [at for at in np.ndindex(sunk.shape) if not _inside(at, sunk.shape)]
    differs = differing(wrong, right, passing(case))
    upstream, kept, lost = both.sums
    facts = (("0", upstream, kept, lost), (LOWEST, upstream, upstream, "0"))
    return (
        upstream_grid(case, marked(both.sunk, "lost")),
        Grid(
            "Wrong: with its padding",
            plane(sunk, theme, span, case),
            "outer ring: padding, cut off",
            marked(ring, "cut"),
        ),
        Grid("Wrong: input gradient", plane(wrong, theme, span, case), size_of(wrong), differs),
        Grid("Right: input gradient", plane(right, theme, span, case), size_of(right)),
        Rows("Where the gradient went", ("Padded with", "Σ upstream", "Σ input gradient", "lost"), facts, 0),
        Code("Wrong: the padding keeps the gradient", lines(mistakes.send_into_zeros), "wrong"),
    )


def _inside(at: Pair, size: tuple[int, ...]) -> bool:
    return all(PADDING <= place < n - PADDING for place, n in zip(at, size, strict=True))


def _formula_gradient(case: Case) -> str:
    return aligned(
        r"y &= \max(0, x_1, \dots, x_n) = 0",
        r"\tfrac{\partial y}{\partial x_m} &= 0 \quad \text{where every } x_m < 0",
    )


def _tell_lift(case: Case) -> str:
    both = padded(case)
    begin = (
        "A constant added to every cell must be added to every output, too. With zeros in the padding that may fail."
    )
    if both.off:
        return f"{begin}\n\nRaise the cells: once no window at the edge is all negative, the output hides the bug."
    if both.sunk:
        many = len(both.sunk)
        return (
            f"{begin}\n\nEvery output is right now. Yet {count(many, 'window')} still "
            f"{'sends its' if many == 1 else 'send their'} gradient into the padding: a padded 0 ties with a cell "
            "that is 0, and comes first."
        )
    return (
        f"{begin}\n\nNow zeros do no harm: in every window at the edge a cell of the input wins. "
        "A test on such numbers proves nothing."
    )


def _formula_lift(case: Case) -> str:
    return aligned(
        r"\max(-\infty, x + c) &= \max(-\infty, x) + c",
        r"\max(0, x + c) &\ne \max(0, x) + c \allowbreak\quad \text{where } x < 0 < c",
    )


def _show_lift(case: Case) -> tuple[Item, ...]:
    facts = []
    for lift in LIFTS:
        both = padded(case, lift)
        facts.append((f"+ {lift}", str(len(both.off)), str(len(both.sunk))))
    head = ("Added", "wrong outputs", "windows whose gradient is lost")
    return *_outputs(case), Rows("Padded with zeros", head, tuple(facts), LIFTS.index(case.knobs["lift"]))


def _predict(case: Case) -> Predict:
    """What a window at the corner gives, of cells and of padding."""
    windows, at = case.pooled.windows, (0, 0)
    flat = windows.flat[windows.number(*at)]
    cells = [float(case.x.ravel()[n]) for n in flat if n >= 0]
    best, pads, far = max(cells), KERNEL**2 - len(cells), max(cells, key=abs)
    smallest = ", and the smallest of them" if far == min(cells) else ""
    picture = plane(case.x, case.theme.values, value_range(case.x, np.zeros(1)), case, framed=True)
    return Predict(
        ask=f"Window {at}, framed, reaches over the edge: it holds {listed([in_words(v) for v in cells])}, and "
        f"{count(pads, 'place')} of padding (hatched).\n\n**What does max pooling give for it?**",
        right=best,
        slips=(
            Slip((float(mistakes.pad_with_zeros(case.x, KERNEL, STRIDE, PADDING)[at]),), _ZEROS),
            Slip((far,), f"It is the largest in size alone{smallest}. A maximum heeds the sign."),
            Slip((min(cells),), "That is the smallest of them."),
            Slip((float(case.x[at]),), f"That is cell {at} alone, in the middle of the window."),
        ),
        hint="Padding of a max pool is less than any number: only the cells are compared.",
        why=f"It is the largest of its {count(len(cells), 'cell')}. Padding is no cell and must never win: it counts "
        f"as {LOWEST}.",
        given=(Grid("Input", picture, size_of(case.x), window_marks(case, *at), padding="?"),),
        result=(output_grid(case, {at: "focus"}),),
    )


_ZEROS = "That is what padding with zeros gives: the largest of the cells and of zeros that nobody put there."


def _ask_corner(case: Case) -> Posed:
    cells = _real(case, (0, 0))
    right, *others = dict.fromkeys([*map(in_words, (max(0.0, *cells), max(cells), min(cells), 0.0)), LOWEST, "1"])
    pads = KERNEL**2 - len(cells)
    listed = ", ".join(map(in_words, cells))
    return Posed(
        f"A max pool pads with zeros, the mistake of this lesson. Its window holds {listed} and {pads} zeros. What "
        "comes out?",
        right,
        tuple(others[:3]),
        "The zeros take part: the result is the largest of all nine, or 0 where every cell is negative.",
    )


def _ask_lost(case: Case) -> Posed:
    both = padded(case)
    upstream, kept, lost = both.sums
    right, *others = dict.fromkeys([kept, upstream, lost, "0", "1", "2"])
    many = len(both.sunk)
    return Posed(
        f"The upstream gradient adds up to {upstream}. With zeros in the padding, what does the input gradient "
        "add up to?",
        right,
        tuple(others[:3]),
        f"{count(many, 'window')} {'sends' if many == 1 else 'send'} gradient into the padding, {lost} in all."
        if many
        else "No window chooses a padded 0, so none of the gradient is lost.",
    )


LESSON = Lesson(
    slug="padding",
    title="Padding never wins",
    teaches="A max pool that pads with zeros turns negative outputs at the edge into 0 and loses their gradient.",
    x=NEGATIVE_X,
    settings=Settings("max", (KERNEL, KERNEL), (STRIDE, STRIDE), (PADDING, PADDING)),
    knobs=(Slide("lift", "Add to every cell", LIFTS[0], LIFTS[-1], 0),),
    steps=(
        Step(
            "What stands in the padding", _tell_padding, lambda case: (_input(case), *_planes(case)), _formula_padding
        ),
        Step("Zeros in the output", _tell_output, _show_output, errata=("E8",)),
        Step("Where the gradient goes to die", _tell_gradient, _show_gradient, _formula_gradient, errata=("E8",)),
        Step("When it does no harm", _tell_lift, _show_lift, _formula_lift),
    ),
    predict=_predict,
    questions=(_ask_corner, _ask_lost),
    topic="padding",
)
