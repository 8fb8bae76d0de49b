"""The lesson on finite differences: its grids and slopes against a loop, and what it says when the step is wrong."""

import numpy as np
import pytest

from figures.lessons.check import LESSON, crossed, kinks
from figures.lessons.kit.error_chart import STEPS, errors
from figures.theme import LIGHT
from pooling import PoolSpec
from tests.figures.lessons.check.stated import loss
from tests.pooling.checks import close
from tests.pooling.loops import Layer, backward

OPERATORS = ["max", "avg", "min", "lp", "range"]
every_operator = pytest.mark.parametrize("operator", OPERATORS)


def cases():
    """The lesson at its start, random numbers, ties."""
    rng = np.random.default_rng(5)
    yield LESSON.x.astype(float), LESSON.grad_output.astype(float)
    for _ in range(5):
        yield rng.normal(size=(4, 4)), rng.normal(size=(2, 2))
        yield rng.integers(-1, 2, (4, 4)).astype(float), rng.integers(-3, 4, (2, 2)).astype(float)


def shown(case, step):
    """The grids of a step, by title."""
    return {item.title: item.picture.z for item in LESSON.steps[step].show(case)}


def told(step, **changes):
    """What a step says."""
    x, grad_output = changes.pop("x", None), changes.pop("grad_output", None)
    return LESSON.steps[step].tell(LESSON.case(LIGHT, changes, x, grad_output))


@every_operator
@pytest.mark.parametrize("n", [0, 3])
def test_the_grids_are_a_loop_s(operator, n):
    layer, h = Layer(operator, (2, 2), (2, 2)), 10.0**-n
    for x, g in cases():
        plane, upstream, case = x.tolist(), g.tolist(), LESSON.case(LIGHT, {"operator": operator, "n": n}, x, g)
        up, here, down = (
            np.reshape([loss(layer, at, by, plane, upstream) for at in np.ndindex(4, 4)], (4, 4)) for by in (h, 0, -h)
        )
        sides, all_cells = shown(case, 2), shown(case, 1)
        close(sides["Left slope"], (here - down) / h, atol=1e-9)
        close(sides["Right slope"], (up - here) / h, atol=1e-9)
        close(all_cells["Central difference"], (up - down) / (2 * h), atol=1e-9)
        close(all_cells["Backward pass"], backward(plane, layer, upstream))


@every_operator
def test_the_chart_s_errors_are_a_loop_s(operator):
    layer, spec = Layer(operator, (2, 2), (2, 2)), PoolSpec(operator, 2)
    x, g = np.random.default_rng(2).normal(size=(4, 4)), np.array([[1.0, 2.0], [3.0, -1.0]])
    gradient = backward(x.tolist(), layer, g.tolist())
    for h, found in list(zip(STEPS, errors(x, spec, g), strict=True))[12:]:  # coarse enough for a loop to be exact
        off = [
            abs((loss(layer, at, h, x.tolist(), g.tolist()) - loss(layer, at, -h, x.tolist(), g.tolist())) / (2 * h)
                - gradient[at[0]][at[1]])
            for at in np.ndindex(4, 4)
        ]  # fmt: skip
        assert found == pytest.approx(max(off), rel=1e-6, abs=1e-8)


def test_lp_s_error_is_a_v_and_max_s_is_not():
    lp, straight = (errors(LESSON.x, PoolSpec(name, 2), LESSON.grad_output) for name in ("lp", "max"))
    assert 4 < np.argmin(lp) < len(STEPS) - 4
    assert straight[np.searchsorted(STEPS, 0.4) - 1] < 1e-12  # up to the kink at 0.5 rounding alone
    assert straight[-1] > 0.1


def test_a_tie_and_zeros_under_lp_are_kinks_and_average_has_none():
    x = np.array([[0.0, 0, 1, 1], [0, 0, 1, 0], [3, 2, 1, 2], [1, 0, 4, 0]])
    expected = {
        "max": [[1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        "avg": np.zeros((4, 4)),
        "min": [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        "lp": [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        "range": [[1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
    }
    for operator, cells in expected.items():
        np.testing.assert_array_equal(kinks(LESSON.case(LIGHT, {"operator": operator}, x)), np.array(cells, bool))


def test_cells_whose_step_reaches_past_a_kink_are_those_near_one():
    # 3.5 against 3: both are 0.5 from the kink.
    assert np.argwhere(crossed(LESSON.case(LIGHT, {"n": 0}))).tolist() == [[0, 1], [1, 0]]
    assert not crossed(LESSON.case(LIGHT, {"n": 1})).any()


def test_a_step_that_moves_no_number_is_named():
    x = np.where(np.arange(16).reshape(4, 4) == 5, 1e9, 0.0)
    for step in (0, 1, 2):
        assert "In 1 cell h is too small to move the number: near 1e9" in told(step, n=8, x=x)
        assert "about 1.19e−7 away" in told(step, n=8, x=x)  # 2 to the power 29 − 52


def test_a_step_that_rounding_swamps_is_named():
    x = np.arange(16.0).reshape(4, 4) * 1e6 / 7
    for step in (0, 1, 2):
        assert "Rounding alone can move these slopes" in told(step, n=8, x=x)
        assert "Rounding" not in told(step, n=3, x=x)


def test_a_step_past_a_kink_is_named():
    assert "In 2 cells h reaches past a kink (dotted), the nearest 0.5 away" in told(1, n=0)
    assert "reaches past" not in told(1, n=1)


def test_a_grid_without_a_derivative_claims_no_agreement():
    x = np.full((4, 4), 3.0)
    assert "No cell has a derivative here" in told(1, x=x)
    assert "No cell has a derivative here" in told(3, x=x)


def test_a_tie_that_sends_nothing_is_no_kink():
    assert "No tie matters here" in told(2, grad_output=np.array([[1.0, 0], [3, -1]]))


@every_operator
def test_the_question_asks_for_the_slope_to_the_left(operator):
    layer, h = Layer(operator, (2, 2), (2, 2)), 1e-6
    for x, g in cases():
        case = LESSON.case(LIGHT, {"operator": operator}, x, g)
        posed = LESSON.questions[0](case)
        row, column = (int(n) for n in posed.ask.split("(")[1].split(")")[0].split(","))
        plane, upstream = x.tolist(), g.tolist()
        slope = (loss(layer, None, 0, plane, upstream) - loss(layer, (row, column), -h, plane, upstream)) / h
        assert float(posed.right.replace("≈ ", "").replace("−", "-")) == pytest.approx(slope, abs=1e-3)
