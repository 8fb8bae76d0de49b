"""The story of a window of Lp, whole, on cases that a person can check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.stories.window import window_story
from pooling import PoolSpec, pool
from tests.figures.stories.test_window import lines, story
from tests.pooling.strategies import PROFILE

SLOPE = r"\tfrac{\partial y}{\partial x} &= \, s^{1/p - 1}\, x^{p - 1},\quad "
OWN_SLOPE = (
    "Each cell receives the gradient times its own slope; the further the cell is from 0, the larger the slope in size."
)
SUM = "With p = 1 this is the sum of the window: every cell receives the same gradient."
SUM_OF_0 = (
    "With p = 1 this is a sum, and it comes to 0: there PyTorch sends nothing, and nor does this lab, "
    "although the slope of a sum is not 0."
)
POWERS_OF_0 = "The sum of the powers comes to 0, where the root has no finite slope: nothing is sent, as in PyTorch."
NAN = "is NaN in floating point: so is the output, and so is the gradient that this window sends."
NEGATIVE_SUM = (
    "PyTorch takes no absolute value: the sum of the powers comes to less than 0, and a negative number to "
    f"the power 1/p {NAN}"
)
NEGATIVE_CELL = f"PyTorch takes no absolute value, and a negative number to a p that is not whole {NAN}"
ONE_OF_TWO = "The window holds 1 of 2 cells; its sum is scaled up to a full window."

TEXTS = {
    "p = 1": ([3, 4], 1, SUM),
    "p = 1, a negative sum": ([-3, -4], 1, SUM),
    "p = 1, a sum of 0": ([3, -3], 1, SUM_OF_0),
    "p = 1, zeros": ([0, 0], 1, SUM_OF_0),
    "p = 2": ([3, 4], 2, OWN_SLOPE),
    "p = 2, negative cells": ([-3, -4], 2, OWN_SLOPE),
    "p = 2, zeros": ([0, 0], 2, POWERS_OF_0),
    "p = 3, a negative cell": ([-3, 4], 3, OWN_SLOPE),
    "p = 3, a negative sum": ([-2, 1], 3, NEGATIVE_SUM),
    "p = 3, a sum of 0": ([-2, 2], 3, POWERS_OF_0),
    "p = 1.5": ([3, 4], 1.5, OWN_SLOPE),
    "p = 2.5, a negative cell": ([-2, 3], 2.5, NEGATIVE_CELL),
    "one cell": ([3], 2, "Each cell receives the gradient times its own slope."),
}


@pytest.mark.parametrize(("x", "p", "text"), TEXTS.values(), ids=TEXTS.keys())
def test_the_words(x, p, text):
    assert story([x], [[10]], (0, 0), "lp", (1, len(x)), norm_type=p).text == text


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (5, "With p = 1 this is the sum of the window times 2/1: every cell receives the same gradient."),
        (0, SUM_OF_0),
    ],
)
def test_the_words_of_a_partial_sum(last, text):
    told = story([[3, 4, last]], [[10, 20]], (0, 1), "lp", (1, 2), ceil_mode=True, norm_type=1)
    assert told.text == f"{text} {ONE_OF_TWO}"


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=5), st.sampled_from([1, 1.5, 2, 2.5, 3, 4, 7, 10]))
@PROFILE
def test_the_words_are_true_of_the_slopes(x, p):
    pooled = pool(np.array([x], dtype=float), PoolSpec("lp", (1, len(x)), norm_type=p))
    text, slopes = window_story(pooled, np.ones((1, 1)), 0, 0).text, np.abs(pooled.derivative[0])
    by_size = slopes[np.argsort(np.abs(x), kind="stable")]
    true_of = {
        SUM: (slopes == 1).all(),
        OWN_SLOPE: (np.diff(by_size) >= -1e-12).all(),
        SUM_OF_0: not slopes.any(),
        POWERS_OF_0: not slopes.any(),
        NEGATIVE_SUM: np.isnan(slopes).all() and np.isnan(pooled.output).all(),
        NEGATIVE_CELL: np.isnan(slopes).all() and np.isnan(pooled.output).all(),
    }
    assert true_of[text]


def test_lp():
    told = story([[3, 4]], [[10]], (0, 0), "lp", (1, 2))
    assert told.formulas[0].endswith(r"&= (25)^{1/2} = 5\end{aligned}")
    assert told.formulas[1] == lines(SLOPE + r"p = 2,\ s = 25")
    assert (told.title, told.text) == ("Window (0, 0)", OWN_SLOPE)


def test_a_partial_window_is_scaled_up():
    told = story([[3, 4, 5]], [[10, 20]], (0, 1), "lp", (1, 2), ceil_mode=True)
    assert told.formulas[0] == lines(
        r"y_{0,1} &= \bigl(\tfrac{2}{1}(5^{2})\bigr)^{1/2}", r"&= (50)^{1/2} \approx 7.071"
    )
    assert told.text == f"Each cell receives the gradient times its own slope. {ONE_OF_TWO}"


def test_a_negative_sum_is_not_a_number_in_the_formula():
    told = story([[-2, 1]], [[10]], (0, 0), "lp", (1, 2), norm_type=3)
    assert told.formulas[0].endswith(r"&= (-7)^{1/3} = \text{NaN}\end{aligned}")


def test_p_1_takes_no_root():
    told = story([[-2, 1]], [[10]], (0, 0), "lp", (1, 2), norm_type=1)
    assert told.formulas[0] == lines(r"y_{0,0} &= \bigl(((-2)^{1} + 1^{1})\bigr)^{1/1}", "&= -1")


def test_a_power_of_ten_under_a_power_is_legal_latex():
    told = story([[1e12, 2]], [[1]], (0, 0), "lp", (1, 2))
    assert "}^{2}" not in told.formulas[0].replace(")^{2}", "")


def test_a_sum_of_powers_that_is_rounding_noise_is_not_called_equal():
    told = story([[0.1, 0.2, -0.3]], [[1]], (0, 0), "lp", (1, 3), norm_type=1)
    assert told.formulas[0].endswith(r"&\approx 5.55{\cdot}10^{-17}\end{aligned}")


def test_powers_too_small_for_floating_point_are_not_called_0():
    told = story([[1e-200, 0]], [[1]], (0, 0), "lp", (1, 2))
    assert told.formulas[0].endswith(r"&\approx (0)^{1/2} \approx 0\end{aligned}")


def test_a_rounded_power_is_not_called_equal():
    told = story([[1, 1]], [[1]], (0, 0), "lp", (1, 2), norm_type=1.23456)
    assert told.formulas[0].startswith(r"\begin{aligned}y_{0,0} &\approx \bigl((1^{1.235} + 1^{1.235})")
    assert told.formulas[1] == lines(SLOPE + r"p \approx 1.235,\ s = 2")
