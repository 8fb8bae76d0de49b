"""The words of a question: what is asked, what is right of an answer, and why the first wrong cell is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from figures.latex import aligned
from figures.narration.text import at
from figures.numbers import in_words
from figures.phrases import count
from figures.stories.cell import cell_story
from figures.stories.story import Story, gradient_formula
from figures.stories.window import window_story
from figures.voices import VOICES
from lab.entry import is_comma
from lab.quiz.own import OWN
from lab.quiz.task import LEAST_NUMBERS, Checked, Task
from pooling import OPERATORS, PoolSpec
from pooling.parameters import Pair


def layer_words(spec: PoolSpec) -> str:
    """A layer in words: what it does and its parameters; those that do nothing here are left out.

    >>> layer_words(PoolSpec("avg", (2, 3), 2, 1, count_include_pad=False))
    'Average pooling, kernel 2×3, stride 2, padding 1, count_include_pad=False'
    """
    has = OPERATORS[spec.operator].has
    named = [("kernel", spec.kernel_size), ("stride", spec.stride), ("padding", spec.padding)]
    parts = [f"{name} {_size(pair)}" for name, pair in named if pair != (0, 0)]
    if spec.dilation != (1, 1):
        parts.append(f"dilation {_size(spec.dilation)}")
    if has("count_include_pad") and spec.padding != (0, 0):
        parts.append(f"count_include_pad={spec.count_include_pad}")
    if has("divisor_override") and spec.divisor_override is not None:
        parts.append(f"divisor_override={spec.divisor_override}")
    if has("norm_type"):
        parts.append(f"norm_type={spec.norm_type:g}")
    return ", ".join([VOICES[spec.operator].title, *parts] + ["ceil_mode=True"] * spec.ceil_mode)


def _size(pair: Pair) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}×{pair[1]}"


def question(task: Task, on_paper: bool = False) -> str:
    """What is asked, in two or three sentences; on paper a cell is marked, not clicked."""
    layer, hint = layer_words(task.spec), _hint(task)
    if task.asked is not None:
        gradient = in_words(float(task.grad_output[task.asked]))
        return (
            f"{layer}. The output cell {at(task.asked)} receives the gradient {gradient}: "
            f"{'mark' if on_paper else 'click'} the input cell that gets it.{hint}"
        )
    height, width = task.answer.shape
    if task.kind == "output":
        return f"{layer}. Fill in the output: it has {height}×{width} cells.{hint}"
    return (
        f"{layer}. Fill in the gradient of the input, ∂E/∂x, for the upstream gradient that is given. "
        f"A cell left empty counts as 0.{hint}"
    )


def _hint(task: Task) -> str:
    """The rule that the question needs; of a teacher's own case also to what it may be rounded."""
    hint = VOICES[task.spec.operator].hint(task.kind)
    if task.topic != OWN or task.kind == "route":
        return hint
    rule = hint if OPERATORS[task.spec.operator].selects else ""
    return f"{rule} Round to two decimals." if (np.round(task.answer, 2) != task.answer).any() else rule


def verdict(task: Task, checked: Checked) -> Story:
    """How much is right; and of the first cell in reading order that is not, what it should be, and why."""
    wrong = checked.first_wrong
    if wrong is None:
        return Story(_praise(task, checked), (), "")
    if task.kind == "route":
        return _route_verdict(task, checked, wrong)
    if np.isnan(checked.given).all():
        return Story("Nothing is filled in yet.", (), "")
    formulas, why = _explained(task, wrong)
    return Story(_marks(task, checked), formulas, f"{_difference(task, checked, wrong)} {why}")


def _marks(task: Task, checked: Checked) -> str:
    """How much is right of what was filled in, and how much is missing; an empty cell is never called right."""
    right, missing, empty = int((checked.right & checked.filled).sum()), int(checked.missing.sum()), ""
    cells = count(checked.right.size, "cell")
    if task.kind == "grad_input":  # there an empty cell counts as 0
        cells = f"{count(int(checked.filled.sum()), 'cell')} that you filled in"
    if missing:
        empty = f", {missing} {'wrongly ' if task.kind == 'grad_input' else ''}left empty"
    return f"{right} of {cells} {'is' if right == 1 else 'are'} right{empty}."


