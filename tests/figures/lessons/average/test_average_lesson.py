"""The arrays that the lesson on the average shows, against plain loops, under all of its controls."""

import math
from itertools import product

import numpy as np
import pytest

from figures.lessons.average import LESSON
from figures.lessons.kit.lesson import Grid, Rows
from figures.theme import LIGHT
from pooling.verify import mistakes
from tests.figures.lessons.average.stated import claimed, misled
from tests.pooling.loops import Layer, backward, divisor, output_length

CONTROLS = list(product(("yes", "no"), ("off", "on"), (0, 5), (1, 2, 3, 4)))


def case_and_layer(include, ceil, override, stride):
    """The lesson on random numbers, and its layer for the loops."""
    rng = np.random.default_rng(stride)
    knobs = {"include": include, "ceil": ceil, "divisor": override, "stride": stride}
    layer = Layer("avg", (3, 3), (stride, stride), (1, 1), (1, 1), ceil == "on", include == "yes", override or None)
    return LESSON.case(LIGHT, knobs, rng.normal(size=(6, 6)), rng.normal(size=(9, 9))), layer


def shown(case, step, title):
    """The grid of a step that has this title."""
    (grid,) = [item for item in LESSON.steps[step].show(case) if isinstance(item, Grid) and item.title == title]
    return grid


@pytest.mark.parametrize("controls", CONTROLS)
def test_the_divisors_on_screen(controls):
    case, layer = case_and_layer(*controls)
    out = output_length(6, layer, 0)
    expected = [[divisor(i, j, 6, 6, layer) for j in range(out)] for i in range(out)]
    assert shown(case, 0, "Divisors").picture.z.tolist() == expected


@pytest.mark.parametrize("controls", CONTROLS)
def test_the_gradient_from_the_ceiling_and_from_the_floor_on(controls):
    case, layer = case_and_layer(*controls)
    g = case.grad_output.tolist()
    right = shown(case, 4, "Right: from the ceiling on").picture.z
    wrong = shown(case, 4, "Wrong: from the floor on")
    np.testing.assert_allclose(right, backward(case.x.tolist(), layer, g), rtol=1e-12, atol=1e-12)
    expected = np.array(misled(g, layer, lambda i, j: divisor(i, j, 6, 6, layer)))
    np.testing.assert_allclose(wrong.picture.z, expected, rtol=1e-12, atol=1e-12)
    assert set(wrong.marks) == {tuple(at) for at in np.argwhere(abs(expected - right) > 1e-9).tolist()}


@pytest.mark.parametrize("controls", CONTROLS)
def test_the_pass_that_is_shown_is_right_with_the_ceiling(controls):
    case, layer = case_and_layer(*controls)
    divide = np.array([[divisor(i, j, 6, 6, layer) for j in range(len(case.grad_output))]
                       for i in range(len(case.grad_output))])  # fmt: skip
    found = mistakes.average_by_range(case.grad_output, divide, (6, 6), 3, layer.stride[0], 1, mistakes.first_window)
    np.testing.assert_allclose(found, backward(case.x.tolist(), layer, case.grad_output.tolist()), atol=1e-12)


@pytest.mark.parametrize("stride", [1, 2, 3, 4])
def test_the_table_names_the_windows_that_hold_a_row(stride):
    case, layer = case_and_layer("yes", "on", 0, stride)
    (table,) = [item for item in LESSON.steps[3].show(case) if isinstance(item, Rows)]
    for m, right, floored in table.rows:
        holding = [i for i in range(output_length(6, layer, 0)) if i * stride <= int(m) <= i * stride + 2]
        ends = "none" if not holding else "–".join(map(str, sorted({holding[0], holding[-1]})))
        assert right == ends
        differs = claimed(int(m), 3, stride, math.floor) != claimed(int(m), 3, stride, math.ceil)
        assert floored.endswith("✗") == differs
