"""The gradient checked: each sentence is said where it is true and nowhere else, by slopes from the definition."""

import re

import numpy as np
import pytest
from hypothesis import given

from figures.stories.check import check, formula, pictures, step, text
from figures.theme import LIGHT
from pooling import PoolSpec, pool
from tests.pooling.checks import spec_of
from tests.pooling.loops import forward
from tests.pooling.strategies import PLAIN, PROFILE, crowded, problems

TIED = [[3.0, 3.0]]
ROW = PoolSpec("max", (1, 2))


def found(x, spec, grad_output=None):
    pooled = pool(np.asarray(x, dtype=float), spec)
    grad = np.ones(pooled.output.shape) if grad_output is None else np.asarray(grad_output, dtype=float)
    return check(pooled, grad, pooled.backward(grad))


def said(*case):
    return " ".join(text(found(*case)))


def number_in(pattern, words):
    """The number of cells in a sentence, 0 where it is not said."""
    match = re.search(pattern, words)
    return int(match[1]) if match else 0


def jumps(x, layer, grad_output):
    """The cells at which the output of a window that sends a gradient has two slopes, from the definition.

    Of whole numbers, the next kink is 1 away at least.
    """
    bent, here = np.zeros(x.shape, dtype=bool), np.array(forward(x.tolist(), layer)[0])
    for at in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[at] = 0.25
        up, down = (np.array(forward((x + way * nudge).tolist(), layer)[0]) for way in (1, -1))
        bent[at] = (np.abs((up - here) - (here - down))[grad_output != 0] > 1e-9).any()
    return bent


@given(problems(PLAIN))
@PROFILE
def test_kinks_are_where_the_slopes_of_the_definition_differ(problem):
    layer, size, rng = problem
    x = crowded(rng, size)
    pooled = pool(x, spec_of(layer))
    grad = crowded(rng, pooled.output.shape)
    bent = jumps(x, layer, grad)
    now = check(pooled, grad, pooled.backward(grad))
    words = " ".join(text(now))
    assert np.array_equal(now.bent, bent)
    assert number_in(r"In (\d+) cells? \(dashed\) a window that sends a gradient has a kink", words) == bent.sum()
    assert ("No window that sends a gradient has a kink at any cell." in words) == (not bent.any())
    assert number_in(r"In the (\d+) cells? that can be compared", words) == (~bent).sum()
    assert ("no cell in which the two can be compared" in words) == bent.all()
    assert now.apart(now.compared) < 1e-6
    assert "dotted" not in words
    assert "finite" not in words


@given(problems(PLAIN))
@PROFILE
def test_a_wrong_gradient_is_as_far_apart_as_is_said(problem):
    layer, size, rng = problem
    x = rng.permutation(size[0] * size[1]).reshape(size).astype(float)
    pooled = pool(x, spec_of(layer))
    grad = np.ones(pooled.output.shape)
    wrong = pooled.backward(grad)
    wrong[0, 0] += 2
    now = check(pooled, grad, wrong)
    if now.compared[0, 0]:
        assert now.apart(now.compared) == pytest.approx(2, abs=1e-5)
        assert "are at most about 2" in (words := " ".join(text(now))) or "are at most 2 apart" in words


def test_the_worked_sentences():
    assert text(found([[1.0, 3.0]], ROW, [[10.0]])) == [
        "E is the sum of all outputs y, each times its upstream gradient g. Every cell in turn is raised and lowered "
        "by h = 1e−5: 4 forward passes for 2 cells.",
        "In the 2 cells that can be compared, the central difference and the gradient are at most about 6.55e−11 "
        "apart; the largest gradient there is 10.",
        "No window that sends a gradient has a kink at any cell.",
    ]


def test_a_tie_is_a_kink_and_untying_it_is_none():
    assert "In 2 cells (dashed) a window that sends a gradient has a kink" in said(TIED, ROW)
    assert "They are up to about 0.500 apart." in said(TIED, ROW)
    assert "There is no cell in which the two can be compared." in said(TIED, ROW)
    assert "No window that sends a gradient has a kink at any cell." in said([[3.0, 4.0]], ROW)


