"""Quiz me: a question on a random layer, the same for everybody who has its seed, and the check of an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.quiz.cases import draw
from lab.quiz.topics import KINDS, LEVELS, kinds_asked, topics
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair
from pooling.passes import Pooled, pool
from pooling.spec import PoolSpec
from pooling.windows import Bools

__all__ = ["KINDS", "LEVELS", "QUESTIONS", "Checked", "Task", "check", "is_try", "task", "topics"]

#: A round: the questions 0 … 9 of a seed.
QUESTIONS = 10
#: Every answer is exact with two decimals; what a person rounds to two is right too.
TOLERANCE = 0.005 + 1e-9
#: Numbers other than 0 that make a gradient of the input a try; it may have no more than one window wins.
LEAST_NUMBERS = 2


@dataclass(frozen=True, eq=False)
class Task:
    """One question.

    Attributes
    ----------
    kind : {"route", "output", "grad_input"}
        Asked for is the input cell to which a gradient goes, the output, or the gradient of the input.
    level, topic, seed, number
        What the question was made from.
    x : float64 array (H, W)
    spec : PoolSpec
    grad_output : float64 array (H_out, W_out)
    asked : (i, j) or None
        For a route, the output cell whose gradient it is.
    """

    kind: str
    level: str
    topic: str
    number: int
    seed: int
    x: NDArray
    spec: PoolSpec
    grad_output: NDArray
    asked: Pair | None

    @cached_property
    def pooled(self) -> Pooled:
        return pool(self.x, self.spec)

    @cached_property
    def answer(self) -> NDArray:
        """What is right: the output, the gradient of the input, or for a route True at the cell that receives."""
        if self.kind == "output":
            return self.pooled.output
        if self.kind == "grad_input":
            return self.pooled.backward(self.grad_output)
        assert self.asked is not None
        assert self.pooled.indices is not None  # a route is asked of max and min alone
        return _one(self.x.shape, divmod(int(self.pooled.indices[self.asked]), self.x.shape[1]))


@dataclass(frozen=True, eq=False)
class Checked:
    """An answer and what is right of it, all in the shape of `Task.answer`.

    Attributes
    ----------
    given : array
        What was answered; NaN where nothing was. For a route True at the cell that was clicked.
    right, missing : bool arrays
        Cells that are right, and cells for which an answer is still to come. A route is wrong where the click was
        wrong; without a click the cell that receives is missing.
    """

    given: NDArray
    right: Bools
    missing: Bools

    @property
    def filled(self) -> Bools:
        """Cells that an answer was given for: of a route the clicked one."""
        return self.given if self.given.dtype == bool else ~np.isnan(self.given)

    @property
    def first_wrong(self) -> Pair | None:
        """The first cell in reading order that is not right."""
        wrong = np.argwhere(~self.right).tolist()
        return (wrong[0][0], wrong[0][1]) if wrong else None

    @property
    def is_right(self) -> bool:
        return bool(self.right.all())


def task(seed: int, number: int, level: str, topic: str = "any", operators: Collection[str] = ()) -> Task:
    """Question `number` of the round that `seed` gives; always the same one.

    Parameters
    ----------
    seed, number : int, at least 0
        The kinds of the topic take turns with the number.
    level : {"easy", "medium", "hard"}
    topic : one of `topics()`
    operators : names of operators, optional
        Ask about these alone.

    Raises
    ------
    PoolingError
        When there is no such level or topic, a number is no whole number from 0, or the topic has nothing to ask of
        these operators.

    Examples
    --------
    >>> asked = task(7, 0, "easy")
    >>> asked.kind, asked.spec.kernel_size, check(asked, None).is_right
    ('route', (2, 2), False)
    """
    for name, value, known in (("level", level, LEVELS), ("topic", topic, topics())):
        if not isinstance(value, str) or value not in known:
            raise PoolingError.broken(name, f"be one of {', '.join(known)}", shown(value))
    for name, whole in (("seed", seed), ("number", number)):
        if not isinstance(whole, int) or isinstance(whole, bool) or whole < 0:
            raise PoolingError.broken(name, "be an int, at least 0", shown(whole))
    kinds = kinds_asked(topic, operators)
    kind = kinds[number % len(kinds)]
    rng = np.random.default_rng((seed, number, list(LEVELS).index(level), list(topics()).index(topic)))
    case = None
    while case is None:  # two of three draws are taken at least, so this ends
        case = draw(rng, kind, level, topic, operators)
    return Task(kind, level, topic, number, seed, *case)


def check(task: Task, given: Any) -> Checked:
    """Mark every cell of an answer.

    Parameters
    ----------
    given : array, or for a route (row, column) or None
        In the shape of `task.answer`, NaN where nothing was filled in. In the gradient of the input, where most
        cells are often 0, an empty cell counts as 0. For a route, the input cell that was clicked.

    Raises
    ------
    PoolingError
        When the shape is another, or the click lies outside the grid.
    """
    if task.kind == "route":
        return _check_route(task.answer, given)
    given = np.asarray(given, dtype=np.float64)
    if given.shape != task.answer.shape:
        raise PoolingError.broken("answer", f"have shape {task.answer.shape}", given.shape)
    empty = np.isnan(given)
    counts = np.where(empty, 0, given) if task.kind == "grad_input" else given
    right = np.abs(counts - task.answer) <= TOLERANCE  # a NaN is never near
    return Checked(given, right, empty & ~right)


def is_try(task: Task, checked: Checked) -> bool:
    """Whether an answer is a real try: a right one is, and so is a click; of an output half of the cells, of an input
    gradient two numbers other than 0. Anything less would open the solution for nothing.

    >>> one = task(7, 1, "medium")
    >>> is_try(one, check(one, np.full(one.answer.shape, np.nan))), is_try(one, check(one, one.answer + 1))
    (False, True)
    """
    filled = int(checked.filled.sum())
    if not filled or checked.is_right:
        return bool(filled)
    if task.kind == "grad_input":
        return int(np.count_nonzero(checked.given[checked.filled])) >= LEAST_NUMBERS
    return task.kind == "route" or 2 * filled >= checked.filled.size


def _check_route(answer: Bools, clicked: Pair | None) -> Checked:
    nothing = np.zeros(answer.shape, bool)
    if clicked is None:
        return Checked(nothing, ~answer, answer)
    height, width = answer.shape
    if not (0 <= clicked[0] < height and 0 <= clicked[1] < width):
        raise PoolingError.broken("answer", f"lie in the {height}×{width} input", clicked)
    given = _one(answer.shape, clicked)
    return Checked(given, answer | ~given, nothing)


def _one(shape: tuple[int, ...], at: Pair) -> Bools:
    """True at one cell alone."""
    cells = np.zeros(shape, bool)
    cells[at] = True
    return cells
