"""The story of an output cell, whole, on cases that a person can check."""

import numpy as np
import pytest

from figures.story import Story
from figures.window_story import window_story
from pooling import PoolSpec, pool
from pooling.examples import NEGATIVE_X, OVERLAP_GRAD_OUTPUT, OVERLAP_X, WORKED_GRAD_OUTPUT, WORKED_X


def story(x, grad_output, at, *layer, **parameters):
    pooled = pool(np.array(x, dtype=float), PoolSpec(*layer, **parameters))
    return window_story(pooled, np.array(grad_output, dtype=float), *at)


def lines(*parts):
    return r"\begin{aligned}" + r"\\ ".join(parts) + r"\end{aligned}"


def de_dx(row, column):
    return rf"\tfrac{{\partial E}}{{\partial x_{{{row},{column}}}}}"


def de_dy(i, j):
    return rf"\tfrac{{\partial E}}{{\partial y_{{{i},{j}}}}}"


ONE_SENDER = "It alone made this output, so it alone receives this window's gradient; "
SAME_SHARE = "Every cell receives the same share, whatever its value."
SLOPE = r"\tfrac{\partial y}{\partial x} &= \, s^{1/p - 1}\, x^{p - 1},\quad "


def test_the_worked_example():
    assert story(WORKED_X, WORKED_GRAD_OUTPUT, (1, 0), "max", 2) == Story(
        "Window (1, 0)",
        (
            lines(
                r"y_{1,0} &= \max(0.067,\ -1.014,\ \mathbf{1.330},\ -1.025)",
                r"&= 1.330 \ \text{ at } (3, 0)",
            ),
            lines(f"{de_dx(3, 0)} &= {de_dy(1, 0)}", "&= 0.959"),
        ),
        f"The largest of the 4 cells is 1.330. {ONE_SENDER}the other 3 get 0 from it.",
    )


def test_min_is_the_mirror_image():
    assert story(WORKED_X, WORKED_GRAD_OUTPUT, (1, 0), "min", 2) == Story(
        "Window (1, 0)",
        (
            lines(
                r"y_{1,0} &= \min(0.067,\ -1.014,\ 1.330,\ \mathbf{-1.025})",
                r"&= -1.025 \ \text{ at } (3, 1)",
            ),
            lines(f"{de_dx(3, 1)} &= {de_dy(1, 0)}", "&= 0.959"),
        ),
        f"The smallest of the 4 cells is −1.025. {ONE_SENDER}the other 3 get 0 from it.",
    )


def test_a_tie():
    assert story([[2, 2], [1, 2]], [[7]], (0, 0), "max", 2) == Story(
        "Window (0, 0)",
        (
            lines(r"y_{0,0} &= \max(\mathbf{2},\ 2,\ 1,\ 2)", r"&= 2 \ \text{ at } (0, 0)"),
            lines(f"{de_dx(0, 0)} &= {de_dy(0, 0)}", "&= 7"),
        ),
        "3 of the 4 cells tie at 2: none is greater than the first in reading order, (0, 0), so that one alone makes "
        "the output and receives the whole gradient.",
    )


def test_padding_never_wins():
    assert story(NEGATIVE_X, [[1, 2], [3, 4]], (0, 0), "max", 3, 2, 1) == Story(
        "Window (0, 0)",
        (
            lines(r"y_{0,0} &= \max(\mathbf{-1},\ -4,\ -3,\ -9)", r"&= -1 \ \text{ at } (0, 0)"),
            lines(f"{de_dx(0, 0)} &= {de_dy(0, 0)}", "&= 1"),
        ),
        f"The largest of the 4 cells is −1. {ONE_SENDER}the other 3 get 0 from it. "
        "5 of its 9 places lie outside the grid and can never win.",
    )


def test_overlapping_windows_add_up():
    assert story(OVERLAP_X, OVERLAP_GRAD_OUTPUT, (1, 1), "max", 3, 2) == Story(
        "Window (1, 1)",
        (
            lines(
                r"y_{1,1} &= \max(\mathbf{9},\ 0,\ 1,\ 2,\ 4,\ 2,\ 0,\ 3,\ 6)",
                r"&= 9 \ \text{ at } (2, 2)",
            ),
            lines(
                f"{de_dx(2, 2)} &= {de_dy(0, 0)} + {de_dy(0, 1)} + {de_dy(1, 0)} + {de_dy(1, 1)}",
                "&= 1 + 2 + 4 + 5",
                "&= 12",
            ),
        ),
        f"The largest of the 9 cells is 9. {ONE_SENDER}the other 8 get 0 from it.",
    )


def test_the_overhang_of_ceil_mode():
    assert story([[1, 2, 3]], [[5, 6]], (0, 1), "max", (1, 2), ceil_mode=True) == Story(
        "Window (0, 1)",
        (
            lines(r"y_{0,1} &= \max(\mathbf{3})", r"&= 3 \ \text{ at } (0, 2)"),
            lines(f"{de_dx(0, 2)} &= {de_dy(0, 1)}", "&= 6"),
        ),
        "The window holds one cell, 3: it makes the output and receives the gradient. "
        "1 of its 2 places lies outside the grid and can never win.",
    )


def test_dilation_skips_cells():
    x = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    told = story(x, [[10]], (0, 0), "max", 2, 1, dilation=2)
    assert told.formulas[0] == lines(r"y_{0,0} &= \max(1,\ 3,\ 7,\ \mathbf{9})", r"&= 9 \ \text{ at } (2, 2)")


