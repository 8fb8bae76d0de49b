"""What the lesson on the operators draws and says, against plain loops, for many p and kinds of numbers."""

import math

import numpy as np
import pytest

from figures.lessons.kit.lesson import Chart, Grid, Rows
from figures.lessons.operators import CURVE, LESSON
from figures.theme import LIGHT
from tests.figures.lessons.operators.stated import lp
from tests.pooling.loops import Layer, derivative, forward

POSITIVE = np.random.default_rng(3).uniform(0.1, 9, (4, 4))
MIXED = np.random.default_rng(4).normal(size=(4, 4))
TINY = np.full((4, 4), 1e-40)


def items(x, p, step, kind):
    case = LESSON.case(LIGHT, {"p": p}, x)
    return [item for item in LESSON.steps[step].show(case) if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("x", "p"),  # a p that is not whole is no power of the loops' negative numbers: the curve has those
    [*((POSITIVE, p) for p in (1.0, 2.0, 2.5, 3.0, 10.0)), *((MIXED, p) for p in (1.0, 2.0, 3.0, 10.0))],
)
def test_outputs_and_slopes(x, p):
    _, *outputs = items(x, p, 0, Grid)
    _, *slopes = items(x, p, 3, Grid)
    for name, output, slope in zip(("max", "avg", "min", "lp", "range"), outputs, slopes, strict=True):
        layer = Layer(name, (2, 2), (2, 2), norm_type=p)
        np.testing.assert_allclose(output.picture.z, forward(x.tolist(), layer)[0], rtol=1e-12)
        if not np.isnan(output.picture.z[0, 0]):
            local = derivative(0, 0, x.tolist(), layer)
            expected = [[local[row, column] for column in (0, 1)] for row in (0, 1)]
            np.testing.assert_allclose(slope.picture.z, expected, rtol=1e-12)


@pytest.mark.parametrize("x", [POSITIVE, MIXED], ids=["positive", "mixed"])
def test_the_curve(x):
    (chart,) = items(x, 2.5, 1, Chart)
    maximum, average, line, dots, now = chart.spec["data"]
    values = x[:2, :2].ravel().tolist()
    assert maximum["y"] == [max(values)] * 2
    assert average["y"] == pytest.approx([sum(values) / 4] * 2)
    for trace in (line, dots, now):
        expected = [lp(values, p) for p in trace["x"]]
        assert [y is None for y in trace["y"]] == [math.isnan(y) for y in expected]
        assert [y for y in trace["y"] if y is not None] == pytest.approx([y for y in expected if not math.isnan(y)])
    assert len(line["x"]) == len(CURVE)


def test_the_table_has_the_p_on_screen():
    (table,) = items(MIXED, 7.5, 2, Rows)
    assert [row[0] for row in table.rows] == ["1", "2", "2.5", "3", "4", "7.5"]
    assert table.strong == 5


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (POSITIVE, "falls towards the maximum"),
        (-POSITIVE, "no limit is promised"),
        (TINY, "come to 0 in floating point"),
        (np.diag([5.0, 0, 0, 0]), "is 5 at every p"),
        (np.zeros((4, 4)), "is 0 at every p"),
    ],
)
def test_what_is_said_of_the_limit(x, said):
    assert said in LESSON.steps[1].tell(LESSON.case(LIGHT, None, x))
