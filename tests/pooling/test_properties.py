"""What holds for every layer: the definition, central differences, sums, linearity, the transpose."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pooling import pool
from pooling.windows import Windows
from tests.pooling import loops
from tests.pooling.checks import close, same, spec_of
from tests.pooling.strategies import (
    CONSERVING,
    OPERATORS,
    PLAIN,
    PROFILE,
    SELECTING,
    crowded,
    distinct,
    problems,
    upstream,
    with_nan,
)


def pooled_for(layer, x):
    return pool(x, spec_of(layer))


@PROFILE
@given(problems())
def test_output_size_is_the_loops(problem):
    layer, size, _ = problem
    assert spec_of(layer).output_size(*size) == tuple(
        loops.output_length(n, layer, axis) for axis, n in enumerate(size)
    )


@PROFILE
@given(problems(SELECTING))
def test_max_and_min_forward_are_the_loops_with_ties_and_nan(problem):
    layer, size, rng = problem
    x = with_nan(rng, size)
    output, indices = loops.forward(x.tolist(), layer)
    pooled = pooled_for(layer, x)
    same(pooled.output, np.array(output))
    same(pooled.indices, np.array(indices))


@PROFILE
@given(problems(SELECTING))
def test_max_and_min_forward_are_the_loops_with_heavy_ties(problem):
    layer, size, rng = problem
    x = crowded(rng, size)
    output, indices = loops.forward(x.tolist(), layer)
    pooled = pooled_for(layer, x)
    same(pooled.output, np.array(output))
    same(pooled.indices, np.array(indices))


@PROFILE
@given(problems(SELECTING))
def test_max_and_min_backward_are_the_loops_with_ties_and_nan(problem):
    layer, size, rng = problem
    x = with_nan(rng, size)
    pooled = pooled_for(layer, x)
    grad = upstream(rng, pooled)
    same(pooled.backward(grad), np.array(loops.backward(x.tolist(), layer, grad.tolist())))


@PROFILE
@given(problems(("avg",)))
def test_average_is_the_loops(problem):
    layer, size, rng = problem
    x = crowded(rng, size)
    pooled = pooled_for(layer, x)
    grad = upstream(rng, pooled)
    close(pooled.output, loops.forward(x.tolist(), layer)[0])
    close(pooled.backward(grad), loops.backward(x.tolist(), layer, grad.tolist()))


@PROFILE
@given(problems(("lp",)))
def test_lp_is_the_loops_with_negative_cells_and_zero_windows(problem):
    layer, size, rng = problem
    x = crowded(rng, size)
    pooled = pooled_for(layer, x)
    grad = upstream(rng, pooled)
    grad[grad == 0] = 1  # zero times NaN is a question of its own
    close(pooled.output, loops.forward(x.tolist(), layer)[0])
    close(pooled.backward(grad), loops.backward(x.tolist(), layer, grad.tolist()), rtol=1e-9)


@PROFILE
@given(problems(("lp",)), st.sampled_from([0.5, 1.5, 2.5, 4.0, -1.0, -2.0]))
def test_lp_of_positive_cells_is_the_loops_for_any_power(problem, p):
    layer, size, rng = problem
    layer = layer._replace(norm_type=p)
    x = distinct(rng, size)
    pooled = pooled_for(layer, x)
    grad = upstream(rng, pooled)
    close(pooled.output, loops.forward(x.tolist(), layer)[0], rtol=1e-9)
    close(pooled.backward(grad), loops.backward(x.tolist(), layer, grad.tolist()), rtol=1e-9)


@PROFILE
@given(problems())
def test_backward_is_a_central_difference(problem):
    layer, size, rng = problem
    x = distinct(rng, size)
    pooled = pooled_for(layer, x)
    grad = rng.normal(size=pooled.output.shape)
    step = 1e-5
    steps = step * np.eye(x.size).reshape(-1, *size)  # one plane for every cell that moves
    rise = pooled_for(layer, x + steps).output - pooled_for(layer, x - steps).output
    numeric = (rise * grad).sum(axis=(1, 2)).reshape(size) / (2 * step)
    close(pooled.backward(grad), numeric, rtol=1e-6, atol=1e-6)


@PROFILE
@given(problems(CONSERVING))
def test_no_gradient_is_made_or_lost(problem):
    layer, size, rng = problem
    layer = layer._replace(divisor_override=None)
    if layer.operator == "avg":
        layer = layer._replace(count_include_pad=False)
    pooled = pooled_for(layer, crowded(rng, size))
    grad = upstream(rng, pooled)
    close(pooled.backward(grad).sum(), grad.sum(), atol=1e-9)


@PROFILE
@given(problems(("range",)))
def test_what_a_range_sends_adds_up_to_nothing(problem):
    layer, size, rng = problem
    pooled = pooled_for(layer, crowded(rng, size))
    close(pooled.backward(upstream(rng, pooled)).sum(), 0.0, atol=1e-9)


@PROFILE
@given(problems())
def test_backward_is_linear_in_the_upstream_gradient(problem):
    layer, size, rng = problem
    pooled = pooled_for(layer, distinct(rng, size))
    one, two = rng.normal(size=(2, *pooled.output.shape))
    close(pooled.backward(3 * one - 2 * two), 3 * pooled.backward(one) - 2 * pooled.backward(two), rtol=1e-9, atol=1e-9)


def jacobian(pooled):
    """J (outputs, inputs), built tap by tap from the table and the local derivatives."""
    windows = pooled.windows
    matrix = np.zeros((len(windows.flat), windows.input_size[0] * windows.input_size[1]))
    for window, tap in np.argwhere(windows.inside):
        matrix[window, windows.flat[window, tap]] += pooled.derivative[window, tap]
    return matrix


@PROFILE
@given(problems())
def test_backward_is_the_transpose_of_the_jacobian(problem):
    layer, size, rng = problem
    pooled = pooled_for(layer, distinct(rng, size))
    v, grad = rng.normal(size=size), rng.normal(size=pooled.output.shape)
    forward = jacobian(pooled) @ v.ravel()
    close(forward @ grad.ravel(), (v * pooled.backward(grad)).sum(), rtol=1e-9, atol=1e-9)


@PROFILE
@given(problems(PLAIN))
def test_forward_is_the_jacobian_times_the_input(problem):
    layer, size, rng = problem
    x = distinct(rng, size)
    pooled = pooled_for(layer, x)
    close((jacobian(pooled) @ x.ravel()).reshape(pooled.output.shape), pooled.output)


@PROFILE
@given(problems(SELECTING))
def test_every_window_has_one_winner(problem):
    layer, size, rng = problem
    derivative = pooled_for(layer, with_nan(rng, size)).derivative
    same(derivative.sum(axis=-1), np.ones(len(derivative)))


@PROFILE
@given(problems(OPERATORS))
def test_coverage_counts_the_windows_that_hold_a_cell(problem):
    layer, size, _ = problem
    windows = Windows.of(spec_of(layer), *size)
    counts = [[len(windows.holding(row, column)) for column in range(size[1])] for row in range(size[0])]
    same(windows.coverage(), np.array(counts))