def average(divisor, terms, total, value, g, share):
    return (
        lines(
            rf"y_{{0,0}} &= \tfrac{{1}}{{{divisor}}}\,({terms})",
            rf"&= \tfrac{{{total}}}{{{divisor}}} = {value}",
        ),
        lines(
            rf"\tfrac{{1}}{{{divisor}}}\,{de_dy(0, 0)} &= \tfrac{{{g}}}{{{divisor}}} = {share}\ \text{{ to each cell}}"
        ),
    )


def test_average():
    assert story([[1, 2], [3, 4]], [[8]], (0, 0), "avg", 2) == Story(
        "Window (0, 0)",
        average(4, "1 + 2 + 3 + 4", 10, 2.5, 8, 2),
        f"The divisor is the number of cells in the window: 4. {SAME_SHARE}",
    )


def test_average_with_counted_padding():
    assert story([[4, 8], [2, 6]], [[1, 2], [3, 4]], (0, 0), "avg", 2, 2, 1) == Story(
        "Window (0, 0)",
        average(4, "4", 4, 1, 1, 0.25),
        "The divisor counts 1 cell and 3 places of padding: 4. The padding's share of the gradient, 0.75, is lost. "
        + SAME_SHARE,
    )


def test_average_without_counted_padding():
    assert story([[4, 8], [2, 6]], [[1, 2], [3, 4]], (0, 0), "avg", 2, 2, 1, count_include_pad=False) == Story(
        "Window (0, 0)",
        average(1, "4", 4, 4, 1, 1),
        f"The divisor is the number of cells in the window: 1. The 3 places of padding do not count. {SAME_SHARE}",
    )


@pytest.mark.parametrize(("divisor", "value", "share"), [(5, 2, 1.6), (-2, -5, -4)])
def test_average_by_a_divisor_of_one_s_own(divisor, value, share):
    assert story([[1, 2], [3, 4]], [[8]], (0, 0), "avg", 2, divisor_override=divisor) == Story(
        "Window (0, 0)",
        average(divisor, "1 + 2 + 3 + 4", 10, value, 8, share),
        f"divisor_override divides the sum of 4 cells by {divisor}. {SAME_SHARE}",
    )


def test_negative_terms_stand_in_brackets_after_the_first():
    told = story([[-1, -2]], [[1]], (0, 0), "avg", (1, 2))
    assert told.formulas[0] == lines(r"y_{0,0} &= \tfrac{1}{2}\,(-1 + (-2))", r"&= \tfrac{-3}{2} = -1.5")


def test_average_over_the_edge_of_the_padding():
    told = story([[1, 2, 3, 4]], [[1, 2, 3]], (0, 2), "avg", (1, 3), (1, 2), (0, 1), ceil_mode=True)
    assert told.text == (
        "The divisor counts 1 cell and 1 place of padding: 2. The padding's share of the gradient, 1.5, is lost. "
        f"1 place hangs over the padded edge (ceil_mode) and never counts. {SAME_SHARE}"
    )


def test_two_places_over_the_edge_hang():
    told = story([[1, 2, 3, 4]], [[1, 2]], (0, 1), "avg", (1, 3), ceil_mode=True)
    assert told.text == (
        "The divisor is the number of cells in the window: 1. "
        f"2 places hang over the padded edge (ceil_mode) and never count. {SAME_SHARE}"
    )


def test_lp():
    told = story([[3, 4]], [[10]], (0, 0), "lp", (1, 2))
    assert told.formulas[0].endswith(r"&= (25)^{1/2} = 5\end{aligned}")
    assert told.formulas[1] == lines(SLOPE + r"p = 2,\ s = 25")
    assert (told.title, told.text) == (
        "Window (0, 0)",
        "Each cell receives the gradient times its own slope, which grows with the size of its value.",
    )


def test_lp_with_p_1_is_the_sum():
    told = story([[3, 4]], [[10]], (0, 0), "lp", (1, 2), norm_type=1)
    assert told.text == "With p = 1 this is the sum of the window: every cell receives the same gradient."


def test_lp_scales_a_partial_window_up():
    told = story([[3, 4, 5]], [[10, 20]], (0, 1), "lp", (1, 2), ceil_mode=True)
    assert told.formulas[0] == lines(
        r"y_{0,1} &= \bigl(\tfrac{2}{1}(5^{2})\bigr)^{1/2}", r"&= (50)^{1/2} \approx 7.071"
    )
    assert told.text.endswith("The window holds 1 of 2 cells; its sum is scaled up to a full window.")


def test_lp_of_a_negative_sum_is_not_a_number():
    told = story([[-2, 1]], [[10]], (0, 0), "lp", (1, 2), norm_type=3)
    assert told.formulas[0].endswith(r"&= (-7)^{1/3} = \text{NaN}\end{aligned}")
    assert told.text == (
        "PyTorch takes no absolute value: the power or the root of a negative number is not real here, so the output "
        "is NaN, and so is the gradient that this window sends."
    )


def test_lp_of_zeros_sends_nothing():
    told = story([[0, 0]], [[10]], (0, 0), "lp", (1, 2))
    assert told.text == "The sum of the powers is 0, where the root has no slope: nothing is sent, as in PyTorch."


def test_a_power_of_ten_under_a_power_is_legal_latex():
    told = story([[1e6, 2]], [[1]], (0, 0), "lp", (1, 2))
    assert "}^{2}" not in told.formulas[0].replace(")^{2}", "")


def test_a_rounded_result_is_not_called_equal():
    told = story([[0.12345, 0]], [[0.98765]], (0, 0), "max", (1, 2))
    assert told.formulas == (
        lines(r"y_{0,0} &\approx \max(\mathbf{0.123},\ 0.000)", r"&\approx 0.123 \ \text{ at } (0, 0)"),
        lines(f"{de_dx(0, 0)} &= {de_dy(0, 0)}", r"&\approx 0.988"),
    )
