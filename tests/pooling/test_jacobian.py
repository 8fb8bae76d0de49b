"""The Jacobian: literal matrices, the loops, finite differences, and both passes as its products."""

import numpy as np
from hypothesis import given

from pooling import PoolSpec, pool
from pooling.jacobian import jacobian
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import derivative, output_cells
from tests.pooling.strategies import OPERATORS, PROFILE, distinct, passes, problems


def test_max_selects():
    j = jacobian(pool([[1.0, 5.0, 3.0], [2.0, 0.0, 4.0]], PoolSpec("max", 2, 1)))
    same(j, np.array([[0.0, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]))


def test_average_shares():
    j = jacobian(pool([[1.0, 5.0, 3.0]], PoolSpec("avg", (1, 2), 1)))
    same(j, np.array([[0.5, 0.5, 0], [0, 0.5, 0.5]]))


def test_padding_has_no_column():
    same(jacobian(pool([[4.0]], PoolSpec("avg", 2, 1, 1))), np.full((4, 1), 0.25))


def test_planes_are_kept_apart():
    x = np.array([[[1.0, 2.0]], [[4.0, 3.0]]])
    same(jacobian(pool(x, PoolSpec("max", (1, 2)))), np.array([[[0.0, 1.0]], [[1.0, 0.0]]]))


@PROFILE
@given(problems())
def test_entries_are_the_local_derivatives(problem):
    layer, (height, width), rng = problem
    x = distinct(rng, (height, width))
    expected = np.zeros((len(list(output_cells(height, width, layer))), height * width))
    for row, (i, j) in enumerate(output_cells(height, width, layer)):
        for (r, c), local in derivative(i, j, x.tolist(), layer).items():
            expected[row, r * width + c] = local
    close(jacobian(pool(x, spec_of(layer))), expected)


@PROFILE
@given(problems(OPERATORS))
def test_columns_are_finite_differences(problem):
    layer, size, rng = problem
    x, spec, h = distinct(rng, size), spec_of(layer), 1e-6
    pooled = pool(x, spec)
    nudges = h * np.eye(x.size).reshape(-1, *size)
    moved = (pool(x + nudges, spec).output - pool(x - nudges, spec).output).reshape(x.size, -1) / (2 * h)
    close(jacobian(pooled), moved.T, rtol=1e-6, atol=1e-6)


@PROFILE
@given(passes(finite=True))
def test_the_backward_pass_is_the_product_with_its_transpose(drawn):
    pooled, grad_output = drawn
    close(jacobian(pooled).T @ grad_output.ravel(), pooled.backward(grad_output).ravel(), rtol=1e-9, atol=1e-9)


@PROFILE
@given(passes(finite=True))
def test_the_forward_pass_is_the_product(drawn):
    pooled, _ = drawn
    close(jacobian(pooled) @ pooled.x.ravel(), pooled.output.ravel(), rtol=1e-10)
