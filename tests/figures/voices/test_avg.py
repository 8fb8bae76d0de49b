"""The story of a window of an average, whole, on cases that a person can check."""

import pytest

from figures.stories.story import Story
from tests.figures.stories.test_window import de_dy, lines, story

SAME_SHARE = "Every cell receives the same share, whatever its value."


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


@pytest.mark.parametrize(("divisor", "by", "value", "share"), [(5, "5", 2, 1.6), (-2, "−2", -5, -4)])
def test_average_by_a_divisor_of_one_s_own(divisor, by, value, share):
    assert story([[1, 2], [3, 4]], [[8]], (0, 0), "avg", 2, divisor_override=divisor) == Story(
        "Window (0, 0)",
        average(divisor, "1 + 2 + 3 + 4", 10, value, 8, share),
        f"divisor_override divides the sum of 4 cells by {by}. The shares add up to 4/{by} of the gradient. "
        + SAME_SHARE,
    )


def test_negative_terms_stand_in_brackets_after_the_first():
    told = story([[-1, -2]], [[1]], (0, 0), "avg", (1, 2))
    assert told.formulas[0] == lines(r"y_{0,0} &= \tfrac{1}{2}\,({-1} + (-2))", r"&= \tfrac{-3}{2} = -1.5")


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


def test_padding_does_not_count_beside_a_divisor_of_one_s_own():
    told = story([[4, 8], [2, 6]], [[1, 2], [3, 4]], (0, 0), "avg", 2, 2, 1, divisor_override=4)
    assert told.text == (
        "divisor_override divides the sum of 1 cell by 4. The shares add up to 1/4 of the gradient. "
        f"The 3 places of padding do not count. {SAME_SHARE}"
    )


def test_an_overhang_does_not_count_beside_a_divisor_of_one_s_own():
    told = story([[1, 2, 3]], [[1, 2]], (0, 1), "avg", (1, 2), ceil_mode=True, divisor_override=7)
    assert told.text == (
        "divisor_override divides the sum of 1 cell by 7. The shares add up to 1/7 of the gradient. "
        f"1 place hangs over the padded edge (ceil_mode) and never counts. {SAME_SHARE}"
    )


def test_a_rounded_loss_is_about_right():
    told = story([[4]], [[1, 1]], (0, 0), "avg", (1, 3), 1, (0, 1))
    assert "The padding's share of the gradient, about 0.667, is lost." in told.text


def test_a_sum_that_is_rounding_noise_is_not_called_equal():
    told = story([[0.1, 0.2, -0.3]], [[1]], (0, 0), "avg", (1, 3))
    assert told.formulas[0] == lines(
        r"y_{0,0} &= \tfrac{1}{3}\,(0.1 + 0.2 + (-0.3))",
        r"&\approx \tfrac{5.55{\cdot}10^{-17}}{3} \approx 1.85{\cdot}10^{-17}",
    )


def test_a_sum_that_rounding_made_0_is_not_called_equal():
    told = story([[1e9, 1e-8, -1e9]], [[1]], (0, 0), "avg", (1, 3))
    assert told.formulas[0].endswith(r"&\approx \tfrac{0}{3} \approx 0\end{aligned}")


def test_a_sum_that_is_0_is_called_equal():
    told = story([[0.1, -0.1]], [[1]], (0, 0), "avg", (1, 2))
    assert told.formulas[0].endswith(r"&= \tfrac{0}{2} = 0\end{aligned}")


def test_nothing_equals_what_was_rounded_before():
    told = story([[0.1235, 0.1235]], [[1]], (0, 0), "avg", (1, 2), divisor_override=1)
    assert told.formulas[0].endswith(r"&\approx \tfrac{0.247}{1} \approx 0.247\end{aligned}")
