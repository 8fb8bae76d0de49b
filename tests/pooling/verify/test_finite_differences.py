"""Finite differences against a plain loop and the backward pass; kinks, margins and rounding against both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import PoolSpec, pool
from pooling.verify.finite_differences import differences, margins, rounding, slopes
from tests.pooling.checks import close, message_of, same, spec_of
from tests.pooling.loops import forward
from tests.pooling.strategies import PLAIN, PROFILE, SELECTING, crowded, distinct, problems

INF = np.inf
ROW = PoolSpec("max", (1, 2), 1)
SPECS = {"max": PoolSpec("max", 2, 1), "min": PoolSpec("min", 2, 1), "avg": PoolSpec("avg", 2, 1)}


def loss(x, layer, grad_output):
    """E from the definition."""
    output = forward(x.tolist(), layer)[0]
    return sum(
        g * y for row, ys in zip(grad_output.tolist(), output, strict=True) for g, y in zip(row, ys, strict=True)
    )


def looped(x, layer, grad_output, h):
    """Forward, backward and central differences, cell by cell."""
    found, here = np.zeros((3, *x.shape)), loss(x, layer, grad_output)
    for at in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[at] += h
        down[at] -= h
        high, low = loss(up, layer, grad_output), loss(down, layer, grad_output)
        found[:, *at] = (high - here) / h, (here - low) / h, (high - low) / (2 * h)
    return found


def even(layer):
    """Lp with powers whose kinks are known."""
    return layer._replace(norm_type=2.0 if layer.norm_type < 4 else 4.0) if layer.operator == "lp" else layer


def tried(problem, fill=distinct):
    """A layer, an input and an upstream gradient of whole numbers, none of them 0."""
    layer, size, rng = problem
    layer, x = even(layer), fill(rng, size)
    shape = spec_of(layer).output_size(*size)
    return layer, x, rng.integers(1, 10, shape) * rng.choice([-1.0, 1.0], shape)


@PROFILE
@given(problems(), st.sampled_from([0.25, 2.0**-10]))
def test_all_three_are_those_of_a_loop(problem, h):
    layer, x, grad_output = tried(problem)
    close(np.stack(differences(x, spec_of(layer), grad_output, h)), looped(x, layer, grad_output, h), 1e-9, 1e-7)


@PROFILE
@given(problems())
def test_away_from_kinks_they_are_the_gradient(problem):
    layer, x, grad_output = tried(problem)
    gradient = pool(x, spec_of(layer)).backward(grad_output)
    close(differences(x, spec_of(layer), grad_output, 1e-5).central, gradient, rtol=1e-6, atol=1e-6)


@PROFILE
@given(problems(PLAIN))
def test_at_kinks_each_side_has_its_slope(problem):
    layer, x, grad_output = tried(problem, crowded)
    found, (left, right) = (
        differences(x, spec_of(layer), grad_output, 0.25),
        slopes(pool(x, spec_of(layer)), grad_output),
    )
    close(found.backward, left, atol=1e-9)
    close(found.forward, right, atol=1e-9)


@PROFILE
@given(problems(("lp",)))
def test_each_side_of_lp_has_its_slope_at_zeros(problem):
    layer, x, grad_output = tried(problem, lambda rng, size: rng.choice([0.0, 0.0, 0.0, 0.0, 2.0, 3.0], size))
    layer = layer._replace(norm_type=2.0)
    found = differences(x, spec_of(layer), grad_output, 1e-7)
    left, right = slopes(pool(x, spec_of(layer)), grad_output)
    close(found.backward, left, atol=1e-5)
    close(found.forward, right, atol=1e-5)


@PROFILE
@given(problems(), st.sampled_from([crowded, distinct]))
def test_a_margin_of_0_is_a_kink(problem, fill):
    layer, x, _ = tried(problem, fill)
    pooled = pool(x, spec_of(layer))
    upstream = np.ones(pooled.output.shape)  # of one sign, so that no two kinks cancel
    left, right = slopes(pooled, upstream)
    same(margins(pooled, upstream) == 0, ~np.isclose(left, right, rtol=0, atol=1e-12))


@PROFILE
@given(problems(SELECTING))
def test_within_the_margin_max_is_straight_and_past_it_is_not(problem):
    layer, x, _ = tried(problem)
    pooled = pool(x, spec_of(layer))
    upstream = np.ones(pooled.output.shape)
    room, gradient = margins(pooled, upstream), pooled.backward(upstream)
    for at in np.argwhere(np.isfinite(room)).tolist():
        at = tuple(at)
        within = differences(x, spec_of(layer), upstream, 0.99 * room[at])
        past = differences(x, spec_of(layer), upstream, 1.5 * room[at])
        assert within.forward[at] == pytest.approx(gradient[at], abs=1e-9)
        assert within.backward[at] == pytest.approx(gradient[at], abs=1e-9)
        assert abs(past.forward[at] - past.backward[at]) > 0.1


def test_margins_of_lp():
    pooled = pool([[3.0, 0.0, 0.0, 0.0, 1.0, 2.0]], PoolSpec("lp", (1, 2)))
    same(margins(pooled, np.ones((1, 3))), np.array([[3.0, INF, 0.0, 0.0, INF, INF]]))


def test_a_window_without_a_gradient_has_no_margin():
    pooled = pool([[3.0, 3.0, 5.0, 6.0]], PoolSpec("max", (1, 2)))
    same(margins(pooled, [[0.0, 2.0]]), np.array([[INF, INF, 1.0, 1.0]]))


def test_a_window_of_zeros_under_lp_is_the_kink_of_the_absolute_value():
    left, right = slopes(pool([[0.0, 0.0]], PoolSpec("lp", (1, 2))), [[3.0]])
    same(left, np.array([[-3.0, -3.0]]))
    same(right, np.array([[3.0, 3.0]]))


def test_a_step_below_the_spacing_of_floats_moves_nothing():
    same(differences([[1e9, 0.0]], PoolSpec("max", (1, 2)), [[1.0]], 1e-8).central, np.zeros((1, 2)))


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
@pytest.mark.parametrize("size", [1e-7, 1.0, 1e9])
def test_rounding_bounds_the_error_of_straight_operators(spec, size):
    rng, worst = np.random.default_rng(3), 0.0
    for _ in range(50):
        x, grad_output = size * rng.permutation(16).reshape(4, 4) / 7, rng.normal(size=(3, 3))
        pooled, h = pool(x, spec), size * 1e-8 / 3
        off = np.abs(differences(x, spec, grad_output, h).central - pooled.backward(grad_output))
        worst = max(worst, float((off / rounding(pooled, grad_output, h)).max()))
    # A few units at most, and no idle bound: the error does come near to it.
    assert 0.05 < worst < 4


def test_x_must_be_one_plane():
    assert message_of(differences, np.zeros((2, 3, 3)), ROW, [[1.0]], 0.1) == (
        "x must have shape (H, W), but got (2, 3, 3)"
    )


@pytest.mark.parametrize("h", [0, -1.0, np.nan])
def test_the_step_must_be_above_0(h):
    assert message_of(differences, [[1.0, 2.0]], ROW, [[1.0]], h) == f"h must be above 0, but got {h}"


@pytest.mark.parametrize("ask", [margins, slopes])
def test_kinks_of_lp_are_known_for_even_powers_only(ask):
    pooled = pool([[1.0, 2.0]], PoolSpec("lp", (1, 2), norm_type=3))
    assert message_of(ask, pooled, [[1.0]]) == "norm_type must be even for the kinks to be known, but got 3.0"
