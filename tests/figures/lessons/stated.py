"""What a lesson says, part by part, and the numbers in it."""

from __future__ import annotations

import re

from figures.lessons.kit.lesson import Case, Chart, Drawing, Grid, Item, Lesson, Rows
from figures.numbers import MINUS

#: A number as the lessons write it; digits of a name (`max_pool2d`, E3) are none.
NUMBER = re.compile(rf"(?<![\w.])[{MINUS}-]?\d+(?:\.\d+)?(?:e[{MINUS}-]?\d+)?(?![\w])")


def numbers(text: str) -> list[float]:
    """Every number that stands in `text`, in its order.

    >>> numbers("Cell (2, 0) of max_pool2d gets −1.5, not 3.")
    [2.0, 0.0, -1.5, 3.0]
    """
    return [float(found.replace(MINUS, "-")) for found in NUMBER.findall(text)]


def _item(item: Item) -> str:
    if isinstance(item, Rows):
        return " ".join([item.title, *item.head, *(cell for row in item.rows for cell in row)])
    caption = item.caption if isinstance(item, (Grid, Chart, Drawing)) else ""
    return f"{item.title} {caption}"


def parts(lesson: Lesson, case: Case) -> dict[str, str]:
    """All that a lesson says about a case: its card, its steps (words, formula, captions), its questions."""
    said = {"card": f"{lesson.title} {lesson.teaches}"}
    for n, step in enumerate(lesson.steps, 1):
        formula = step.formula(case) if step.formula else ""
        said[f"step {n}"] = " ".join([step.title, step.tell(case), formula, *map(_item, step.show(case))])
    for n, pose in enumerate(lesson.questions, 1):
        posed = pose(case)
        said[f"question {n}"] = " ".join([posed.ask, posed.right, *posed.others, posed.why])
    return said
