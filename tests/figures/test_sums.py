"""No word or equation is made with the built-in `sum` of floats, which from Python 3.12 on is not the core's."""

import builtins
from itertools import product

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.narration.narrate import narrate
from figures.stories.cell import cell_story
from figures.stories.quiz import question, solution
from figures.stories.window import window_story
from figures.theme import LIGHT
from lab.quiz.task import LEVELS, task, topics
from pooling import OPERATORS, PoolSpec, pool
from pooling.steps.trace import GRAINS, WAYS, trace
from tests.figures.lessons.stated import parts

plain_sum = builtins.sum
#: Sums whose terms cancel: one more exact than the core's is another number.
CANCELLING = [1e9, 1e-8, -1e9, 3.0, 0.1, -0.3, 7.0, 1e-7, 1e9, -1e9, 0.2, -7.0]


@pytest.fixture
def no_floats(monkeypatch):
    """A built-in `sum` that takes no floats."""

    def strict(terms, /, start=0):
        terms = list(terms)
        assert not any(isinstance(term, (float, np.floating)) for term in (start, *terms)), terms
        return plain_sum(terms, start)

    monkeypatch.setattr(builtins, "sum", strict)


@pytest.mark.usefixtures("no_floats")
@pytest.mark.parametrize("operator", OPERATORS)
def test_a_window_a_cell_and_every_step_are_told_without_it(operator):
    pooled = pool(np.reshape(CANCELLING, (3, 4)), PoolSpec(operator, 2, 1))
    grad = np.reshape(CANCELLING[:6], (2, 3))
    for at in np.ndindex(2, 3):
        window_story(pooled, grad, *at)
    for at in np.ndindex(3, 4):
        cell_story(pooled, grad, *at)
    for way, by in product(WAYS, GRAINS):
        narrate(trace(pooled, grad, way, by))


@pytest.mark.usefixtures("no_floats")
def test_sums_beyond_a_float_are_told_without_it():
    pooled = pool(np.full((1, 4), 1e308), PoolSpec("avg", (1, 3), 1))
    assert trace(pooled, np.array([[1.7e308, 1.7e308]]), "backward").steps[-1].ledger.sent == np.inf


@pytest.mark.usefixtures("no_floats")
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())
def test_a_lesson_tells_shows_and_asks_without_it(lesson):
    assert all(parts(lesson, lesson.case(LIGHT)).values())
    for pose in lesson.questions:
        pose(lesson.case(LIGHT))


@pytest.mark.usefixtures("no_floats")
def test_questions_are_made_and_checked_without_it():
    for topic, level, seed in product(topics(), LEVELS, range(3)):
        posed = task(seed, 0, level, topic)
        question(posed)
        solution(posed)


def test_the_sum_of_an_average_is_the_core_s_own():
    """From eight cells on NumPy does not add from left to right, which would give 0 here."""
    x = np.array([[1e9, 0, 4e-8, 4e-8, -1e9, 0, 0, 0]])
    pooled = pool(x, PoolSpec("avg", (1, 8)))
    assert 8 * pooled.output[0, 0] == x.sum() > 0
    told = window_story(pooled, np.ones((1, 1)), 0, 0).formulas[0]
    assert r"\tfrac{1.19{\cdot}10^{-7}}{8} \approx 1.49{\cdot}10^{-8}" in told
