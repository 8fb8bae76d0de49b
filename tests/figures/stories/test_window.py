"""The story of an output cell, whole, on cases that a person can check."""

import numpy as np

from figures.stories.story import Story
from figures.stories.window import window_story
from lab.examples import NEGATIVE_X, OVERLAP_GRAD_OUTPUT, OVERLAP_X, WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool


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


def test_the_worked_example():
    assert story(WORKED_X, WORKED_GRAD_OUTPUT, (1, 0), "max", 2) == Story(
        "Window (1, 0)",
        (
            lines(
                r"y_{1,0} &= \max(0.067,\ {-1.014},\ \mathbf{1.330},\ {-1.025})",
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
                r"y_{1,0} &= \min(0.067,\ {-1.014},\ 1.330,\ \mathbf{-1.025})",
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
            lines(r"y_{0,0} &= \max(\mathbf{-1},\ {-4},\ {-3},\ {-9})", r"&= -1 \ \text{ at } (0, 0)"),
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


def test_a_rounded_result_is_not_called_equal():
    told = story([[0.12345, 0]], [[0.98765]], (0, 0), "max", (1, 2))
    assert told.formulas == (
        lines(r"y_{0,0} &\approx \max(\mathbf{0.123},\ 0.000)", r"&\approx 0.123 \ \text{ at } (0, 0)"),
        lines(f"{de_dx(0, 0)} &= {de_dy(0, 0)}", r"&\approx 0.988"),
    )


def test_a_rounded_largest_is_about_right_in_words():
    told = story([[0.12345, 0]], [[1]], (0, 0), "max", (1, 2))
    assert told.text.startswith("The largest of the 2 cells is about 0.123. ")


def test_a_tiny_number_is_not_called_equal_to_its_short_form():
    told = story([[1.23456e-7, 0]], [[1]], (0, 0), "max", (1, 2))
    assert told.formulas[0] == lines(
        r"y_{0,0} &\approx \max(\mathbf{1.23{\cdot}10^{-7}},\ 0)", r"&\approx 1.23{\cdot}10^{-7} \ \text{ at } (0, 0)"
    )


def test_large_numbers_are_written_in_full():
    told = story([[123456.5, 250000]], [[1]], (0, 0), "max", (1, 2))
    assert told.formulas[0] == lines(
        r"y_{0,0} &= \max(123456.5,\ \mathbf{250000.0})", r"&= 250000.0 \ \text{ at } (0, 1)"
    )