def test_a_tie_that_sends_nothing_is_no_kink():
    words = said(TIED, ROW, [[0.0]])
    assert "No window that sends a gradient has a kink at any cell." in words
    assert "are the same to the last digit" in words
    assert "to the last digit" not in said([[1.0, 3.0]], ROW, [[10.0]])


def test_kinks_that_cancel_in_e_are_kinks_all_the_same():
    now = found([[3.0, 3.0, 3.0]], PoolSpec("max", (1, 2), 1), [[1.0, -1.0]])
    assert now.central[0, 1] == now.central[0, 1] * 2 == 0  # one slope to both sides
    assert now.grad_input[0, 1] == -1
    assert now.bent.all()


def test_zeros_under_lp_are_a_kink_where_to_agree_proves_nothing():
    words = said([[0.0, 0.0]], PoolSpec("lp", (1, 2), norm_type=2.0))
    assert "They are the same, which proves nothing." in words
    assert "proves nothing" not in said(TIED, ROW)
    assert "No window that sends a gradient has a kink at any cell." in said(
        [[0.0, 1.0]], PoolSpec("lp", (1, 2), norm_type=2.0)
    )


def test_kinks_that_are_not_known_are_not_denied():
    words = said([[1.0, 2.0]], PoolSpec("lp", (1, 2), norm_type=3.0))
    assert "No kink is marked: norm_type must be even for the kinks to be known, but got 3.0." in words
    assert "No window that sends a gradient has a kink" not in words
    assert "In the 2 cells that can be compared" in words


def test_cells_without_a_number_are_counted():
    words = said([[-1.0, 2.0, 1.0, 1.0]], PoolSpec("lp", (1, 2), norm_type=2.5))
    assert "In 4 cells one of the two is no finite number." in words  # one y that is none makes E none
    assert "no cell in which the two can be compared" in words
    assert "finite" not in said([[1.0, 2.0, 1.0, 1.0]], PoolSpec("lp", (1, 2), norm_type=2.5))


def test_a_kink_closer_than_the_least_step_is_told():
    near = [[1e9, 1e9 - 0.5]]
    assert "In 2 cells (dotted) h reaches past a kink close by" in said(near, ROW)
    assert "dotted" not in said([[1e9, 1e9 - 4.0]], ROW)
    assert found(near, ROW).marks == {(0, 0): "crossed", (0, 1): "crossed"}


@pytest.mark.parametrize(
    ("x", "room", "h"),
    [
        ([[0.0, 0.0]], [[np.inf, np.inf]], 1e-5),
        ([[1.0, 3.0]], [[2.0, 2.0]], 1e-5),
        ([[1.0, 0.001]], [[np.inf, np.inf]], 1e-6),
        ([[1.0, 2.0]], [[1e-6, 0.0]], 1e-7),
        ([[1e9, 1.0]], [[np.inf, np.inf]], 1.0),
        ([[1e-9, 0.0]], [[np.inf, np.inf]], 1e-14),
    ],
)
def test_the_step_is_small_beside_what_is_near_and_large_beside_rounding(x, room, h):
    assert step(np.array(x), np.array(room)) == pytest.approx(h)


def test_both_grids_share_one_range_of_colours():
    pooled = pool(np.array(TIED), ROW)
    drawn = pictures(found(TIED, ROW), pooled, LIGHT)
    assert list(drawn) == ["Central difference", "Input gradient"]
    assert len({(p.low, p.high, p.ramp) for p in drawn.values()}) == 1
    np.testing.assert_allclose(drawn["Central difference"].z, [[0.5, 0.5]])
    np.testing.assert_array_equal(drawn["Input gradient"].z, [[1.0, 0.0]])


def test_the_formula_is_the_central_difference():
    assert r"\frac{E(x_{i,j} + h) - E(x_{i,j} - h)}{2h}" in formula()
