"""The pieces of LaTeX."""

import pytest

from figures.latex import Numbers, aligned, broken, elided, lines_of, partial

ITEMS = [str(n) for n in range(40)]


@pytest.mark.parametrize(
    ("values", "value", "text"),
    [
        ([0.5], 2, "2.0"),
        ([1], -3, "-3"),
        ([1], 1e6, "1000000"),
        ([1], 1e12, r"1{\cdot}10^{12}"),
        ([1], -2.5e-7, r"-2.5{\cdot}10^{-7}"),
        ([1], float("nan"), r"\text{NaN}"),
        ([1], float("-inf"), r"-\infty"),
    ],
)
def test_a_number_in_latex(values, value, text):
    assert Numbers(*values)(value) == text


def test_equals_is_said_of_exact_numbers_alone():
    number = Numbers(0.5)
    assert (number.equals(0.5), number.equals(0.25)) == ("= 0.5", r"\approx 0.2")


def test_nothing_equals_what_was_not_exact_before():
    assert Numbers(0.5).equals(0.5, sure=False) == r"\approx 0.5"


def test_nan_is_never_approximate():
    assert Numbers(0.5).equals(float("nan"), sure=False) == r"= \text{NaN}"


def test_a_negative_term_stands_in_brackets():
    assert [Numbers(1).term(v) for v in (-1, 1)] == ["(-1)", "1"]


def test_a_short_list_is_not_elided():
    assert elided(ITEMS[:12]) == ITEMS[:12]


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ((), ["0", "1", "2", "3", "4", "5", r"\dots", "39"]),
        ((3,), ["0", "1", "2", "3", "4", "5", r"\dots", "39"]),
        ((6,), ["0", "1", "2", "3", "4", "5", "6", r"\dots", "39"]),
        ((20,), ["0", "1", "2", "3", "4", "5", r"\dots", "20", r"\dots", "39"]),
        ((20, 22), ["0", "1", "2", "3", "4", "5", r"\dots", "20", r"\dots", "22", r"\dots", "39"]),
        ((38,), ["0", "1", "2", "3", "4", "5", r"\dots", "38", "39"]),
    ],
)
def test_a_long_list_keeps_its_ends_and_the_one_that_matters(keep, expected):
    assert elided(ITEMS, *keep) == expected


def test_a_long_sum_is_broken_into_lines():
    assert broken(["1" * 20, "2" * 20], " + ") == "1" * 20 + r" + \\ &\quad " + "2" * 20


def test_a_sign_stays_with_its_number_at_the_beginning_of_a_line():
    assert broken(["1" * 20, "-" + "2" * 20], " + ") == "1" * 20 + r" + \\ &\quad " + "{-" + "2" * 20 + "}"


def test_lines_are_joined_again_for_a_page_that_breaks_them_itself():
    long = broken(["1" * 20, "2" * 20], r",\ ")
    assert lines_of(aligned("y &= " + long, "&= 2")) == ["y = " + "1" * 20 + r",\allowbreak\ " + "2" * 20, r"\quad = 2"]
    assert lines_of("x = 1") == ["x = 1"]


def test_aligned_and_partial():
    assert aligned("a &= b", "&= c") == r"\begin{aligned}a &= b\\ &= c\end{aligned}"
    assert partial("E", "y", 1, 0) == r"\tfrac{\partial E}{\partial y_{1,0}}"
