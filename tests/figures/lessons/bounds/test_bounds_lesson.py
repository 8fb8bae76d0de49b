"""The arrays and the table of the lesson on the range of windows that hold a cell, against plain loops."""

import math

import numpy as np
import pytest

from figures.lessons.bounds import LESSON
from figures.lessons.kit.lesson import Grid, Rows
from figures.theme import LIGHT
from pooling.verify import mistakes
from tests.figures.lessons.bounds.stated import claimed, misled
from tests.pooling.loops import Layer, backward, divisor, output_length

STRIDES = (1, 2, 3, 4)


def case_and_layer(stride):
    """The lesson on random numbers, and its layer for the loops."""
    rng = np.random.default_rng(stride)
    layer = Layer("avg", (3, 3), (stride, stride), (1, 1))
    return LESSON.case(LIGHT, {"stride": stride}, rng.normal(size=(6, 6)), rng.normal(size=(9, 9))), layer


def shown(case, step, title):
    """The grid of a step that has this title."""
    (grid,) = [item for item in LESSON.steps[step].show(case) if isinstance(item, Grid) and item.title == title]
    return grid


@pytest.mark.parametrize("stride", STRIDES)
def test_the_gradient_from_the_ceiling_and_from_the_floor_on(stride):
    case, layer = case_and_layer(stride)
    g = case.grad_output.tolist()
    right = shown(case, 2, "Right: from the ceiling on").picture.z
    wrong = shown(case, 2, "Wrong: from the floor on")
    np.testing.assert_allclose(right, backward(case.x.tolist(), layer, g), rtol=1e-12, atol=1e-12)
    expected = np.array(misled(g, layer, lambda i, j: divisor(i, j, 6, 6, layer)))
    np.testing.assert_allclose(wrong.picture.z, expected, rtol=1e-12, atol=1e-12)
    assert set(wrong.marks) == {tuple(at) for at in np.argwhere(abs(expected - right) > 1e-9).tolist()}


@pytest.mark.parametrize("stride", STRIDES)
def test_the_pass_that_is_shown_is_right_with_the_ceiling(stride):
    case, layer = case_and_layer(stride)
    divide = np.array([[divisor(i, j, 6, 6, layer) for j in range(len(case.grad_output))]
                       for i in range(len(case.grad_output))])  # fmt: skip
    found = mistakes.average_by_range(case.grad_output, divide, (6, 6), 3, layer.stride[0], 1, mistakes.first_window)
    np.testing.assert_allclose(found, backward(case.x.tolist(), layer, case.grad_output.tolist()), atol=1e-12)


@pytest.mark.parametrize("stride", STRIDES)
def test_the_table_names_the_windows_that_hold_a_row(stride):
    case, layer = case_and_layer(stride)
    (table,) = [item for item in LESSON.steps[1].show(case) if isinstance(item, Rows)]
    for m, right, floored in table.rows:
        holding = [i for i in range(output_length(6, layer, 0)) if i * stride <= int(m) <= i * stride + 2]
        ends = "none" if not holding else "–".join(map(str, sorted({holding[0], holding[-1]})))
        assert right == ends
        differs = claimed(int(m), 3, stride, math.floor) != claimed(int(m), 3, stride, math.ceil)
        assert floored.endswith("✗") == differs
