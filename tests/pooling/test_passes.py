"""The two passes over the table: what they take, what they give back, and what they must not touch."""

import dataclasses

import numpy as np
import pytest

from pooling import OPERATORS, PoolSpec, pool
from pooling.operators import NAMES
from tests.pooling import worked
from tests.pooling.checks import close, message_of, same
from tests.pooling.strategies import SELECTING

SPECS = {name: PoolSpec(name, 2) for name in OPERATORS}
every_operator = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())


def grid(*shape):
    """Distinct positive numbers in no order."""
    return np.random.default_rng(7).permutation(np.prod(shape)).reshape(shape) + 1.0


def test_the_worked_example_forward():
    same(pool(worked.X, PoolSpec("max", 2, 2)).output, worked.OUTPUT)


def test_the_worked_example_indices():
    same(pool(worked.X, PoolSpec("max", 2, 2)).indices, worked.INDICES)


def test_the_worked_example_backward():
    same(pool(worked.X, PoolSpec("max", 2, 2)).backward(worked.GRAD_OUTPUT), worked.GRAD_INPUT)


def test_erratum_4_the_right_numbers_are_0_550_and_1_036():
    output = pool(worked.X, PoolSpec("max", 2, 2)).output
    assert (output[1, 1], output[1, 2]) == (0.550, 1.036)


@pytest.fixture(scope="module")
def s3():
    x = np.zeros((10, 16, 14, 14))
    x[0, 0, :3, :3] = worked.FIRST_WINDOW
    return pool(x, PoolSpec("max", 3, 2))


def test_s3_shape(s3):
    assert s3.output.shape == (10, 16, 6, 6)


def test_s3_first_maximum(s3):
    assert (s3.output[0, 0, 0, 0], s3.indices[0, 0, 0, 0]) == (worked.FIRST_MAX, 2)


def test_s3_first_gradient_lands_there_and_nowhere_else(s3):
    grad_output = np.zeros((10, 16, 6, 6))
    grad_output[0, 0, 0, 0] = worked.FIRST_GRAD
    grad_input = np.zeros((10, 16, 14, 14))
    grad_input[0, 0, 0, 2] = worked.FIRST_GRAD
    same(s3.backward(grad_output), grad_input)


def test_s1_shape():
    x = np.zeros((8, 32, 48, 16)).transpose(0, 3, 1, 2)  # from N, H, W, C
    output = pool(x, PoolSpec("max", 2, 2)).output.transpose(0, 2, 3, 1)
    assert output.shape == (8, 16, 24, 16)


@every_operator
def test_lists_are_taken(spec):
    rows = grid(4, 4)
    same(pool(rows.tolist(), spec).output, pool(rows, spec).output)


@every_operator
@pytest.mark.parametrize("lead", [(), (3,), (2, 3), (2, 1, 3), (1, 2, 1, 3)], ids=str)
def test_any_leading_axes(spec, lead):
    x = grid(*lead, 4, 5)
    pooled, planes = pool(x, spec), x.reshape(-1, 4, 5)
    expected = np.array([pool(plane, spec).output for plane in planes])
    same(pooled.output, expected.reshape(*lead, 2, 2))


@every_operator
@pytest.mark.parametrize("lead", [(), (3,), (2, 3), (2, 1, 3)], ids=str)
def test_any_leading_axes_backward(spec, lead):
    x, grad = grid(*lead, 4, 5), grid(*lead, 2, 2)
    planes = zip(x.reshape(-1, 4, 5), grad.reshape(-1, 2, 2), strict=True)
    expected = np.array([pool(plane, spec).backward(g) for plane, g in planes])
    same(pool(x, spec).backward(grad), expected.reshape(*lead, 4, 5))


@pytest.mark.parametrize("operator", SELECTING)
def test_indices_are_flat_in_their_own_plane(operator):
    x = grid(2, 3, 4, 5)
    pooled = pool(x, PoolSpec(operator, 2))
    at_index = np.take_along_axis(x.reshape(2, 3, 20), pooled.indices.reshape(2, 3, 4), axis=-1)
    same(at_index.reshape(2, 3, 2, 2), pooled.output)


