"""What the marks of a step mean: each is explained once in a lesson, in the step whose grids first have it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from figures.lessons.kit.lesson import Case, Grid, Item, Lesson
from figures.table import MARKS


def new_marks(lesson: Lesson, case: Case, number: int, items: Iterable[Item]) -> tuple[str, ...]:
    """The marks of `items`, which step `number` shows, that no step before it has; in the order of `MARKS`."""
    here = marks_of(items)
    before = {name for step in lesson.steps[:number] for name in marks_of(step.show(case))} if here else set()
    return tuple(name for name in MARKS if name in here - before)


def marks_of(items: Iterable[Item]) -> set[str]:
    """The names of all marks that the grids among `items` have."""
    grids = [item for item in items if isinstance(item, Grid)]
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
