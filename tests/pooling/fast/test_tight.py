"""Windows far larger than the plane cost what the plane does, and hold the same cells as before."""

import tracemalloc
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pooling
from pooling import PoolSpec, pool
from pooling.axis import Axis, tight
from pooling.windows import Windows
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import Layer, fits
from tests.pooling.strategies import PROFILE, crowded, distinct, upstream, with_nan


def length(n, k, s, p, d, ceil):
    """Windows along one axis, 0 where one would hold no cell."""
    try:
        spec = PoolSpec("max", (1, k), (1, s), (0, p), (1, d), ceil)
        Windows.check(spec, 1, n)
    except pooling.PoolingError:
        return 0
    return spec.output_size(1, n)[1]


def held(axis):
    """The cells of every window of an axis, in order."""
    taps = [range(int(start), int(start) + axis.span, axis.dilation) for start in axis.starts]
    return [[place for place in window if 0 <= place < axis.size] for window in taps]


@pytest.mark.parametrize("d", [1, 2, 3, 5, 30])
def test_a_tight_axis_has_the_same_cells_in_every_window(d):
    many = 0
    sizes, kernels, strides = (1, 2, 3, 5), (1, 2, 3, 4, 7, 12, 13, 40), (1, 2, 3, 4, 6, 11, 35, 80, 500, 2000)
    for n, k, s, ceil in product(sizes, kernels, strides, (False, True)):
        for p in {0, 1, k // 4, k // 2} & set(range(k // 2 + 1)):
            out = length(n, k, s, p, d, ceil)
            if out:
                many += 1
                whole = Axis(n, out, k, s, p, d)
                axis = tight(whole)
                assert held(axis) == held(whole)
                assert axis.real_taps.tolist() == whole.real_taps.tolist()
                assert axis.stride > 0
                assert axis.reach(out) <= 8 * n
                if whole.reach(out) <= 2 * n:
                    assert axis == whole
    assert many > 100


@st.composite
def far(draw, operator):
    """A layer whose windows reach far beyond a small plane, the size of that, and a source of numbers."""
    size = draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    kernel = draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    stride = draw(st.tuples(*[st.sampled_from([1, 1, 2, 3, 9, 50, 700])] * 2))
    values = {
        "padding": st.tuples(*(st.sampled_from([0, k // 3, k // 2, k // 2]) for k in kernel)),
        "dilation": st.tuples(*[st.sampled_from([1, 1, 2, 3, 11])] * 2),
        "ceil_mode": st.sampled_from([True, True, False]),
        "count_include_pad": st.booleans(),
        "divisor_override": st.sampled_from([None, None, 3]),
        "norm_type": st.sampled_from([1.0, 2.0, 3.0]),
    }
    own = pooling.OPERATORS[operator].parameters
    layer = Layer(operator, kernel, stride, **{p.name: draw(values[p.name]) for p in own})
    assume(fits(*size, layer))
    return layer, size, np.random.default_rng(draw(st.integers(0, 2**32 - 1)))


def options(layer, *names):
    return {name: getattr(layer, name) for name in ("kernel_size", "stride", "ceil_mode", *names)}


@PROFILE
@given(st.sampled_from(["max", "min"]).flatmap(far), st.sampled_from([crowded, with_nan, distinct]))
def test_max_and_min_of_windows_beyond_the_plane_are_the_table(problem, fill):
    layer, size, rng = problem
    x = fill(rng, (2, *size))
    function = {"max": pooling.max_pool2d, "min": pooling.min_pool2d}[layer.operator]
    output, indices = function(x, **options(layer, "padding", "dilation"), return_indices=True)
    pooled = pool(x, spec_of(layer))
    grad = upstream(rng, pooled)
    same(output, pooled.output)
    same(indices, pooled.indices)
    same(pooling.max_pool2d_backward(grad, indices, x.shape), pooled.backward(grad))


@PROFILE
@given(far("range"), st.sampled_from([crowded, with_nan]))
def test_the_range_of_windows_beyond_the_plane_is_the_table(problem, fill):
    layer, size, rng = problem
    x = fill(rng, (2, *size))
    pooled = pool(x, spec_of(layer))
    grad = upstream(rng, pooled)
    same(pooling.range_pool2d(x, **options(layer, "padding", "dilation")), pooled.output)
    same(pooling.range_pool2d_backward(grad, x, **options(layer, "padding", "dilation")), pooled.backward(grad))


@PROFILE
@given(far("avg"))
def test_averages_of_windows_beyond_the_plane_are_the_table(problem):
    layer, size, rng = problem
    x = rng.normal(size=(2, *size))
    arguments = options(layer, "padding", "count_include_pad", "divisor_override")
    pooled = pool(x, spec_of(layer))
    grad = rng.normal(size=pooled.output.shape)
    close(pooling.avg_pool2d(x, **arguments), pooled.output)
    close(pooling.avg_pool2d_backward(grad, x.shape, **arguments), pooled.backward(grad))


@PROFILE
@given(far("lp"))
def test_lp_of_windows_beyond_the_plane_is_the_table(problem):
    layer, size, rng = problem
    x = distinct(rng, (2, *size))
    pooled = pool(x, spec_of(layer))
    grad = rng.normal(size=pooled.output.shape)
    close(pooling.lp_pool2d(x, layer.norm_type, **options(layer)), pooled.output)
    close(pooling.lp_pool2d_backward(grad, x, layer.norm_type, **options(layer)), pooled.backward(grad), rtol=1e-9)


X = np.arange(16.0).reshape(4, 4)
WIDE, HANGING = {"kernel_size": 10**6 + 1, "stride": 1, "padding": 500_000}, {"stride": 10**9, "ceil_mode": True}
CALLS = {
    "max": lambda: pooling.max_pool2d(X, **WIDE, return_indices=True),
    "max, hanging over": lambda: pooling.max_pool2d(X, 10**8, **HANGING, return_indices=True),
    "max, dilated": lambda: pooling.max_pool2d(X, 2, dilation=10**8, **HANGING, return_indices=True),
    "max, of NaN": lambda: pooling.max_pool2d(np.full((4, 4), np.nan), **WIDE, return_indices=True),
    "range": lambda: pooling.range_pool2d_backward(np.ones((4, 4)), X, **WIDE),
    "avg": lambda: pooling.avg_pool2d(X, **WIDE),
    "avg backward": lambda: pooling.avg_pool2d_backward(np.ones((4, 4)), (4, 4), **WIDE),
    "lp": lambda: pooling.lp_pool2d(X, 2, 10**8, **HANGING),
    "lp backward": lambda: pooling.lp_pool2d_backward(np.ones((1, 1)), X, 2, 10**8, **HANGING),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_windows_of_any_size_cost_what_the_plane_does(call):
    tracemalloc.start()
    try:
        call()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2**20


def test_the_divisor_counts_all_of_the_padding():
    same(pooling.avg_pool2d(X, 10_001, 1, 5000), np.full((4, 4), X.sum() / 10_001**2))
