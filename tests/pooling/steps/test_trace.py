"""What all steps of a pass come to: replayed, they rebuild every array, and at any step those of the loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.passes import pool_windows
from pooling.steps.trace import GRAINS, WAYS, count, trace
from pooling.windows import Windows
from tests.pooling import loops
from tests.pooling.checks import close, message_of, same, spec_of
from tests.pooling.strategies import PROFILE, crowded, examples, passes, problems, upstream

X = [[1.0, 5.0], [3.0, 2.0]]
ways = pytest.mark.parametrize("way", WAYS)
grains = pytest.mark.parametrize("by", GRAINS)


def small():
    return pool(X, PoolSpec("max", 2))


def indices_of(pooled):
    """The indices of a pass; −1 throughout for an operator without a winner."""
    return np.full(pooled.output.shape, -1) if pooled.indices is None else pooled.indices


@settings(PROFILE, max_examples=examples(1000))
@given(passes(), st.sampled_from(GRAINS))
def test_all_steps_forward_rebuild_output_indices_and_weights(given_pass, by):
    pooled, grad = given_pass
    state = trace(pooled, grad, "forward", by).replay()
    same(state.output, pooled.output)
    same(state.indices, indices_of(pooled))
    same(state.argmax, pooled.weight_sum())


@settings(PROFILE, max_examples=examples(1000))
@given(passes(), st.sampled_from(GRAINS), st.sampled_from(["backward", "gather", "both"]))
def test_all_steps_backward_rebuild_the_input_gradient(given_pass, by, way):
    pooled, grad = given_pass
    same(trace(pooled, grad, way, by).replay().grad_input, pooled.backward(grad))


@PROFILE
@given(passes(), st.sampled_from(GRAINS))
def test_both_is_the_forward_steps_then_the_backward_ones(given_pass, by):
    pooled, grad = given_pass
    steps = {way: [repr(step) for step in trace(pooled, grad, way, by).steps] for way in WAYS}
    assert steps["both"] == steps["forward"] + steps["backward"]


@PROFILE
@given(passes(), st.sampled_from(GRAINS), st.sampled_from(["backward", "gather"]))
def test_a_backward_pass_finds_the_forward_pass_done(given_pass, by, way):
    pooled, grad = given_pass
    state = trace(pooled, grad, way, by).replay(0)
    same(state.output, pooled.output)
    same(state.written, np.full(pooled.output.shape, True))
    same(state.indices, indices_of(pooled))
    same(state.argmax, pooled.weight_sum())
    same(state.grad_input, np.zeros(pooled.x.shape))
    assert state.begun


def forward_plan(size, layer, by):
    """For every forward step, the window that is done with it, or None."""
    for window in loops.output_cells(*size, layer):
        if by == "tap":
            yield from (None for _ in loops.taps(*window, layer))
        yield window


def scatter_plan(size, layer, by):
    """For every backward step by window, the (window, cell) between which gradient flows."""
    for window in loops.output_cells(*size, layer):
        cells = loops.real_cells(*window, *size, layer)
        if by == "tap":
            yield from ([(window, cell)] if cell in cells else [] for cell in loops.taps(*window, layer))
        else:
            yield [(window, cell) for cell in cells]
    yield []


def gather_plan(size, layer, by):
    """For every backward step by input cell, the (window, cell) between which gradient flows."""
    windows = list(loops.output_cells(*size, layer))
    for cell in np.ndindex(*size):
        flows = [(window, cell) for window in windows if cell in loops.real_cells(*window, *size, layer)]
        if by == "tap":
            yield []
            yield from ([flow] for flow in flows)
        else:
            yield flows
    yield []


def filled_problem(problem):
    """The layer, a plane of ties, its pass and a gradient without zeros: zero times NaN is a question of its own."""
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad = upstream(rng, pooled)
    grad[grad == 0] = 1
    return layer, size, pooled, grad


@settings(PROFILE, max_examples=examples(300))
@given(problems(), st.sampled_from(GRAINS), st.floats(0, 1))
def test_after_n_steps_forward_the_grids_are_the_loops(problem, by, share):
    layer, size, pooled, grad = filled_problem(problem)
    x, plan = pooled.x.tolist(), list(forward_plan(size, layer, by))
    n = round(share * len(plan))
    full, winners = loops.forward(x, layer)
    output, weights = np.full(grad.shape, np.nan), np.zeros(size)
    indices = np.full(grad.shape, -1)
    for window in filter(None, plan[:n]):
        output[window] = full[window[0]][window[1]]
        if winners is not None:
            indices[window] = winners[window[0]][window[1]]
        for cell, weight in loops.derivative(*window, x, layer).items():
            weights[cell] += weight
    state = trace(pooled, grad, "forward", by).replay(n)
    close(state.output, output)
    same(state.indices, indices)
    close(state.argmax, weights, rtol=1e-9)


@settings(PROFILE, max_examples=examples(300))
@given(problems(), st.sampled_from(GRAINS), st.sampled_from([scatter_plan, gather_plan]), st.floats(0, 1))
def test_after_n_steps_backward_the_gradient_is_the_loops(problem, by, plan_of, share):
    layer, size, pooled, grad = filled_problem(problem)
    plan = list(plan_of(size, layer, by))
    n = round(share * len(plan))
    local = {window: loops.derivative(*window, pooled.x.tolist(), layer) for window in np.ndindex(*grad.shape)}
    expected = np.zeros(size)
    for window, cell in (flow for flows in plan[:n] for flow in flows):
        expected[cell] += local[window][cell] * grad[window]
    made = trace(pooled, grad, "gather" if plan_of is gather_plan else "backward", by)
    assert len(made.steps) == len(plan)
    close(made.replay(n).grad_input, expected, rtol=1e-9)


@PROFILE
@given(passes(), st.sampled_from(GRAINS), st.floats(0, 1))
def test_written_are_as_many_outputs_as_there_were_results(given_pass, by, share):
    made = trace(*given_pass, "both", by)
    n = round(share * len(made.steps))
    assert made.replay(n).written.sum() == sum(step.kind == "result" for step in made.steps[:n])


@PROFILE
@given(passes(finite=True), st.sampled_from(GRAINS), st.floats(0, 1))
def test_the_gradient_is_blank_until_it_begins_to_flow(given_pass, by, share):
    made = trace(*given_pass, "both", by)
    n = round(share * len(made.steps))
    state = made.replay(n)
    assert state.begun == any(step.phase == "backward" for step in made.steps[:n])
    same(np.isnan(state.grad_input), np.full(state.grad_input.shape, not state.begun))


@ways
@grains
def test_a_state_is_the_caller_s_own(way, by):
    made = trace(small(), [[10.0]], way, by)
    before = made.replay()
    for array in (before.output, before.indices, before.argmax, before.grad_input):
        array[:] = 7
    after = made.replay()
    assert (after.output.item(), after.indices.item(), after.argmax.sum()) == (5.0, 1, 1.0)


def test_the_gradient_of_a_trace_is_its_own():
    grad = np.array([[10.0]])
    made = trace(small(), grad)
    grad[:] = 7
    same(made.grad_output, np.array([[10.0]]))


def test_the_ways_and_grains():
    assert (WAYS, GRAINS) == (("forward", "backward", "gather", "both"), ("window", "tap"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1.0]], "sideways"), "way must be one of forward, backward, gather, both, but got 'sideways'"),
        (([[1.0]], "forward", "cell"), "by must be one of window, tap, but got 'cell'"),
        (([[1.0, 2.0]],), "grad_output must have shape (1, 1), but got (1, 2)"),
        (([["a"]],), "grad_output must hold integers or floats, but got dtype <U1"),
    ],
)
def test_errors(arguments, message):
    assert message_of(trace, small(), *arguments) == message


def test_a_batch_is_refused():
    pooled = pool(np.zeros((3, 2, 2)), PoolSpec("max", 2))
    assert message_of(trace, pooled, [[1.0]]) == "pooled must be one plane (H, W), but got (3, 2, 2)"


@settings(PROFILE, max_examples=examples(500))
@given(passes(), st.sampled_from(WAYS), st.sampled_from(GRAINS))
def test_the_steps_are_counted_without_a_walk(given_pass, way, by):
    pooled, grad = given_pass
    assert count(pooled.windows, way, by) == len(trace(pooled, grad, way, by).steps)


@ways
@grains
@pytest.mark.parametrize("windows", [Windows.adaptive((3, 2), 7, 5), Windows.same(PoolSpec("avg", 3, 2), 6, 5)])
def test_the_steps_of_other_windows_are_counted_too(windows, way, by):
    pooled = pool_windows(np.ones(windows.input_size), PoolSpec("avg", 3, 2), windows)
    assert count(windows, way, by) == len(trace(pooled, np.ones(windows.output_size), way, by).steps)


@pytest.mark.parametrize(("way", "by"), [("sideways", "tap"), ("both", "row")])
def test_a_count_of_no_pass_is_refused(way, by):
    windows = small().windows
    assert message_of(count, windows, way, by) == message_of(trace, small(), [[1.0]], way, by)
