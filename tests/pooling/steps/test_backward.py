"""The backward pass tap by tap: the gradient of a cell as it adds up, and the ledger of what was sent."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.steps.trace import GRAINS, Ledger, trace
from tests.pooling.checks import close, same
from tests.pooling.strategies import PROFILE, SELECTING, passes

BACKWARD = ("backward", "gather")
every_way = st.sampled_from(BACKWARD)
every_grain = st.sampled_from(GRAINS)


def steps_of(x, spec, grad, way="backward", by="tap"):
    return trace(pool(x, spec), grad, way, by).steps


def seen(steps, *names):
    """These fields of every step, None where a kind of step has no such field."""
    return [tuple(getattr(step, name, None) for name in names) for step in steps]


def done(steps):
    """The windows that are at work, each once."""
    return dict.fromkeys(step.window for step in steps)


def ledgers(given_pass, way, by):
    """The ledger after each step, (steps, 3); NaN where it has no such account; and how much flows in all."""
    pooled, grad = given_pass
    rows = [step.ledger for step in trace(pooled, grad, way, by).steps]
    flow = abs(grad).sum() + abs(np.nan_to_num(pooled.derivative) * grad.reshape(-1, 1)).sum()
    return np.array([[math.nan if value is None else value for value in row] for row in rows]), float(flow)


@pytest.mark.parametrize(
    ("way", "by", "count"),
    [
        ("backward", "tap", 1764 + 1),
        ("backward", "window", 196 + 1),
        ("gather", "tap", 1764 + 256 + 1),
        ("gather", "window", 256 + 1),
    ],
)
def test_the_number_of_steps(way, by, count):
    assert len(steps_of(np.zeros((16, 16)), PoolSpec("max", 3, 1), np.zeros((14, 14)), way, by)) == count


@PROFILE
@given(passes(), every_grain)
def test_scatter_and_gather_give_the_same(given_pass, by):
    scatter, gather = (trace(*given_pass, way, by).replay().grad_input for way in BACKWARD)
    same(scatter, gather)


@PROFILE
@given(passes(), every_way)
def test_a_tap_finds_what_the_cell_has_by_then(given_pass, way):
    grid = np.zeros(given_pass[0].x.shape)
    for step in trace(*given_pass, way, "tap").steps:
        if step.kind in ("send", "collect"):
            same(np.array(step.before), np.array(grid[step.cell]))
            grid[step.cell] = step.after


@PROFILE
@given(passes(), every_way)
def test_what_is_written_is_what_was_there_and_the_share(given_pass, way):
    for step in trace(*given_pass, way, "tap").steps:
        for write in step.writes:
            assert (write.grid, write.row, write.column) == ("grad_input", *step.cell)
            same(np.array([write.value, step.after]), np.array([step.before + step.value] * 2))


@PROFILE
@given(passes(), every_way)
def test_a_tap_without_a_derivative_is_sent_nothing(given_pass, way):
    pooled, grad = given_pass
    weights = pooled.derivative.reshape(*pooled.output.shape, -1)
    taps = [step for step in trace(pooled, grad, way, "tap").steps if step.kind in ("send", "collect")]
    for step in (step for step in taps if weights[step.window][step.tap] == 0):
        assert (step.value, step.chosen, step.writes) == (0.0, (), ())
        same(np.array(step.after), np.array(step.before))


@PROFILE
@given(passes())
def test_a_window_at_once_sends_what_its_taps_send(given_pass):
    whole = [step for step in trace(*given_pass, "backward", "window").steps if step.kind == "spread"]
    taps = [step for step in trace(*given_pass, "backward", "tap").steps if step.writes]
    assert [cell for step in whole for cell, _ in step.parts] == [step.cell for step in taps]
    same(np.array([sent for step in whole for _, sent in step.parts]), np.array([step.value for step in taps]))


@PROFILE
@given(passes(), every_grain)
def test_only_a_cell_that_was_chosen_and_counts_is_told_as_chosen(given_pass, by):
    pooled, grad = given_pass
    steps = [step for step in trace(pooled, grad, "backward", by).steps if step.window is not None]
    reached = {window: sorted(cell for s in steps if s.window == window for cell in s.chosen) for window in done(steps)}
    weights = dict(zip(np.ndindex(*pooled.output.shape), pooled.derivative, strict=True))
    width = pooled.x.shape[1]
    for window, cells in reached.items():
        flat = pooled.windows.flat[pooled.windows.number(*window)][weights[window] != 0].tolist()
        assert cells == ([] if pooled.chosen is None else sorted(divmod(n, width) for n in flat))


@PROFILE
@given(passes())
def test_a_cell_at_once_writes_what_it_ends_with(given_pass):
    pooled, grad = given_pass
    whole = [step for step in trace(pooled, grad, "gather", "window").steps if step.kind == "gather"]
    assert [step.cell for step in whole] == list(np.ndindex(*pooled.x.shape))
    same(np.array([step.value for step in whole]).reshape(pooled.x.shape), pooled.backward(grad))


@PROFILE
@given(passes(), every_grain)
def test_a_cell_is_told_the_windows_that_hold_it(given_pass, by):
    pooled, grad = given_pass
    for step in trace(pooled, grad, "gather", by).steps:
        if step.kind in ("range", "gather"):
            assert [window for window, _ in step.parts] == pooled.windows.holding(*step.cell)


def test_a_cell_in_no_window_has_a_range_without_parts():
    steps = steps_of([[1.0, 2.0, 3.0]], PoolSpec("max", (1, 2)), [[4.0]], "gather")
    assert seen([step for step in steps if step.cell == (0, 2)], "kind", "parts") == [("range", ())]


def test_a_cell_in_no_window_gathers_nothing():
    steps = steps_of([[1.0, 2.0, 3.0]], PoolSpec("max", (1, 2)), [[4.0]], "gather", "window")
    assert seen([step for step in steps if step.cell == (0, 2)], "kind", "value", "writes") == [("gather", 0.0, ())]


def test_padding_that_counts_has_its_share():
    steps = steps_of([[1.0, 2.0]], PoolSpec("avg", (1, 2), padding=(0, 1)), [[4.0, 6.0]])
    assert seen(steps, "kind", "cell", "counted", "value", "ledger") == [
        ("outside", (0, -1), True, 2.0, Ledger(2.0, 0.0, 2.0)),
        ("send", (0, 0), None, 2.0, Ledger(4.0, 2.0, 2.0)),
        ("send", (0, 1), None, 3.0, Ledger(7.0, 5.0, 2.0)),
        ("outside", (0, 2), True, 3.0, Ledger(10.0, 5.0, 5.0)),
        ("end", None, None, None, Ledger(10.0, 5.0, 5.0)),
    ]


def test_the_overhang_has_no_share():
    steps = steps_of([[1.0, 2.0, 3.0]], PoolSpec("avg", (1, 2), ceil_mode=True), [[4.0, 6.0]])
    assert seen(steps[3:], "kind", "cell", "counted", "value", "ledger") == [
        ("outside", (0, 3), False, 0.0, Ledger(10.0, 10.0, 0.0)),
        ("end", None, None, None, Ledger(10.0, 10.0, 0.0)),
    ]


def test_by_input_cell_padding_is_in_the_last_step():
    steps = steps_of([[1.0, 2.0]], PoolSpec("avg", (1, 2), padding=(0, 1)), [[4.0, 6.0]], "gather", "window")
    assert [step.ledger for step in steps] == [Ledger(2.0, 2.0, 0.0), Ledger(5.0, 5.0, 0.0), Ledger(10.0, 5.0, 5.0)]


def test_with_a_divisor_of_one_s_own_a_window_has_sent_with_its_last_cell():
    steps = steps_of([[1.0, 2.0, 3.0]], PoolSpec("avg", (1, 2), ceil_mode=True, divisor_override=-2), [[4.0, 6.0]])
    assert [step.ledger for step in steps] == [
        Ledger(0.0, -2.0, None),
        Ledger(4.0, -4.0, None),
        Ledger(10.0, -7.0, None),
        Ledger(10.0, -7.0, None),
        Ledger(10.0, -7.0, None),
    ]


@PROFILE
@given(passes(SELECTING, finite=True), every_way, every_grain)
def test_a_maximum_sends_all_that_arrives(given_pass, way, by):
    rows, flow = ledgers(given_pass, way, by)
    close(rows[:, 0], rows[:, 1], atol=1e-12 * flow)
    same(rows[:, 2], np.zeros(len(rows)))


def sent_by_a_rule_of_its_own(operator, spec):
    """Whether a window's slopes, counted padding among them, do not add up to 1 whatever its cells are."""
    return operator.name in ("lp", "range") or spec.divisor_override is not None