@every_operator
@pytest.mark.parametrize("lead", [(0,), (0, 3), (2, 0)], ids=str)
def test_an_empty_batch(spec, lead):
    same(pool(np.zeros((*lead, 4, 4), np.float32), spec).output, np.zeros((*lead, 2, 2), np.float32))


@every_operator
def test_an_empty_batch_backward(spec):
    pooled = pool(np.zeros((0, 3, 4, 4)), spec)
    same(pooled.backward(np.zeros((0, 3, 2, 2))), np.zeros((0, 3, 4, 4)))


def test_an_empty_batch_has_empty_indices():
    same(pool(np.zeros((0, 4, 4)), PoolSpec("max", 2)).indices, np.zeros((0, 2, 2), np.int64))


STRANGE = {
    "transposed": lambda x: np.asfortranarray(x),
    "every other column": lambda x: np.repeat(x, 2, axis=-1)[..., ::2],
    "backwards": lambda x: x[..., ::-1, ::-1].copy()[..., ::-1, ::-1],
    "broadcast": lambda x: np.broadcast_to(x[:1], x.shape),
}


@every_operator
@pytest.mark.parametrize("lay_out", STRANGE.values(), ids=STRANGE.keys())
def test_memory_layout_does_not_matter(spec, lay_out):
    x, grad = lay_out(grid(2, 4, 6)), lay_out(grid(2, 2, 3))
    plain = pool(x.copy(order="C"), spec)
    pooled = pool(x, spec)
    same(pooled.output, plain.output)
    same(pooled.backward(grad), plain.backward(grad.copy(order="C")))


@every_operator
def test_the_input_is_never_written(spec):
    x, grad = grid(2, 4, 4), grid(2, 2, 2)
    x.flags.writeable = grad.flags.writeable = False  # a write would raise
    before = x.copy(), grad.copy()
    pool(x, spec).backward(grad)
    same(x, before[0])
    same(grad, before[1])


@pytest.mark.parametrize("operator", OPERATORS)
def test_results_share_no_memory_with_the_input(operator):
    x = grid(3, 3)
    pooled = pool(x, PoolSpec(operator, 1))
    assert not np.shares_memory(pooled.output, x)


def test_the_gradient_shares_no_memory_with_the_upstream_gradient():
    grad = grid(3, 3)
    assert not np.shares_memory(pool(grid(3, 3), PoolSpec("max", 1)).backward(grad), grad)


def test_a_result_is_frozen():
    pooled = pool(worked.X, PoolSpec())
    with pytest.raises(dataclasses.FrozenInstanceError):
        pooled.x = worked.X


@every_operator
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_gradient_keeps_the_dtype_of_the_upstream_gradient(spec, dtype):
    assert pool(grid(4, 4), spec).backward(np.ones((2, 2), dtype)).dtype == dtype


@every_operator
def test_an_integer_gradient_is_taken_in_the_precision_of_the_input(spec):
    pooled = pool(grid(4, 4).astype(np.float32), spec)
    grad_input = pooled.backward(np.ones((2, 2), np.int64))
    close(grad_input, pooled.backward(np.ones((2, 2), np.float32)))
    assert grad_input.dtype == np.float32


@pytest.mark.parametrize(("dtype", "large"), [("float16", 6e4), ("float32", 3e38)])
def test_a_gradient_sum_beyond_the_floats_is_infinite_without_a_warning(dtype, large):
    grad_output = np.full((1, 2), large, dtype)
    same(pool([[0, 9, 0]], PoolSpec("max", (1, 2), 1)).backward(grad_output), np.array([[0, np.inf, 0]], dtype))


def test_gradients_of_opposite_infinities_are_nan_without_a_warning():
    grad_input = pool([[0, 9, 0]], PoolSpec("max", (1, 2), 1)).backward([[np.inf, -np.inf]])
    same(grad_input, np.array([[0, np.nan, 0]]))


def test_weight_sum_counts_the_windows_that_chose_a_cell():
    same(pool([[1.0, 5.0, 3.0, 4.0]], PoolSpec("max", (1, 2), 1)).weight_sum(), np.array([[0.0, 2.0, 0.0, 1.0]]))


def test_weight_sum_of_an_average_adds_its_shares():
    same(pool([[1.0, 5.0, 3.0]], PoolSpec("avg", (1, 2), 1)).weight_sum(), np.array([[0.5, 1.0, 0.5]]))


