"""Every mark of a lesson is explained once, in the step whose grids first have it; and every mark has looks."""

import re
from pathlib import Path

import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.legend import legend, new_marks
from figures.lessons.kit.lesson import Grid
from figures.table import MARKS
from figures.theme import LIGHT

CSS = (Path(__file__).resolve().parents[3] / "ui/css/lesson.css").read_text(encoding="utf-8")


def drawn(step, case):
    """The marks of the grids of a step, one by one."""
    marks = [item.marks for item in step.show(case) if isinstance(item, Grid)]
    return {name for cells in marks for names in cells.values() for name in names.split()}


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())
def test_each_mark_is_explained_where_it_is_first_seen_and_nowhere_else(lesson):
    case, known = lesson.case(LIGHT), set()
    for number, step in enumerate(lesson.steps):
        told = new_marks(lesson, case, number, lesson.steps[number].show(case))
        assert len(told) == len(set(told))
        assert set(told) == drawn(step, case) - known
        known |= set(told)


def test_a_legend_has_each_mark_with_its_words():
    text = legend(("chosen", "unread"))
    assert re.findall(r'lab-mark-(\w+)" aria-hidden="true"></span>([^<]*)</li>', text) == [
        ("chosen", "chosen by a window"),
        ("unread", "in no window"),
    ]
    assert legend(()) == ""


@pytest.mark.parametrize("name", MARKS)
def test_every_mark_has_looks(name):
    assert re.search(rf"\.lab-mark-{name}\b", CSS)
