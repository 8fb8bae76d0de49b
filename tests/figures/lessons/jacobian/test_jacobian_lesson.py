"""The lesson on the Jacobian: its matrices, sums and both ways without them, against the definition."""

import numpy as np
import pytest

from figures.lessons.jacobian import LESSON, SHOWN, by_index, by_matrix, by_window, raised
from figures.theme import LIGHT
from pooling import OPERATORS as REGISTERED
from pooling.jacobian import jacobian
from tests.figures.lessons.jacobian.stated import jacobian as by_loops
from tests.pooling.checks import close
from tests.pooling.loops import Layer, backward, forward

OPERATORS = ["max", "avg"]


def cases():
    """The lesson at its start, random numbers, ties."""
    rng = np.random.default_rng(11)
    yield LESSON.x.astype(float), LESSON.grad_output.astype(float)
    for _ in range(10):
        yield rng.normal(size=(3, 3)), rng.normal(size=(2, 2))
        yield rng.integers(-1, 2, (3, 3)).astype(float), rng.integers(-3, 4, (2, 2)).astype(float)
    yield np.zeros((3, 3)), np.ones((2, 2))


every_operator = pytest.mark.parametrize("operator", OPERATORS)


def shown(case, step):
    """The grids of a step, by title."""
    return {item.title: item.picture.z for item in LESSON.steps[step].show(case)}


def test_what_is_not_said_of_a_selecting_operator_is_said_of_a_linear_one():
    assert all(REGISTERED[name].selects != REGISTERED[name].linear for name in SHOWN)


@every_operator
def test_the_forward_step_shows_y_and_the_matrix(operator):
    layer = Layer(operator, (2, 2), (1, 1))
    for x, g in cases():
        grids = shown(LESSON.case(LIGHT, {"operator": operator}, x, g), 0)
        close(grids["J"], by_loops(x.tolist(), layer))
        close(grids["J"] @ grids["x"], grids["y = J·x"])
        close(grids["y = J·x"].reshape(2, 2), forward(x.tolist(), layer)[0])


@every_operator
def test_the_backward_step_shows_the_input_gradient_and_the_matrix(operator):
    layer = Layer(operator, (2, 2), (1, 1))
    for x, g in cases():
        grids = shown(LESSON.case(LIGHT, {"operator": operator}, x, g), 1)
        close(grids["Jᵀ, J transposed"], np.transpose(by_loops(x.tolist(), layer)))
        close(grids["Jᵀ, J transposed"] @ grids["g"], grids["Jᵀ·g"])
        close(grids["Jᵀ·g"].reshape(3, 3), backward(x.tolist(), layer, g.tolist()))


@every_operator
def test_what_changes_is_marked(operator):
    layer = Layer(operator, (2, 2), (1, 1))
    for x, g in cases():
        case = LESSON.case(LIGHT, {"operator": operator}, x, g)
        n, higher = raised(case)
        after = LESSON.steps[2].show(case)[3]
        expected = np.not_equal(by_loops(x.tolist(), layer), by_loops(higher.tolist(), layer))
        assert set(after.marks) == {tuple(at) for at in np.argwhere(expected).tolist()}
        assert higher.argmax() == n
        assert x.min() == x.flat[n]


@every_operator
def test_the_lines_without_a_matrix_give_what_the_matrix_gives(operator):
    layer = Layer(operator, (2, 2), (1, 1))
    for x, g in cases():
        pooled = LESSON.case(LIGHT, {"operator": operator}, x, g).pooled
        right = backward(x.tolist(), layer, g.tolist())
        close(by_matrix(jacobian(pooled), g, (3, 3)), right)
        short = by_index(pooled.indices, g, (3, 3)) if operator == "max" else by_window(2, g, (3, 3))
        close(short, right)


def test_the_marked_tie_is_counted():
    told = LESSON.steps[0].tell(LESSON.case(LIGHT, {}, np.array([[1.0, 1, 0], [0, 0, 0], [2, 0, 2]])))
    assert "as in 1 window here" in told  # the first window has two ones, every other one winner


@every_operator
def test_the_question_counts_a_column(operator):
    for x, g in cases():
        for column in range(9):
            case = LESSON.case(LIGHT, {"operator": operator, "column": column}, x, g)
            j = by_loops(x.tolist(), Layer(operator, (2, 2), (1, 1)))
            assert LESSON.questions[0](case).right == str(sum(row[column] != 0 for row in j))