@every_operator
def test_weight_sum_is_the_gradient_of_ones(spec):
    pooled = pool(grid(2, 4, 4), spec)
    close(pooled.weight_sum(), pooled.backward(np.ones((2, 2, 2))))


PARTIAL = {
    "max": PoolSpec("max", 3, 2, 1),
    "min": PoolSpec("min", 3, 2, 1),
    "avg": PoolSpec("avg", 3, 2, 1),
    "lp": PoolSpec("lp", 3, 2, ceil_mode=True),
}


@pytest.mark.parametrize("spec", PARTIAL.values(), ids=PARTIAL.keys())
def test_a_tap_that_is_no_cell_has_no_derivative(spec):
    pooled = pool(grid(2, 4, 4), spec)
    outside = ~pooled.windows.inside
    same(pooled.derivative[:, outside], np.zeros((2, outside.sum())))


def test_the_operators_are_found_by_name():
    assert {name: operator.name for name, operator in OPERATORS.items()} == {name: name for name in NAMES}


PARAMETERS = {
    "max": ["ceil_mode", "dilation", "padding"],
    "min": ["ceil_mode", "dilation", "padding"],
    "avg": ["ceil_mode", "count_include_pad", "divisor_override", "padding"],
    "lp": ["ceil_mode", "norm_type"],
    "range": ["ceil_mode", "dilation", "padding"],
}


def test_an_operator_knows_its_parameters():
    found = {name: sorted(p.name for p in operator.parameters) for name, operator in OPERATORS.items()}
    assert found | PARAMETERS == found


NO_INPUTS = {
    "ragged": ([[1, 2], [3]], "x must be a rectangular array of numbers, but got [[1, 2], [3]]"),
    "None": (None, "x must hold integers or floats, but got dtype object"),
    "text": ([["a", "b"]], "x must hold integers or floats, but got dtype <U1"),
    "bools": ([[True, False]], "x must hold integers or floats, but got dtype bool"),
    "complex": ([[1j]], "x must hold integers or floats, but got dtype complex128"),
    "dates": (np.zeros((2, 2), "M8[D]"), "x must hold integers or floats, but got dtype datetime64[D]"),
    "an int beyond 64 bits": ([[2**70]], "x must hold integers or floats, but got dtype object"),
    "a number": (3.0, "x must have shape (…, H, W) with H and W at least 1, but got ()"),
    "a row": ([1.0, 2.0], "x must have shape (…, H, W) with H and W at least 1, but got (2,)"),
    "no rows": (np.zeros((3, 0, 2)), "x must have shape (…, H, W) with H and W at least 1, but got (3, 0, 2)"),
    "no columns": (np.zeros((2, 0)), "x must have shape (…, H, W) with H and W at least 1, but got (2, 0)"),
}


@pytest.mark.parametrize(("x", "message"), NO_INPUTS.values(), ids=NO_INPUTS.keys())
def test_what_is_no_input(x, message):
    assert message_of(pool, x, PoolSpec("max", 1)) == message


def test_an_input_below_the_kernel():
    message = "kernel_size after dilation must be at most the padded input width 1, but got 2"
    assert message_of(pool, [[1.0], [2.0]], PoolSpec("max", 2)) == message


NO_GRADIENTS = {
    "another shape": (np.zeros((2, 3)), "grad_output must have shape (2, 2), but got (2, 3)"),
    "an axis too many": (np.zeros((1, 2, 2)), "grad_output must have shape (2, 2), but got (1, 2, 2)"),
    "bools": ([[True]], "grad_output must hold integers or floats, but got dtype bool"),
    "ragged": ([[1], [2, 3]], "grad_output must be a rectangular array of numbers, but got [[1], [2, 3]]"),
    "a row": ([1, 2], "grad_output must have shape (…, H, W) with H and W at least 1, but got (2,)"),
}


@pytest.mark.parametrize(("grad_output", "message"), NO_GRADIENTS.values(), ids=NO_GRADIENTS.keys())
def test_what_is_no_upstream_gradient(grad_output, message):
    assert message_of(pool(np.zeros((4, 4)), PoolSpec()).backward, grad_output) == message