def no_numbers(drafts: Mapping[Pair, str]) -> Story:
    """What is said of an answer some of whose entries are no numbers yet: nothing else of it is.

    >>> no_numbers({(0, 1): "1,5"}).title
    '“1,5” at (0, 1) is no number. Write 1.5, with a point.'
    """
    cell, text = next(iter(drafts.items()))
    more = (
        f", and so are {len(drafts) - 1} more" if len(drafts) > 2 else ", and so is 1 more" if len(drafts) > 1 else ""
    )
    point = f" Write {text.strip().replace(',', '.')}, with a point." if is_comma(text) else ""
    return Story(f"“{text}” at {at(cell)} is no number{more}.{point}", (), "")


def no_try(task: Task) -> Story:
    """What is said of an answer that is no real try: what one is. It tells nothing of what is right."""
    if task.kind == "output":
        least = f"at least {(task.answer.size + 1) // 2} of the {count(task.answer.size, 'cell')}"
    else:
        least = f"at least {LEAST_NUMBERS} numbers other than 0"
    return Story(f"That is no try yet, and does not count: fill in {least}, then check.", (), "")


def _praise(task: Task, checked: Checked) -> str:
    if task.kind != "route":
        empty = int((~checked.filled).sum())
        zeros = f", with 0 in {'the one' if empty == 1 else f'the {empty}'} left empty" if empty else ""
        return f"Right: all {task.answer.size} cells{zeros}."
    return f"Right: the gradient goes to {at(_receiver(task))}."


def _receiver(task: Task) -> Pair:
    row, column = np.argwhere(task.answer)[0].tolist()
    return row, column


def _route_verdict(task: Task, checked: Checked, clicked: Pair) -> Story:
    if checked.missing.any():
        return Story("No cell is chosen yet.", (), "")
    assert task.asked is not None  # a route asks for one
    told = window_story(task.pooled, task.grad_output, *task.asked)
    title = f"Not right: the gradient goes to {at(_receiver(task))}, not to {at(clicked)}."
    if task.asked in task.pooled.windows.holding(*clicked):
        return Story(title, told.formulas[:1], told.text)
    elsewhere = f"Cell {at(clicked)} does not lie in the window of output cell {at(task.asked)}."
    return Story(title, told.formulas[:1], f"{elsewhere} {told.text}")


def _difference(task: Task, checked: Checked, cell: Pair) -> str:
    """What was answered at a cell, and what is right there."""
    right, given = in_words(float(task.answer[cell])), float(checked.given[cell])
    name, verb = ("Output", "is") if task.kind == "output" else ("Input", "receives")
    if np.isnan(given):
        as_zero = ", which counts as 0" if task.kind == "grad_input" else ""
        return f"{name} cell {at(cell)} was left empty{as_zero}: it {verb} {right}."
    return f"{name} cell {at(cell)} {verb} {right}, not {in_words(given)}."


def _explained(task: Task, cell: Pair) -> tuple[tuple[str, ...], str]:
    """The equations of an output cell, or of an input cell's gradient, and their sentence."""
    if task.kind == "grad_input":
        told = cell_story(task.pooled, task.grad_output, *cell)
        return told.formulas, told.text + VOICES[task.spec.operator].beaten(task.pooled, *cell)
    return window_story(task.pooled, task.grad_output, *cell).formulas[:1], VOICES[task.spec.operator].made(
        task.pooled, *cell
    )


def solution(task: Task) -> Story:
    """The answer with its equations: of the route, of every output cell, or of every input cell that gets something."""
    if task.asked is not None:
        told = window_story(task.pooled, task.grad_output, *task.asked)
        title = f"The gradient of output cell {at(task.asked)} goes to input cell {at(_receiver(task))}."
        return Story(title, told.formulas, told.text)
    if task.kind == "output":
        every = tuple(_explained(task, cell)[0][0] for cell in np.ndindex(*task.answer.shape))
        return Story("The output, cell by cell.", every, "")
    routed = task.pooled.windows.scatter_add((task.pooled.derivative != 0).astype(np.int64))
    reached = [(row, column) for row, column in np.argwhere(routed).tolist()]
    sums = tuple(aligned(gradient_formula(task.pooled, task.grad_output, *cell)) for cell in reached)
    rest = task.answer.size - len(reached)
    text = f"The other {rest} receive 0." if rest > 1 else "The other one receives 0." if rest else ""
    title = f"The gradient reaches {len(reached)} of the {task.answer.size} input cells."
    return Story(title, sums, text)
