"""The lesson on ties: its four rules are what it says, whatever the grid holds."""

import numpy as np
import pytest

from figures.lessons.ties import GRAD_OUTPUT, LESSON, RULES, X, ledger, slopes
from figures.theme import LIGHT
from tests.figures.lessons.stated import parts
from tests.figures.lessons.ties import stated as told

RNG = np.random.default_rng(4)
#: The lesson's own grid, and grids with many equal numbers.
PLANES = [(X, GRAD_OUTPUT), *((RNG.integers(-1, 2, (4, 4)), RNG.normal(size=(2, 2))) for _ in range(5))]
every_plane = pytest.mark.parametrize(("x", "g"), PLANES)


@every_plane
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_gives_the_gradient_of_its_definition(rule, x, g):
    expected = told.gradient(rule, x.tolist(), g.tolist())
    np.testing.assert_allclose(RULES[rule](x.astype(float), g.astype(float), 2, 2), expected)


def test_the_lesson_s_grid_is_the_one_that_its_numbers_are_computed_for():
    assert (X.tolist(), GRAD_OUTPUT.tolist()) == (told.X, told.G)


@pytest.mark.parametrize("rule", ["first", "last", "split"])
@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_slopes_of_a_legal_rule_add_up_to_one(rule, many):
    assert sum(slopes(rule, many)) == pytest.approx(1)


def test_the_mask_s_slopes_add_up_to_the_number_of_tied_cells():
    assert sum(slopes("all", 3)) == 3


def test_rounding_is_no_difference_in_the_ledger():
    case = LESSON.case(LIGHT, x=np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0] * 4, [0] * 4]), grad_output=GRAD_OUTPUT / 10)
    assert [ledger(case)[rule][1] for rule in ("first", "last", "split")] == [0, 0, 0]


def test_sums_that_agree_by_chance_are_called_so():
    x = np.array([[1, 1, 2, 2], [0, 0, 0, 0], [0, 1, 0, 1], [2, 3, 2, 3]])
    case = LESSON.case(LIGHT, x=x, grad_output=np.array([[5, -5], [0, 0]]))
    said = parts(LESSON, case)["step 3"]
    assert "agrees only because positive and negative gradients cancel: 4 cells are wrong" in said


def test_a_tie_that_is_sent_nothing_makes_no_difference():
    case = LESSON.case(LIGHT, grad_output=np.zeros((2, 2)))
    assert "so does the mask here" in parts(LESSON, case)["step 3"]


def test_without_a_tie_the_lesson_says_so():
    case = LESSON.case(LIGHT, x=np.arange(16).reshape(4, 4))
    said = parts(LESSON, case)
    assert "no tie, and all four rules do the same" in said["step 1"]
    assert "no tie lets them differ" in said["step 4"]
