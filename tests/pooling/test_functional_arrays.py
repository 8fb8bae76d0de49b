"""Arrays in and out of the functions: leading axes, empty batches, memory layout, ownership, dtypes."""

import numpy as np
import pytest

from pooling import (
    adaptive_avg_pool2d,
    adaptive_max_pool2d,
    avg_pool2d,
    global_avg_pool2d,
    global_max_pool2d,
    lp_pool2d,
    max_pool2d,
    max_unpool2d,
    min_pool2d,
)
from tests.pooling.checks import close, same

FORWARD = {
    "max": lambda x: max_pool2d(x, 2),
    "max indices": lambda x: max_pool2d(x, 2, return_indices=True)[1],
    "max, kernel 1": lambda x: max_pool2d(x, 1),
    "max, padded, dilated": lambda x: max_pool2d(x, 2, 1, 1, 2),
    "min": lambda x: min_pool2d(x, 2),
    "min, kernel 1": lambda x: min_pool2d(x, 1),
    "avg": lambda x: avg_pool2d(x, 2),
    "avg, kernel 1": lambda x: avg_pool2d(x, 1),
    "avg, padded, partial": lambda x: avg_pool2d(x, 3, 2, 1, True),
    "lp": lambda x: lp_pool2d(x, 2, 2),
    "lp, kernel 1": lambda x: lp_pool2d(x, 1, 1),
    "global max": global_max_pool2d,
    "global max indices": lambda x: global_max_pool2d(x, return_indices=True)[1],
    "global avg": global_avg_pool2d,
    "adaptive max": lambda x: adaptive_max_pool2d(x, (3, 2)),
    "adaptive max, size kept": lambda x: adaptive_max_pool2d(x, None),
    "adaptive avg": lambda x: adaptive_avg_pool2d(x, (3, 2)),
    "adaptive avg, size kept": lambda x: adaptive_avg_pool2d(x, None),
    "unpool": lambda x: max_unpool2d(x, np.zeros(x.shape, int), (9, 9)),
    "unpool onto itself": lambda x: max_unpool2d(
        x, np.broadcast_to(np.arange(x.shape[-2] * x.shape[-1]).reshape(x.shape[-2:]), x.shape), x.shape
    ),
}
every_forward = pytest.mark.parametrize("function", FORWARD.values(), ids=FORWARD.keys())


def grid(*shape):
    return np.random.default_rng(3).permutation(np.prod(shape)).reshape(shape) + 1.0


@every_forward
@pytest.mark.parametrize("lead", [(), (3,), (2, 1, 3)], ids=str)
def test_any_leading_axes(function, lead):
    x = grid(*lead, 4, 5)
    whole, planes = function(x), x.reshape(-1, 4, 5)
    close(whole.reshape(len(planes), *whole.shape[len(lead) :]), [function(plane) for plane in planes])


@every_forward
@pytest.mark.parametrize("lead", [(0,), (2, 0)], ids=str)
def test_an_empty_batch(function, lead):
    full = function(np.ones((1, 4, 5), np.float32))
    same(function(np.ones((*lead, 4, 5), np.float32)), np.zeros((*lead, *full.shape[1:]), full.dtype))


@every_forward
def test_a_view_of_any_strides(function):
    x = np.repeat(grid(2, 5, 4), 2, axis=-1)[..., ::-2].swapaxes(-1, -2)
    close(function(x), function(x.copy(order="C")))


@every_forward
def test_the_input_is_never_written(function):
    x = grid(2, 4, 5)
    x.flags.writeable = False  # a write would raise
    before = x.copy()
    function(x)
    same(x, before)


@every_forward
def test_the_result_belongs_to_the_caller(function):
    x = grid(2, 4, 5)
    result = function(x)
    assert result.flags.writeable
    assert not np.shares_memory(result, x)


@every_forward
def test_every_call_returns_an_array_of_its_own(function):
    x = grid(2, 4, 5)
    expected = function(x).copy()
    function(x)[...] = 0
    same(function(x), expected)


SELECTING = ["max", "max, kernel 1", "max, padded, dilated", "min", "global max", "adaptive max"]
SUMMING = ["avg", "avg, padded, partial", "lp", "global avg", "adaptive avg"]
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


@pytest.mark.parametrize("name", SELECTING + SUMMING)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_keep_their_precision(name, dtype):
    x = grid(4, 5)
    result = FORWARD[name](x.astype(dtype))
    close(result, FORWARD[name](x), rtol=float(np.finfo(dtype).eps))
    assert result.dtype == dtype


@pytest.mark.parametrize("name", SELECTING)
@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_stay_integers(name, dtype):
    x = grid(4, 5)
    same(FORWARD[name](x.astype(dtype)), FORWARD[name](x).astype(dtype))


@pytest.mark.parametrize("name", SUMMING)
@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_are_summed_as_float64(name, dtype):
    x = grid(4, 5)
    same(FORWARD[name](x.astype(dtype)), FORWARD[name](x))
