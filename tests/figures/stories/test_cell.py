"""The story of an input cell, whole, on cases that a person can check."""

import numpy as np

from figures.stories.cell import cell_story
from figures.stories.story import Story
from lab.examples import OVERLAP_GRAD_OUTPUT, OVERLAP_X, WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from tests.figures.stories.test_window import de_dx, de_dy, lines


def story(x, grad_output, at, *layer, **parameters):
    pooled = pool(np.array(x, dtype=float), PoolSpec(*layer, **parameters))
    return cell_story(pooled, np.array(grad_output, dtype=float), *at)


def held(axis, m, k, s, first, last):
    """The inverse range along one axis; `first` and `last` as they are written."""
    low, high = rf"\lceil ({m} - {k} + 1)/{s} \rceil = {first}", rf"\lfloor {m}/{s} \rfloor = {last}"
    return rf"{axis} &:\ {low} \ \text{{ to }}\ {high}"


def test_a_cell_that_one_window_chose():
    assert story(WORKED_X, WORKED_GRAD_OUTPUT, (3, 0), "max", 2) == Story(
        "Input cell (3, 0)",
        (
            lines(held("i", 3, 2, 2, 1, 1), held("j", 0, 2, 2, 0, 0)),
            lines(f"{de_dx(3, 0)} &= {de_dy(1, 0)}", "&= 0.959"),
        ),
        "1 window holds this cell and chose it: that one sends its whole gradient.",
    )


def test_a_cell_that_is_held_but_not_chosen():
    assert story(WORKED_X, WORKED_GRAD_OUTPUT, (0, 0), "max", 2) == Story(
        "Input cell (0, 0)",
        (lines(held("i", 0, 2, 2, 0, 0), held("j", 0, 2, 2, 0, 0)), lines(f"{de_dx(0, 0)} &= 0")),
        "1 window holds this cell but chose another: it receives 0.",
    )


def test_a_cell_that_two_windows_hold_and_neither_chose():
    told = story([[9, 1, 9]], [[1, 1]], (0, 1), "max", (1, 2), 1)
    assert told.text == "2 windows hold this cell, but none chose it: it receives 0."


def test_a_cell_that_four_windows_chose():
    assert story(OVERLAP_X, OVERLAP_GRAD_OUTPUT, (2, 2), "max", 3, 2) == Story(
        "Input cell (2, 2)",
        (
            lines(held("i", 2, 3, 2, 0, 1), held("j", 2, 3, 2, 0, 1)),
            lines(
                f"{de_dx(2, 2)} &= {de_dy(0, 0)} + {de_dy(0, 1)} + {de_dy(1, 0)} + {de_dy(1, 1)}",
                "&= 1 + 2 + 4 + 5",
                "&= 12",
            ),
        ),
        "4 windows hold this cell; 4 chose it, and their gradients add up.",
    )


def test_the_inverse_range_is_clipped_to_the_output():
    told = story(OVERLAP_X, OVERLAP_GRAD_OUTPUT, (4, 6), "max", 3, 2)
    assert told.formulas[0] == lines(held("i", 4, 3, 2, 1, 2), held("j", 6, 3, 2, 2, r"3 \to 2"))
    low = story([[1, 2, 3]], [[8, 4]], (0, 0), "avg", (1, 2), 1)
    assert low.formulas[0] == lines(held("i", 0, 1, 1, 0, 0), held("j", 0, 2, 1, r"-1 \to 0", 0))


def test_the_inverse_range_counts_padded_rows():
    told = story([[1, 2], [3, 4]], [[1, 2], [3, 4]], (0, 1), "max", 2, 2, 1)
    assert told.formulas[0] == lines(held("i", 1, 2, 2, 0, 0), held("j", 2, 2, 2, 1, 1))


def test_a_cell_in_no_window():
    assert story(np.arange(9).reshape(3, 3), [[5]], (2, 2), "max", 2) == Story(
        "Input cell (2, 2)",
        (lines(f"{de_dx(2, 2)} &= 0"),),
        "No window holds this cell: no output depends on it, and no gradient reaches it.",
    )


def test_dilated_windows_are_listed():
    told = story([[1, 2, 3, 4, 5]], [[1, 2, 3]], (0, 2), "max", (1, 2), 1, dilation=(1, 2))
    assert told.formulas[0] == lines(held("i", 0, 1, 1, 0, 0), r"j &\in \{0, 2\}")
    assert told.text == "2 windows hold this cell; one of them chose it: that one sends its whole gradient."


