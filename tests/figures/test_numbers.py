"""How numbers are written: enough decimals, powers of ten where they would lie, "=" only where it is true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.numbers import SHORT, adds_up, decimals, in_words, is_exact, labels, sum_text, written
from tests.pooling.strategies import PROFILE

FINITE = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("values", "places"),
    [([1, 2], 0), ([0.5, 3], 1), ([1.25], 2), ([0.125], 3), ([0.0625], 3), ([0.1 + 0.2], 1), ([], 0), ([np.nan, 2], 0)],
)
def test_decimals_are_as_many_as_the_grid_needs(values, places):
    assert decimals(values) == places


@pytest.mark.parametrize(
    ("value", "limit", "places"), [(123456.5, 1e10, 1), (123456.5, SHORT, 0), (1e10 + 0.5, 1e10, 0), (5e-17, 1e10, 0)]
)
def test_what_is_written_in_powers_of_ten_asks_for_no_decimals(value, limit, places):
    assert decimals([value, 2], limit=limit) == places


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1.33, 3, "1.330"),
        (-0.17, 3, "−0.170"),
        (0, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (0.0004, 3, "4e−4"),
        (-0.0004, 3, "−4e−4"),
        (99999, 0, "99999"),
        (5.6e-17, 3, "5.6e−17"),
        (1e5, 0, "100000"),
        (-123456.5, 1, "−123456.5"),
        (1e9, 0, "1000000000"),
        (-123456789012, 0, "−1.23e11"),
        (1e300, 3, "1e300"),
        (np.nan, 3, "NaN"),
        (np.inf, 3, "∞"),
        (-np.inf, 3, "−∞"),
    ],
)
def test_written(value, places, text):
    assert written(value, places) == text


@given(FINITE, st.integers(0, 3))
@PROFILE
def test_only_zero_is_written_as_zero(value, places):
    shown = float(written(value, places).replace("−", "-"))
    assert (shown == 0) == (value == 0)


@given(FINITE, st.integers(0, 3))
@PROFILE
def test_what_is_written_is_off_by_half_a_unit_at_most(value, places):
    shown = float(written(value, places).replace("−", "-"))
    assert abs(shown - value) <= max(0.5 * 10.0**-places, 0.005 * abs(value)) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("value", "places", "exact"),
    [
        (0.5, 1, True),
        (0.25, 1, False),
        (0.1 + 0.2, 1, True),
        (123456, 0, True),
        (123456.5, 0, False),
        (123456789012, 0, False),
        (1.25e-7, 3, True),
        (1.23456e-7, 3, False),
        (5.551e-17, 3, False),
        (3000000001 / 3, 3, False),
        (0, 0, True),
        (np.nan, 0, True),
    ],
)
def test_is_exact(value, places, exact):
    assert is_exact(value, places) == exact


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.25, "−0.25"), (1 / 3, "about 0.333"), (123456.0625, "about 123456.062")]
)
def test_a_rounded_number_is_about_right_in_words(value, text):
    assert in_words(value) == text


@pytest.mark.parametrize(
    ("total", "terms", "sound"),
    [
        (6.0, [1, 2, 3], True),
        (0.0, [1, -1], True),
        (0.1 + 0.2, [0.1, 0.2], True),
        (0.1 + 0.2 - 0.3, [0.1, 0.2, -0.3], False),
        (0.0, [1e9, 1e-8, -1e9], False),
        (0.5, [1e9, 0.5, 1e-8, -1e9], False),
        (2.0**-54, [0.5, 2.0**-54, -0.5], False),
        (1e9, [1e9, 1e-8], False),
        (np.nan, [np.nan, 1], True),
    ],
    ids=[
        "whole",
        "cancels exactly",
        "noise",
        "noise alone",
        "lost",
        "partly lost",
        "all but cancels",
        "swallowed",
        "NaN",
    ],
)
def test_a_sum_adds_up_unless_rounding_decides_it(total, terms, sound):
    assert adds_up(total, terms) == sound


def test_labels_share_their_decimals():
    assert labels(np.array([[1.5, -2.0], [0.0, 0.125]])) == [["1.500", "−2.000"], ["0", "0.125"]]


def test_labels_have_at_most_the_decimals_that_fit():
    assert labels(np.array([[1.256, 0.04]]), 1) == [["1.3", "0.0"]]


def test_labels_of_large_numbers_are_short():
    assert labels(np.array([[250000.0, -123456.5, 99999]])) == [["2.5e5", "−1.23e5", "99999"]]


def test_labels_show_noise_as_a_power_of_ten():
    assert labels(np.array([[0.1 + 0.2 - 0.3, 2]])) == [["5.55e−17", "2"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.5, "−0.5"),
        (1e-10, "1e−10"),
        (1e12, "1e12"),
        (1 / 3, "≈ 0.333"),
        (1e-17, "≈ 0"),
        (4.0, "4"),
        (0.1 + 0.2, "0.3"),
        (123456.75, "123456.75"),
        (np.inf, "∞"),
        (np.nan, "NaN"),
    ],
)
def test_a_sum_says_what_is_rounded(value, text):
    assert sum_text(value, 10.0) == text
