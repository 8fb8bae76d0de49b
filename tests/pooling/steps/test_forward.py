"""The forward pass tap by tap: the best or the sum so far, and the places that hold no number."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.operators.avg import OPERATOR as AVERAGE
from pooling.operators.lp import scale
from pooling.steps.step import Lead
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
    """These fields of every step, None where a kind of step has no such field."""
    return [tuple(getattr(step, name, None) for name in names) for step in steps]


def running(lead_or_sum):
    """What is known so far as numbers: the sum, or the best cells' values; none where nothing is known yet."""
    if isinstance(lead_or_sum, tuple):
        return tuple(lead.value for lead in lead_or_sum)
    return () if lead_or_sum is None else (lead_or_sum,)


@pytest.mark.parametrize(("by", "count"), [("tap", 1764 + 196), ("window", 196)])
def test_the_number_of_steps(by, count):
    pooled = pool(np.zeros((16, 16)), PoolSpec("max", 3, 1))
    assert len(trace(pooled, np.zeros((14, 14)), "forward", by).steps) == count


@PROFILE
@given(passes(SELECTING))
def test_the_running_best_ends_at_the_winner(given_pass):
    pooled, _ = given_pass
    width = pooled.windows.input_size[1]
    best = [taps[-2].chosen for taps in windows_of(given_pass)]
    same(np.array([row * width + column for ((row, column),) in best]), pooled.indices.ravel())


@PROFILE
@given(passes(SELECTING))
def test_the_running_best_is_the_cell_that_is_best_so_far(given_pass):
    pooled, _ = given_pass
    for step in (step for taps in windows_of(given_pass) for step in taps if step.kind == "compare"):
        same(np.array(running(step.after)), np.array([pooled.x[cell] for cell in step.chosen]))


@PROFILE
@given(passes(("avg",)))
def test_the_running_sum_over_the_divisor_is_the_average(given_pass):
    pooled, _ = given_pass
    sums = np.array([taps[-1].before for taps in windows_of(given_pass)])
    close(sums / AVERAGE.divisor(pooled.windows, pooled.spec), pooled.output.ravel())


@PROFILE
@given(passes(("lp",), finite=True))
def test_the_root_of_the_scaled_running_sum_is_the_norm(given_pass):
    pooled, _ = given_pass
    sums = np.array([taps[-1].before for taps in windows_of(given_pass)])
    close((sums * scale(pooled.windows)) ** (1 / pooled.spec.norm_type), pooled.output.ravel())


@PROFILE
@given(passes())
def test_each_tap_goes_on_where_the_one_before_it_ended(given_pass):
    for taps in windows_of(given_pass):
        looks = [step for step in taps if step.kind in ("compare", "add")]
        befores, afters = ([running(getattr(step, name)) for step in looks] for name in ("before", "after"))
        assert befores[:1] in ([()], [])  # an operator may know nothing before all cells are read
        same(np.array(befores[1:]), np.array(afters[:-1]))


@PROFILE
@given(passes())
def test_a_place_outside_the_grid_changes_nothing(given_pass):
    for taps in windows_of(given_pass):
        chosen = ()
        for step in taps[:-1]:
            if step.kind == "outside":
                assert (step.chosen, step.writes) == (chosen, ())
            chosen = step.chosen


@PROFILE
@given(passes(), st.sampled_from(["tap", "window"]))
def test_a_result_is_made_of_its_window_s_cells(given_pass, by):
    pooled, grad = given_pass
    results = [step for step in trace(pooled, grad, "forward", by).steps if step.kind == "result"]
    cells = [[row * pooled.x.shape[1] + column for (row, column), _ in step.parts] for step in results]
    assert cells == [flat[flat >= 0].tolist() for flat in pooled.windows.flat]


def test_a_tie_stays_with_the_first():
    steps = forward([[2.0, 2.0, 1.0]], PoolSpec("max", (1, 3)))
    first = (Lead(2.0, (0, 0)),)
    assert seen(steps, "kind", "value", "before", "after", "leads", "chosen") == [
        ("compare", 2.0, (), first, None, ((0, 0),)),
        ("compare", 2.0, first, first, None, ((0, 0),)),
        ("compare", 1.0, first, first, None, ((0, 0),)),
        ("result", 2.0, None, None, first, ((0, 0),)),
    ]


def test_of_several_nan_the_last_takes_the_lead():
    steps = forward([[3.0, np.nan, 9.0, np.nan, 1.0]], PoolSpec("min", (1, 5)))
    assert [step.chosen for step in steps] == [((0, n),) for n in (0, 1, 1, 3, 3, 3)]


def test_a_range_follows_the_largest_and_the_smallest():
    steps = forward([[2.0, 5.0, 5.0, 1.0]], PoolSpec("range", (1, 4)))
    assert [step.chosen for step in steps] == [((0, a), (0, b)) for a, b in ((0, 0), (1, 0), (1, 0), (1, 3), (1, 3))]


def test_an_average_adds_up():
    steps = forward([[1.0, 2.0, 6.0]], PoolSpec("avg", (1, 3)))
    assert seen(steps, "kind", "value", "before", "after") == [
        ("add", 1.0, None, 1.0),
        ("add", 2.0, 1.0, 3.0),
        ("add", 6.0, 3.0, 9.0),
        ("result", 3.0, 9.0, None),
    ]


def test_lp_adds_up_powers():
    steps = forward([[3.0, 4.0]], PoolSpec("lp", (1, 2)))
    assert seen(steps, "value", "after") == [(9.0, 9.0), (16.0, 25.0), (5.0, None)]


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