def test_average_adds_shares():
    assert story([[1, 2, 3]], [[8, 4]], (0, 1), "avg", (1, 2), 1) == Story(
        "Input cell (0, 1)",
        (
            lines(held("i", 0, 1, 1, 0, 0), held("j", 1, 2, 1, 0, 1)),
            lines(rf"{de_dx(0, 1)} &= \tfrac{{8}}{{2}} + \tfrac{{4}}{{2}}", "&= 6"),
        ),
        "2 windows hold this cell; what they send adds up.",
    )


def test_average_by_a_negative_divisor():
    told = story([[1, 2, 3]], [[-8, 4]], (0, 1), "avg", (1, 2), 1, divisor_override=-2)
    assert told.formulas[1] == lines(rf"{de_dx(0, 1)} &= \tfrac{{-8}}{{-2}} + \tfrac{{4}}{{-2}}", "&= 2")


def test_average_of_windows_with_divisors_of_their_own():
    told = story([[2, 4, 6]], [[4, 9, 6]], (0, 0), "avg", (1, 3), 1, (0, 1), count_include_pad=False)
    assert told.formulas[1] == lines(rf"{de_dx(0, 0)} &= \tfrac{{4}}{{2}} + \tfrac{{9}}{{3}}", "&= 5")


def test_average_of_one_window():
    told = story([[1, 2]], [[8]], (0, 0), "avg", (1, 2))
    assert told.text == "1 window holds this cell; what it sends is all that arrives."


def test_lp_multiplies_by_slopes():
    told = story([[3, 4, 3]], [[10, -5]], (0, 1), "lp", (1, 2), 1)
    assert told.formulas[1] == lines(rf"{de_dx(0, 1)} &= 10{{\cdot}}0.8 + (-5){{\cdot}}0.8", "&= 4")
    assert told.text == "2 windows hold this cell; what they send adds up."


def test_lp_at_zero_has_no_slope():
    told = story([[3, 0, 3]], [[10, 5]], (0, 1), "lp", (1, 2), 1)
    assert told.formulas[1] == lines(f"{de_dx(0, 1)} &= 0")
    assert told.text == "2 windows hold this cell; 2 of them have slope 0 here."


def test_lp_at_zero_in_one_window_has_no_slope():
    told = story([[3, 0]], [[10]], (0, 1), "lp", (1, 2))
    assert told.text == "1 window holds this cell, and its slope is 0 here: the cell receives 0."


def test_lp_of_a_negative_sum_sends_nan():
    told = story([[-2, 1]], [[10]], (0, 0), "lp", (1, 2), norm_type=3)
    assert told.formulas[1].endswith(r"&= \text{NaN}\end{aligned}")


def test_a_rounded_slope_is_not_called_equal():
    told = story([[1, 1]], [[1]], (0, 0), "lp", (1, 2))
    assert told.formulas[1] == lines(rf"{de_dx(0, 0)} &\approx 1{{\cdot}}0.707", r"&\approx 0.707")


def test_a_rounded_gradient_is_not_called_equal():
    told = story([[1, 9, 4]], [[0.12345, 0.2]], (0, 1), "max", (1, 2), 1)
    assert told.formulas[1] == lines(
        rf"{de_dx(0, 1)} &= {de_dy(0, 0)} + {de_dy(0, 1)}", r"&\approx 0.123 + 0.200", r"&\approx 0.323"
    )


def test_a_rounded_share_is_not_called_equal():
    told = story([[1, 2]], [[0.12345]], (0, 0), "avg", (1, 2))
    assert told.formulas[1] == lines(rf"{de_dx(0, 0)} &\approx \tfrac{{0.123}}{{2}}", r"&\approx 0.062")


def test_gradients_that_cancel_to_rounding_noise_are_not_called_equal():
    told = story([[0, 0, 9, 0, 0]], [[0.1, 0.2, -0.3]], (0, 2), "max", (1, 3), 1)
    assert told.formulas[1].endswith(r"&= 0.1 + 0.2 + (-0.3)\\ &\approx 5.55{\cdot}10^{-17}\end{aligned}")


def test_gradients_that_cancel_exactly_are_equal_to_0():
    told = story([[0, 9, 0]], [[0.1, -0.1]], (0, 1), "avg", (1, 2), 1)
    assert told.formulas[1].endswith(r"\\ &= 0\end{aligned}")


def test_nothing_equals_a_sum_of_rounded_terms():
    told = story([[1, 9, 4]], [[0.1235, 0.1235]], (0, 1), "max", (1, 2), 1)
    assert told.formulas[1].endswith(r"&\approx 0.123 + 0.123\\ &\approx 0.247\end{aligned}")


def test_large_gradients_are_written_in_full():
    told = story([[1, 9, 4]], [[123456.5, 250000]], (0, 1), "max", (1, 2), 1)
    assert told.formulas[1].endswith(r"&= 123456.5 + 250000.0\\ &= 373456.5\end{aligned}")
