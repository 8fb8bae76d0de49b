"""A lesson of one's own as data: a grid, a layer, steps and a question; as a link and a file hold it, all checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.entry import LARGEST_SIDE
from lab.link import MOST_CHARACTERS, json_object, pack, unpack
from lab.quiz.own import board
from lab.settings import Settings
from pooling.errors import PoolingError, shown

MOST_STEPS, MOST_OTHERS = 5, 3
#: Characters of a title, of an answer, of what a step tells.
LONGEST_TITLE, LONGEST_ANSWER, LONGEST_TEXT = 80, 160, 1_500
#: The grids that a step can show.
GRIDS = {
    "input": "Input",
    "output": "Output",
    "grad_output": "Upstream gradient",
    "grad_input": "Input gradient",
}


@dataclass(frozen=True)
class OwnStep:
    """What a step is called, what it tells, in a little Markdown, and the grids beside it."""

    title: str = ""
    text: str = ""
    grids: tuple[str, ...] = ("input", "output")


@dataclass(frozen=True)
class OwnQuestion:
    """A question at the end, its right answer, wrong ones, and why."""

    ask: str = ""
    right: str = ""
    others: tuple[str, ...] = ("",)
    why: str = ""


@dataclass(frozen=True, eq=False)
class OwnLesson:
    """The whole lesson; unfinished ones are lessons too, but can not be shown."""

    x: NDArray
    grad_output: NDArray
    settings: Settings = field(default_factory=Settings)
    title: str = ""
    steps: tuple[OwnStep, ...] = (OwnStep(),)
    question: OwnQuestion = OwnQuestion()

    @property
    def digest(self) -> str:
        """Tells it from other lessons."""
        return hashlib.blake2b(json.dumps(_said(self)).encode(), digest_size=5).hexdigest()

    def check(self) -> None:
        """Raise if anything is missing that a lesson needs."""
        missing = [] if self.title.strip() else ["title"]
        for number, step in enumerate(self.steps, 1):
            missing += [f"{part} of step {number}" for part in ("title", "text") if not getattr(step, part).strip()]
            missing += [] if step.grids else [f"grids of step {number}"]
        missing += [name for name in ("ask", "right", "why") if not getattr(self.question, name).strip()]
        if missing:
            raise PoolingError.broken("lesson", "have every part filled in", f"nothing for {', '.join(missing)}")
        answers = [self.question.right, *filter(str.strip, self.question.others)]
        if len(answers) < 2 or len(set(answers)) < len(answers):
            raise PoolingError.broken("answers", "be a right one and 1 to 3 others, all different", shown(answers))
        if len(encode(self)) > MOST_CHARACTERS:
            raise PoolingError.broken("lesson", f"fit into a link of {MOST_CHARACTERS:,} characters", "more")


def encode(lesson: OwnLesson) -> str:
    """A lesson as the text of a link."""
    return pack(_said(lesson))


def decode(text: str) -> OwnLesson:
    """The lesson of a link.

    Raises
    ------
    PoolingError
        When anything of it is not as `encode` makes it.
    """
    return _read(unpack(text))


def to_json(lesson: OwnLesson) -> str:
    """A lesson as a file."""
    return json.dumps(_said(lesson), indent=1)


def from_json(content: bytes) -> OwnLesson:
    """The lesson of a file: size first, then form, then every value, then whether it can be shown.

    Raises
    ------
    PoolingError
        When anything of it is not as `to_json` writes it.
    """
    return _read(json_object(content))


def _said(lesson: OwnLesson) -> dict[str, Any]:
    return {
        "title": lesson.title,
        "settings": lesson.settings.changed(),
        "x": lesson.x.tolist(),
        "grad_output": lesson.grad_output.tolist(),
        "steps": [asdict(step) for step in lesson.steps],
        "question": asdict(lesson.question),
    }


def _read(found: dict[str, Any]) -> OwnLesson:
    _only(found, "lesson", [part.name for part in fields(OwnLesson)])
    steps = found["steps"]
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise PoolingError.broken("steps", f"be 1 to {MOST_STEPS}", shown(steps))
    title = _text(found["title"], "title", LONGEST_TITLE)
    told, question = tuple(map(_step, steps)), _question(found["question"])
    settings, x, grad_output = board(found, LARGEST_SIDE)
    return OwnLesson(x, grad_output, settings, title, told, question)


def _step(given: Any) -> OwnStep:
    _only(given, "step", [part.name for part in fields(OwnStep)])
    names = given["grids"]
    if not isinstance(names, list) or not all(isinstance(n, str) and n in GRIDS for n in names):
        raise PoolingError.broken("grids of a step", f"be a list of {', '.join(GRIDS)}", shown(names))
    title, text = _text(given["title"], "title", LONGEST_TITLE), _text(given["text"], "text", LONGEST_TEXT)
    return OwnStep(title, text, tuple(name for name in GRIDS if name in names))


def _question(given: Any) -> OwnQuestion:
    _only(given, "question", [part.name for part in fields(OwnQuestion)])
    others = given["others"]
    if not isinstance(others, list) or not 1 <= len(others) <= MOST_OTHERS:
        raise PoolingError.broken("others", f"be 1 to {MOST_OTHERS} wrong answers", shown(others))
    told = {name: _text(given[name], name, LONGEST_TEXT) for name in ("ask", "why")}
    answers = [_text(answer, "answer", LONGEST_ANSWER) for answer in (given["right"], *others)]
    return OwnQuestion(told["ask"], answers[0], tuple(answers[1:]), told["why"])


def _only(given: Any, name: str, known: Collection[str]) -> None:
    if not isinstance(given, dict) or set(given) != set(known):
        raise PoolingError.broken(name, f"have the fields {', '.join(known)} and no others", shown(given))


def _text(value: Any, name: str, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise PoolingError.broken(name, f"be text of at most {longest} characters", shown(value))
    return value


def begun(x: NDArray, grad_output: NDArray, settings: Settings) -> OwnLesson:
    """A lesson about a grid and a layer, with nothing said of them yet."""
    return OwnLesson(np.array(x), np.array(grad_output), settings)


def with_step(lesson: OwnLesson, number: int, **changes: Any) -> OwnLesson:
    """The lesson with another step `number`."""
    steps = list(lesson.steps)
    steps[number] = replace(steps[number], **changes)
    return replace(lesson, steps=tuple(steps))
