"""The end of a round in words: what was asked, how it went at the first try, by topic; as a page and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from figures.phrases import count
from figures.stories.quiz import layer_words
from lab.quiz.answer import Answer
from lab.quiz.own import OwnRound
from lab.quiz.rounds import Round
from lab.quiz.task import KINDS, LEVELS, Task, topics
from pooling.registry import OPERATORS

#: What is said of a question by how its first try went.
SAID = {True: "right", False: "wrong", None: "not tried"}
SIGNS = {True: "✓", False: "✗", None: "·"}
HEAD = ("question", "about", "asked", "layer", "first try", "your answer", "solution")


class Share(NamedTuple):
    """How many questions on a topic were asked, tried, and right at the first try."""

    topic: str
    right: int
    tried: int
    asked: int


def round_words(asked: Round | OwnRound) -> str:
    """What a round is, in a line.

    >>> round_words(Round(7, "easy", ("overlap", "ties"), 12, ("max",)))
    '12 questions, easy, about overlapping windows and equal cells, of max; seed 7'
    """
    if isinstance(asked, OwnRound):
        return f"{count(asked.count, 'question')} of a teacher's own, {asked.digest}"
    about = _joined([topics()[name].label.lower() for name in asked.topics])
    of = f", of {_joined([OPERATORS[name].label.lower() for name in asked.operators])}" if asked.operators else ""
    return f"{count(asked.count, 'question')}, {LEVELS[asked.level].lower()}, about {about}{of}; seed {asked.seed}"


def _joined(words: Sequence[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def shares(about: Sequence[str], marks: Sequence[bool | None]) -> list[Share]:
    """How each topic went; `about` has the topic of each question, in words.

    >>> shares(["Padding", "Padding"], [True, None])
    [Share(topic='Padding', right=1, tried=1, asked=2)]
    """
    found = []
    for topic in dict.fromkeys(about):
        own = [mark for name, mark in zip(about, marks, strict=True) if name == topic]
        found.append(Share(topic, own.count(True), len(own) - own.count(None), len(own)))
    return found


def abouts(asked: Round | OwnRound) -> list[str]:
    """The topic of each question of a round, in words."""
    if isinstance(asked, OwnRound):
        return ["A teacher's own"] * asked.count
    return [topics()[asked.topic(number)].label for number in range(asked.count)]


def headline(marks: Sequence[bool | None]) -> str:
    """How the round went, in a sentence.

    >>> headline([True, False, None])
    '1 of 3 right at the first try, 1 not tried yet.'
    """
    left = marks.count(None)
    more = f", {left} not tried yet" if left else ""
    return f"{marks.count(True)} of {len(marks)} right at the first try{more}."


def tally(marks: Sequence[bool | None]) -> str:
    """How the questions went, to be heard in place of a sign for each.

    >>> tally([True, None, True, False])
    '2 right, 1 wrong, 1 not tried'
    """
    return ", ".join(f"{marks.count(mark)} {said}" for mark, said in SAID.items())


def rows(tasks: Sequence[Task], about: Sequence[str], marks: Sequence[bool | None]) -> list[tuple[str, ...]]:
    """A line for each question: number, topic, what is asked, the layer, how the first try went."""
    return [
        (str(n), topic, KINDS[task.kind], layer_words(task.spec), f"{SIGNS[mark]} {SAID[mark]}")
        for n, (task, topic, mark) in enumerate(zip(tasks, about, marks, strict=True), 1)
    ]


def answered(task: Task, answer: Answer, mark: bool | None) -> tuple[str, str]:
    """The visitor's answer as it stands and the solution, as NumPy reads them; no solution before the first try."""
    if task.kind == "route":
        given = str(list(answer.clicked)) if answer.clicked else ""
        right = str(np.argwhere(task.answer)[0].tolist())
    else:
        given = "" if np.isnan(answer.cells).all() else str(answer.cells.tolist())
        right = str(task.answer.tolist())
    return given, right if mark is not None else ""
