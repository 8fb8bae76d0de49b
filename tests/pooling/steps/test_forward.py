"""The forward pass tap by tap: the best or the sum so far, and the places that hold no number."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.operators.average import divisors
from pooling.operators.lp import scale
from pooling.steps.trace import trace
from tests.pooling.checks import close, same
from tests.pooling.strategies import PROFILE, SELECTING, passes


def forward(x, spec):
    """The steps tap by tap; a forward pass asks nothing of the gradient."""
    pooled = pool(x, spec)
    return trace(pooled, np.zeros(pooled.output.shape), "forward", "tap").steps


def windows_of(given_pass):
    """The steps of each window tap by tap: its taps, then its result."""
    return [list(steps) for _, steps in groupby(trace(*given_pass, "forward", "tap").steps, lambda step: step.window)]


def seen(steps, *names):
    return [tuple(getattr(step, name) for name in names) for step in steps]


def numbers(*values):
    """A running value as an array; None, where there is none yet, as −1e300, which no input holds."""
    return np.array([-1e300 if value is None else value for value in values])


@pytest.mark.parametrize(("by", "count"), [("tap", 1764 + 196), ("window", 196)])
def test_the_number_of_steps(by, count):
    pooled = pool(np.zeros((16, 16)), PoolSpec("max", 3, 1))
    assert len(trace(pooled, np.zeros((14, 14)), "forward", by).steps) == count


@PROFILE
@given(passes(SELECTING))
def test_the_running_best_ends_at_the_winner(given_pass):
    pooled, _ = given_pass
    width = pooled.windows.input_size[1]
    best = [taps[-2].best for taps in windows_of(given_pass)]
    same(np.array([row * width + column for row, column in best]), pooled.indices.ravel())


@PROFILE
@given(passes(SELECTING))
def test_the_running_best_is_the_cell_that_is_best_so_far(given_pass):
    pooled, _ = given_pass
    for step in (step for taps in windows_of(given_pass) for step in taps if step.best is not None):
        same(np.array(step.after), np.array(pooled.x[step.best]))


@PROFILE
@given(passes(("avg",)))
def test_the_running_sum_over_the_divisor_is_the_average(given_pass):
    pooled, _ = given_pass
    sums = np.array([taps[-2].after for taps in windows_of(given_pass)])
    close(sums / divisors(pooled.windows, pooled.spec), pooled.output.ravel())


@PROFILE
@given(passes(("lp",), finite=True))
def test_the_root_of_the_scaled_running_sum_is_the_norm(given_pass):
    pooled, _ = given_pass
    sums = np.array([taps[-2].after for taps in windows_of(given_pass)])
    close((sums * scale(pooled.windows)) ** (1 / pooled.spec.norm_type), pooled.output.ravel())


@PROFILE
@given(passes())
def test_each_tap_goes_on_where_the_one_before_it_ended(given_pass):
    for taps in windows_of(given_pass):
        same(numbers(*(step.before for step in taps)), numbers(None, *(step.after for step in taps[:-1])))


@PROFILE
@given(passes())
def test_a_place_outside_the_grid_changes_nothing(given_pass):
    for step in (step for taps in windows_of(given_pass) for step in taps if step.kind == "outside"):
        same(numbers(step.after), numbers(step.before))
        assert (step.value, step.writes) == (None, ())


@PROFILE
@given(passes(), st.sampled_from(["tap", "window"]))
def test_a_result_is_made_of_its_window_s_cells(given_pass, by):
    pooled, grad = given_pass
    results = [step for step in trace(pooled, grad, "forward", by).steps if step.kind == "result"]
    cells = [[row * pooled.x.shape[1] + column for (row, column), _ in step.parts] for step in results]
    assert cells == [flat[flat >= 0].tolist() for flat in pooled.windows.flat]


def test_a_tie_stays_with_the_first():
    steps = forward([[2.0, 2.0, 1.0]], PoolSpec("max", (1, 3)))
    assert seen(steps, "kind", "value", "before", "after", "best") == [
        ("compare", 2.0, None, 2.0, (0, 0)),
        ("compare", 2.0, 2.0, 2.0, (0, 0)),
        ("compare", 1.0, 2.0, 2.0, (0, 0)),
        ("result", 2.0, 2.0, 2.0, (0, 0)),
    ]


def test_of_several_nan_the_last_takes_the_lead():
    steps = forward([[3.0, np.nan, 9.0, np.nan, 1.0]], PoolSpec("min", (1, 5)))
    assert [step.best for step in steps] == [(0, 0), (0, 1), (0, 1), (0, 3), (0, 3), (0, 3)]


def test_an_average_adds_up():
    steps = forward([[1.0, 2.0, 6.0]], PoolSpec("avg", (1, 3)))
    assert seen(steps, "kind", "value", "before", "after") == [
        ("add", 1.0, None, 1.0),
        ("add", 2.0, 1.0, 3.0),
        ("add", 6.0, 3.0, 9.0),
        ("result", 3.0, 9.0, 3.0),
    ]


def test_lp_adds_up_powers():
    steps = forward([[3.0, 4.0]], PoolSpec("lp", (1, 2)))
    assert seen(steps, "value", "after") == [(9.0, 9.0), (16.0, 25.0), (5.0, 5.0)]


def outside(**options):
    """The taps in the padding on both sides of a row of 4, and whether they count."""
    steps = forward([[1.0, 2.0, 3.0, 4.0]], PoolSpec(kernel_size=(1, 3), padding=(0, 1), ceil_mode=True, **options))
    return seen((step for step in steps if step.kind == "outside"), "window", "cell", "counted")


def test_padding_counts_in_the_average():
    assert outside(operator="avg") == [((0, 0), (0, -1), True), ((0, 1), (0, 4), True)]


def test_padding_that_is_not_included_does_not_count():
    assert outside(operator="avg", count_include_pad=False) == [((0, 0), (0, -1), False), ((0, 1), (0, 4), False)]


def test_padding_counts_in_no_divisor_of_one_s_own():
    assert outside(operator="avg", divisor_override=3) == [((0, 0), (0, -1), False), ((0, 1), (0, 4), False)]


def test_padding_does_not_count_in_a_maximum():
    assert outside(operator="max") == [((0, 0), (0, -1), False), ((0, 1), (0, 4), False)]


def test_the_overhang_does_not_count():
    steps = forward([[1.0, 2.0, 3.0]], PoolSpec("avg", (1, 2), ceil_mode=True))
    assert seen((s for s in steps if s.kind == "outside"), "window", "cell", "counted") == [((0, 1), (0, 3), False)]
