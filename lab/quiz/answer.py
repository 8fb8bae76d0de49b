"""What a visitor has answered, as data; and as the text that an address and a browser keep, every value checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab import fields
from lab.editing import resumed
from lab.entry import number
from lab.link import pack, unpack
from lab.quiz.own import OwnRound
from lab.quiz.rounds import MOST_QUESTIONS, Round, read
from lab.quiz.task import Task
from lab.state import Editing
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair

#: Questions whose first answers are told to the address; of more the last.
MOST_SCORES = 200
#: As many as the longest round has; with ten questions, those of the rounds before too.
MOST_ANSWERS = MOST_QUESTIONS


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer to a question: the cell that was clicked, or what was filled in (NaN: nothing)."""

    cells: NDArray
    clicked: Pair | None = None
    editing: Editing = field(default_factory=Editing)
    checked: bool = False

    @property
    def is_empty(self) -> bool:
        return self.clicked is None and bool(np.isnan(self.cells).all()) and not self.editing.drafts


def name_of(asked: Task) -> str:
    """What a question of a plain round is called, in the address too.

    >>> from lab.quiz.task import task
    >>> name_of(task(7, 0, "easy"))
    '7-easy-any-0'
    """
    return Round(asked.seed, asked.level, (asked.topic,)).name(asked.number)


def named(name: str) -> Task:
    """The question of a name.

    Raises
    ------
    PoolingError
        When it names none.
    """
    found, number = _place(name)
    return found.task(number)


def encode(answers: Mapping[str, Answer], scores: Mapping[str, bool]) -> str:
    """Answers and scores by the names of their questions, as text; nothing where there are none."""
    given = {name: _packed(answer) for name, answer in answers.items() if not answer.is_empty}
    given = dict(list(given.items())[-MOST_ANSWERS:])
    told = dict(list(scores.items())[-MOST_SCORES:])
    return pack({"answers": given, "scores": told}) if given or told else ""


def decode(text: str, find: Callable[[str], Task] = named) -> tuple[dict[str, Answer], dict[str, bool]]:
    """What `encode` made a text from; what is none is left out, entry by entry. `find` has the question of a name."""
    try:
        found = unpack(text)
    except PoolingError:
        return {}, {}
    answers, scores = ({} if not isinstance(found.get(n), dict) else found[n] for n in ("answers", "scores"))
    read: dict[str, Answer] = {}
    for name, value in list(answers.items())[:MOST_ANSWERS]:
        try:
            read[name] = _unpacked(value, find(name).answer.shape)
        except PoolingError:
            continue
    return read, {name: right for name, right in list(scores.items())[:MOST_SCORES] if _is_score(name, right)}


def _packed(answer: Answer) -> list[Any]:
    cells = [[None if np.isnan(v) else v for v in row] for row in answer.cells.tolist()]
    drafts = [[*at, text] for at, text in answer.editing.drafts.items()]
    return [answer.clicked, cells, drafts, answer.checked]


def _unpacked(value: Any, shape: tuple[int, ...]) -> Answer:
    size = (shape[0], shape[1])
    if not isinstance(value, list) or len(value) != 4 or not isinstance(value[3], bool):
        raise PoolingError.broken("answer", "be [clicked, cells, drafts, checked]", shown(value))
    clicked, cells, drafts, checked = value
    rows = cells if isinstance(cells, list) else []
    if len(rows) != size[0] or not all(isinstance(row, list) and len(row) == size[1] for row in rows):
        raise PoolingError.broken("answer", f"be {size[0]} rows of {size[1]} numbers", shown(cells))
    filled = np.array([[np.nan if v is None else number(v, "answer") for v in row] for row in rows])
    if clicked is not None:
        place = clicked if isinstance(clicked, list) and len(clicked) == 2 else [None, None]
        clicked = fields.cell({"row": place[0], "column": place[1]}, size)
    waiting = fields.drafts({"answer": drafts}, {"answer": size})["answer"]
    return Answer(filled, clicked, resumed(waiting, "answer"), checked)


def _is_score(name: str, right: Any) -> bool:
    try:
        _place(name)
    except PoolingError:
        return False
    return isinstance(right, bool)


def _place(name: str) -> tuple[Round | OwnRound, int]:
    """The round of a question and its number; a summary is no question."""
    found, number = read(name)
    if number == found.count:
        raise PoolingError.broken("quiz", "name a question", shown(name))
    return found, number
