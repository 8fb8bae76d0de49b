"""What the marks of a step mean: each is explained once in a lesson, in the step whose grids first have it."""

from __future__ import annotations

from html import escape

from figures.lessons.kit.lesson import Case, Grid, Lesson, Step
from figures.table import MARKS


def new_marks(lesson: Lesson, case: Case, number: int) -> tuple[str, ...]:
    """The marks that the grids of step `number`, counted from 0, have and no step before; in the order of `MARKS`."""
    here = _marks(lesson.steps[number], case)
    before = {name for step in lesson.steps[:number] for name in _marks(step, case)} if here else set()
    return tuple(name for name in MARKS if name in here - before)


def _marks(step: Step, case: Case) -> set[str]:
    grids = [item for item in step.show(case) if isinstance(item, Grid)]
    return {name for grid in grids for names in grid.marks.values() for name in names.split()}


def legend(names: tuple[str, ...]) -> str:
    """Marks with their words, as a list; nothing where there are none. The marks look as they do in a grid."""
    if not names:
        return ""
    entries = "".join(
        f'<li><span class="lab-swatch lab-mark-{name}" aria-hidden="true"></span>{escape(MARKS[name])}</li>'
        for name in names
    )
    return f'<ul class="lab-legend" aria-label="What the marks mean">{entries}</ul>'
