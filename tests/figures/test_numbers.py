"""How numbers are written: enough decimals, powers of ten where they would lie, "=" only where it is true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.numbers import decimals, is_exact, labels, written
from tests.pooling.strategies import PROFILE

FINITE = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("values", "places"),
    [([1, 2], 0), ([0.5, 3], 1), ([1.25], 2), ([0.125], 3), ([0.0625], 3), ([0.1 + 0.2], 1), ([], 0), ([np.nan, 2], 0)],
)
def test_decimals_are_as_many_as_the_grid_needs(values, places):
    assert decimals(values) == places


def test_a_huge_value_asks_for_no_decimals():
    assert decimals([123456.5, 2]) == 0


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
        (100000, 0, "1e5"),
        (-123456, 0, "−1.23e5"),
        (1e9, 0, "1e9"),
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
def test_a_number_is_never_written_as_zero_unless_it_is_rounding_noise(value, places):
    shown = float(written(value, places).replace("−", "-"))
    assert shown != 0 or abs(value) < 1e-13


@given(FINITE, st.integers(0, 3))
@PROFILE
def test_what_is_written_is_off_by_half_a_unit_at_most(value, places):
    shown = float(written(value, places).replace("−", "-"))
    assert abs(shown - value) <= max(0.5 * 10.0**-places, 0.005 * abs(value)) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("value", "places", "exact"),
    [(0.5, 1, True), (0.25, 1, False), (0.1 + 0.2, 1, True), (123456, 0, False), (2e5, 0, True), (np.nan, 0, True)],
)
def test_is_exact(value, places, exact):
    assert is_exact(value, places) == exact


def test_labels_share_their_decimals():
    assert labels(np.array([[1.5, -2.0], [0.0, 0.125]])) == [["1.500", "−2.000"], ["0", "0.125"]]


def test_labels_have_at_most_the_decimals_that_fit():
    assert labels(np.array([[1.256, 0.04]]), 1) == [["1.3", "4e−2"]]
