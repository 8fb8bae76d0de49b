"""Every sentence of a lesson is true of the case that it is shown for: see `claims.py`."""

import importlib
from itertools import product

import pytest

from figures.lessons import LESSONS
from figures.theme import LIGHT
from tests.figures.lessons.claims import confirm, parts
from tests.figures.lessons.visited import UPSTREAM, grids, settings_of


def states(lesson, module):
    """The lesson at its start, all settings with all inputs, upstream gradients in turn; those of the table's own."""
    upstream = getattr(module, "UPSTREAM", UPSTREAM)
    yield {}, None, None
    for n, (knobs, x) in enumerate(product(settings_of(lesson), grids(lesson))):
        yield knobs, x, upstream[n % len(upstream)]
    yield from getattr(module, "MORE", ())


@pytest.mark.parametrize("slug", LESSONS)
def test_what_is_said_is_true_and_what_is_true_is_said(slug):
    lesson, module = LESSONS[slug], importlib.import_module(f"tests.figures.lessons.{slug}.claims")
    table, shown = module.CLAIMS, set()
    for knobs, x, grad_output in states(lesson, module):
        case = lesson.case(LIGHT, knobs, x, grad_output)
        for part, seen in parts(lesson, case):
            try:
                shown |= {(part, says) for says in confirm(table[part], seen)}
            except AssertionError as error:
                error.add_note(f"{part} of {slug} with {case.knobs}\n{case.x.tolist()}\n{case.grad_output.tolist()}")
                raise
    assert shown == {(part, says) for part in table for says in table[part]}, "some sentences are never shown"
