"""The arrays that the lesson on the average shows, against plain loops, under all of its controls."""

from itertools import product

import numpy as np
import pytest

from figures.lessons.average import LESSON
from figures.lessons.kit.lesson import Grid
from figures.theme import LIGHT
from tests.pooling.loops import Layer, divisor, output_length

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
