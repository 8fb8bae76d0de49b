"""The same layer under each convention, against literals and loops."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pooling import OPERATORS, PoolSpec, pool
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.convention import Convention
from pooling.windows import Windows
from tests.pooling.checks import close, same, spec_of
from tests.pooling.frameworks.convention_loops import agrees, lp_norm, same_axis, zero_padded
from tests.pooling.frameworks.convention_loops import same as same_loop
from tests.pooling.loops import backward, fits, forward
from tests.pooling.strategies import PROFILE, crowded, distinct, problems

PYTORCH, ONNX, VALID, SAME, ZERO = (
    CONVENTIONS[key] for key in ("pytorch", "onnx", "keras_valid", "keras_same", "zero_padding")
)
RAMP = np.arange(1.0, 26.0).reshape(5, 5)
FILLS = st.sampled_from([crowded, distinct])


def known(convention: Convention):
    """The operators that a convention has."""
    return tuple(n for n, o in OPERATORS.items() if convention.naming is None or convention.naming.knows(o))


def with_power(has=True):
    """The operators that raise cells to a power, which frameworks do in two ways; or the others."""
    return tuple(name for name, operator in OPERATORS.items() if operator.has("norm_type") == has)


def test_the_keys():
    assert list(CONVENTIONS) == [
        "pytorch", "onnx_exported", "onnx", "keras_valid", "keras_same", "zero_padding", "flax", "flax_same", "paddle",
        "openvino_ceil", "openvino_ceil_torch", "caffe", "ncnn", "chainer", "mxnet", "tflite_valid", "tflite_same",
        "coreml", "scikit_image",
    ]  # fmt: skip


# PyTorch


@given(problems(), FILLS)
@PROFILE
def test_pytorch_is_the_core(problem, fill):
    layer, size, rng = problem
    x, spec = fill(rng, size), spec_of(layer)
    pooled = pool(x, spec)
    grad = rng.normal(size=pooled.output.shape)
    with np.errstate(all="ignore"):
        outcome = PYTORCH.apply(x, spec, grad)
    same(outcome.output, pooled.output)
    same(outcome.grad_input, pooled.backward(grad))
    if pooled.indices is not None:
        same(outcome.indices, pooled.indices)


# Keras SAME


def test_same_has_a_window_for_every_stride_and_the_odd_cell_at_the_end():
    x = np.array([[1.0, 5.0, 2.0, 4.0, 3.0]])
    outcome = SAME.apply(x, PoolSpec("max", (1, 2), 2))
    same(outcome.output, np.array([[5.0, 4.0, 3.0]]))
    same(outcome.indices, np.array([[1, 3, 4]]))
    same(outcome.grad_input, np.array([[0.0, 1.0, 0.0, 1.0, 1.0]]))


def test_same_divides_by_the_cells_alone():
    outcome = SAME.apply(RAMP[:1], PoolSpec("avg", (1, 3), (1, 2)))
    same(outcome.output, np.array([[1.5, 3.0, 4.5]]))
    close(outcome.grad_input, [[1 / 2, 1 / 2 + 1 / 3, 1 / 3, 1 / 3 + 1 / 2, 1 / 2]])


@given(problems(known(SAME)), FILLS)
@PROFILE
def test_same_is_its_definition(problem, fill):
    layer, size, rng = problem
    layer = layer._replace(dilation=(1, 1))
    x = fill(rng, size)
    agrees(SAME.apply(x, spec_of(layer)), *same_loop(x.tolist(), layer, None))


@given(problems(known(SAME)))
@PROFILE
def test_same_sends_a_given_gradient_where_it_fits(problem):
    layer, size, rng = problem
    layer, x = layer._replace(dilation=(1, 1)), crowded(rng, size)
    shape = tuple(len(same_axis(n, k, s)) for n, k, s in zip(size, layer.kernel_size, layer.stride, strict=True))
    grad = rng.normal(size=shape)
    agrees(SAME.apply(x, spec_of(layer), grad), *same_loop(x.tolist(), layer, grad.tolist()))


def test_same_windows_lie_where_tensorflow_puts_them():
    windows = Windows.same(PoolSpec("max", (4, 1), (2, 1)), 5, 1)
    same(windows.rows, np.array([[-1, 0, 1, 2], [1, 2, 3, 4], [3, 4, 5, 6]]))
    assert windows.output_size == (3, 1)


def test_same_windows_read_neither_padding_nor_ceil_mode():
    plain, rest = (Windows.same(spec, 5, 5) for spec in (PoolSpec("max", 2), PoolSpec("max", 2, 2, 1, 1, True)))
    same(plain.flat, rest.flat)


def test_a_small_table_of_same_is_laid_out_once_and_a_large_one_is_not_kept():
    small, large = (PoolSpec("max", 2), 8, 8), (PoolSpec("max", 8, 1), 64, 64)
    assert Windows.same(*small) is Windows.same(*small)
    assert Windows.same(*large) is not Windows.same(*large)


# Keras VALID


@given(problems(known(VALID)), FILLS)
@PROFILE
def test_valid_is_the_layer_without_padding_and_ceil_mode(problem, fill):
    layer, size, rng = problem
    bare = layer._replace(padding=(0, 0), dilation=(1, 1), ceil_mode=False, divisor_override=None)
    assume(fits(*size, bare))
    x = fill(rng, size)
    output, indices = forward(x.tolist(), bare)
    ones = np.ones_like(output).tolist()
    agrees(VALID.apply(x, spec_of(layer._replace(dilation=(1, 1)))), output, indices, backward(x.tolist(), bare, ones))


def test_valid_may_be_dilated_where_the_stride_is_1():
    layer = PoolSpec("max", 2, 1, dilation=2)
    same(VALID.apply(RAMP, layer).output, np.array([[13.0, 14, 15], [18, 19, 20], [23, 24, 25]]))


# ONNX


@given(problems(with_power(False)), FILLS)
@PROFILE
def test_onnx_is_pytorch_that_never_counts_padding(problem, fill):
    layer, size, rng = problem
    x, alike = fill(rng, size), layer._replace(count_include_pad=False, divisor_override=None)
    output, indices = forward(x.tolist(), alike)
    ones = np.ones_like(output).tolist()
    agrees(ONNX.apply(x, spec_of(layer)), output, indices, backward(x.tolist(), alike, ones))


@pytest.mark.parametrize("convention", [ONNX, ZERO], ids=["ONNX", "zero padding"])
@given(problem=problems(with_power()), fill=FILLS)
@PROFILE
def test_lp_is_the_norm_of_absolute_values(convention, problem, fill):
    layer, size, rng = problem
    x = fill(rng, size)
    outcome, (output, _, grad_input) = convention.apply(x, spec_of(layer)), lp_norm(x.tolist(), layer)
    close(outcome.output, output, rtol=1e-9)
    close(outcome.grad_input, grad_input, rtol=1e-9, atol=1e-9)


def test_onnx_does_not_scale_a_partial_window():
    layer = PoolSpec("lp", (1, 2), ceil_mode=True, norm_type=1)
    same(ONNX.apply([[-3.0, 4.0, -5.0]], layer).output, np.array([[7.0, 5.0]]))
    same(PYTORCH.apply([[-3.0, 4.0, -5.0]], layer).output, np.array([[1.0, -10.0]]))


# Textbook zero padding


def test_a_padded_zero_wins_and_its_gradient_vanishes():
    x = np.array([[-1.0, -2.0], [-3.0, 4.0]])
    outcome = ZERO.apply(x, PoolSpec("max", 2, 2, 1))
    same(outcome.output, np.array([[0.0, 0.0], [0.0, 4.0]]))
    same(outcome.indices, np.array([[-1, -1], [-1, 3]]))
    same(outcome.grad_input, np.array([[0.0, 0.0], [0.0, 1.0]]))


@given(problems(with_power(False)), FILLS)
@PROFILE
def test_zero_padding_is_its_definition(problem, fill):
    layer, size, rng = problem
    x = fill(rng, size)
    agrees(ZERO.apply(x, spec_of(layer)), *zero_padded(x.tolist(), layer))


def test_with_zeros_as_cells_a_last_window_may_start_in_the_far_padding():
    layer = PoolSpec("max", (1, 2), (1, 2), (0, 1), ceil_mode=True)
    assert PYTORCH.apply(RAMP[:1], layer).output.shape == (1, 3)
    same(ZERO.apply(RAMP[:1], layer).output, np.array([[1.0, 3.0, 5.0, 0.0]]))


@pytest.mark.parametrize(("key", "operator"), [(key, n) for key, c in CONVENTIONS.items() for n in known(c)])
def test_leading_axes(key, operator):
    x = np.random.default_rng(0).normal(size=(2, 3, 5, 5))
    stride = 3 if key == "scikit_image" else 2
    layer = PoolSpec(operator, 3, stride, 1 if OPERATORS[operator].has("padding") else 0)
    whole = CONVENTIONS[key].apply(x, layer)
    plane = CONVENTIONS[key].apply(x[1, 2], layer)
    close(whole.output[1, 2], plane.output)
    close(whole.grad_input[1, 2], plane.grad_input)
