"""Rounds: the questions that belong together, and the names by which an address calls each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lab import fields
from lab.entry import is_whole
from lab.quiz.own import OWN, OwnRound, read_own
from lab.quiz.task import QUESTIONS, Task, task
from lab.quiz.topics import kinds_asked
from pooling.errors import PoolingError, shown
from pooling.registry import OPERATORS

#: A round of one's own has at most so many questions, on so many topics.
MOST_QUESTIONS, MOST_TOPICS = 30, 6
#: What stands in place of a number in the name of the summary after the last question.
END = "end"
#: A name is longer than this only by mistake.
LONGEST_NAME = 200


@dataclass(frozen=True)
class Round:
    """What is asked. Topics take turns; without `operators` each topic has its own.

    >>> Round(7, "easy", ("overlap", "ties"), 12).name(3)
    '7-easy-overlap.ties-3-of12'
    """

    seed: int
    level: str
    topics: tuple[str, ...] = ("any",)
    count: int = QUESTIONS
    operators: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is as rounds were before any of this could be chosen: ten questions on one topic."""
        return len(self.topics) == 1 and self.count == QUESTIONS and not self.operators

    def topic(self, number: int) -> str:
        """What question `number` is about."""
        return self.topics[number % len(self.topics)]

    def task(self, number: int) -> Task:
        """Question `number`: of each topic the questions come in the order that a round on it alone has."""
        return task(self.seed, number // len(self.topics), self.level, self.topic(number), self.operators)

    def name(self, number: int) -> str:
        """What question `number` is called; the number after the last is the summary."""
        of = END if number == self.count else str(number)
        more = [f"of{self.count}"] if self.count != QUESTIONS else []
        more += [".".join(self.operators)] if self.operators else []
        return "-".join([str(self.seed), self.level, ".".join(self.topics), of, *more])

    def names(self) -> list[str]:
        """The names of all questions."""
        return [self.name(number) for number in range(self.count)]

    def check(self) -> None:
        """Raise if there is no such round, or a topic has nothing to ask of the operators."""
        operators = self.operators
        if not is_whole(self.count, 1, MOST_QUESTIONS):
            raise PoolingError.broken("questions", f"be an int from 1 to {MOST_QUESTIONS}", shown(self.count))
        if not 1 <= len(set(self.topics)) == len(self.topics) <= MOST_TOPICS:
            raise PoolingError.broken("topics", f"be 1 to {MOST_TOPICS} different ones", shown(self.topics))
        if len(set(operators)) < len(operators) or not set(operators) <= set(OPERATORS):
            raise PoolingError.broken("operators", f"be different ones of {', '.join(OPERATORS)}", shown(operators))
        for topic in self.topics:
            fields.quiz([self.seed, self.level, topic, 0])
            kinds_asked(topic, operators)


@dataclass(frozen=True)
class Asked:
    """A place in a round: a question, or the summary after the last one."""

    round: Round | OwnRound
    number: int

    @property
    def is_end(self) -> bool:
        return self.number == self.round.count

    @property
    def name(self) -> str:
        return self.round.name(self.number)

    @cached_property
    def task(self) -> Task:
        return self.round.task(self.number)

    def at(self, number: int) -> Asked:
        """Another place in the same round."""
        return replace(self, number=number)


def read(text: str) -> tuple[Round | OwnRound, int]:
    """The round and the number of the question that a name says; the number after the last is the summary.

    A round of own cases comes without its cases: a name does not hold them.

    Raises
    ------
    PoolingError
        When it names none.
    """
    if len(text) > LONGEST_NAME:
        raise PoolingError.broken("quiz", f"be at most {LONGEST_NAME} characters", f"{len(text)}")
    parts = text.split("-")
    if parts[0] == OWN:
        return read_own(parts)
    if len(parts) < 4:
        raise PoolingError.broken("quiz", "be seed-level-topics-number at least", shown(text))
    more = parts[4:]
    of = more.pop(0)[2:] if more and more[0].startswith("of") else str(QUESTIONS)
    operators = tuple(more.pop(0).split(".")) if more else ()
    if more:
        raise PoolingError.broken("quiz", "end with its number, how many there are and the operators", shown(text))
    found = Round(_whole(parts[0]), parts[1], tuple(parts[2].split(".")), _whole(of), operators)
    found.check()
    number = found.count if parts[3] == END else _whole(parts[3])
    if not is_whole(number, 0, found.count - (parts[3] != END)):
        raise PoolingError.broken("quiz", f"have a question from 0 to {found.count - 1}", shown(parts[3]))
    return found, number


def _whole(part: str) -> Any:
    """A part of a name as an int if it is one."""
    return int(part) if part.isdecimal() and part.isascii() and len(part) < 6 else part