@PROFILE
@given(passes(finite=True), every_way, every_grain)
def test_what_is_sent_arrives_or_goes_elsewhere_where_there_is_such_an_account(given_pass, way, by):
    rows, flow = ledgers(given_pass, way, by)
    spec, operator = given_pass[0].spec, given_pass[0].operator
    if sent_by_a_rule_of_its_own(operator, spec):
        same(rows[:, 2], np.full(len(rows), np.nan))
    else:
        close(rows[:, 0], rows[:, 1] + rows[:, 2], atol=1e-12 * flow)


@PROFILE
@given(passes(finite=True), every_grain)
def test_by_window_the_end_changes_no_sum(given_pass, by):
    rows, flow = ledgers(given_pass, "backward", by)
    close(rows[-1], rows[-2], atol=1e-12 * flow)


@PROFILE
@given(passes(finite=True), every_way, every_grain)
def test_at_the_end_all_was_sent_and_the_input_gradient_arrived(given_pass, way, by):
    pooled, grad = given_pass
    rows, flow = ledgers(given_pass, way, by)
    close(rows[-1, :2], [grad.sum(), pooled.backward(grad).sum()], atol=1e-12 * flow)


@pytest.mark.parametrize("way", BACKWARD)
@pytest.mark.parametrize(("big", "total"), [(math.inf, math.nan), (1e308, math.inf)])
def test_sums_beyond_a_float_are_what_arithmetic_says(way, big, total):
    second = -big if math.isinf(big) else big
    ledger = steps_of([[1.0, 2.0]], PoolSpec("max", 1), [[big, second]], way)[-1].ledger
    same(np.array(ledger), np.array([total, total, 0.0]))
