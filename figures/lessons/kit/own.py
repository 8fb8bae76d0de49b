"""A lesson made from data: what a teacher wrote is told with the grids and the question of any other lesson."""

from __future__ import annotations

from functools import partial

from figures.lessons.kit.boards import grad_input_grid, input_grid, output_grid, upstream_grid
from figures.lessons.kit.lesson import Case, Item, Lesson, Posed, Step
from figures.plain import plain, visible
from figures.stories.safe import safe
from lab.own_lesson import OwnLesson, OwnQuestion, OwnStep

#: How the name of such a lesson begins.
SLUG = "own"
#: A teacher's question is about the numbers that it was written for.
TURN = "Predict first, then check. The question is about the lesson's own numbers: “Start again” brings them back."
SHOWN = {"input": input_grid, "output": output_grid, "grad_output": upstream_grid, "grad_input": grad_input_grid}


def lesson_of(own: OwnLesson) -> Lesson:
    """The lesson; its texts are made safe here, once for wherever they are shown."""
    return Lesson(
        slug=f"{SLUG}-{own.digest}",
        title=visible(own.title),
        teaches="A lesson of a teacher's own.",
        x=own.x,
        settings=own.settings,
        grad_output=own.grad_output,
        steps=tuple(map(_step, own.steps)),
        questions=(partial(_posed, own.question),),
        turn=TURN,
    )


def _step(own: OwnStep) -> Step:
    return Step(visible(own.title), partial(_told, safe(own.text)), partial(_shown, own.grids))


def _told(text: str, case: Case) -> str:
    return text


def _shown(names: tuple[str, ...], case: Case) -> tuple[Item, ...]:
    return tuple(SHOWN[name](case) for name in names)


def _posed(own: OwnQuestion, case: Case) -> Posed:
    others = tuple(plain(other) for other in own.others if other.strip())
    return Posed(plain(own.ask), plain(own.right), others, safe(own.why))
