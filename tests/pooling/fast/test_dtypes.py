"""The dtypes by which NumPy finds its fast loops: of one that is only equal, a scatter-add takes many times as long."""

import pickle
from unittest.mock import patch

import numpy as np
import pytest

import pooling
from pooling import scatter

FUNCTIONS = ["max_pool2d", "min_pool2d", "avg_pool2d", "lp_pool2d"]
PLANE = np.arange(16.0).reshape(1, 4, 4)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<f8", "<f2"])
def test_outputs_have_the_dtype_of_numpy_itself(name, dtype):
    norm = (2,) if name == "lp_pool2d" else ()
    output = getattr(pooling, name)(PLANE.astype(dtype), *norm, 2)
    assert output.dtype is np.dtype(output.dtype.char)


@pytest.mark.parametrize(
    "grad",
    [
        np.ones((1, 2, 2), np.float32),
        np.ones((1, 2, 2), np.float32).astype(np.dtype(np.float32).newbyteorder("=")),
        pickle.loads(pickle.dumps(np.ones((1, 2, 2), np.float32))),
        np.ones((1, 2, 2), ">f4"),
        np.ones((1, 2, 2), np.float16),
        np.ones((1, 2, 2), np.int8),
    ],
    ids=["own", "equal", "unpickled", "big-endian", "half", "integer"],
)
def test_gradients_are_added_up_in_one_dtype(grad):
    _, indices = pooling.max_pool2d(PLANE, 2, return_indices=True)
    with patch.object(scatter.np, "add", wraps=np.add) as add:
        received = pooling.max_pool2d_backward(grad, indices, PLANE.shape)
    cells, _, sent = add.at.call_args.args
    assert sent.dtype is cells.dtype is np.dtype(cells.dtype.char)
    assert received.sum() == 4
