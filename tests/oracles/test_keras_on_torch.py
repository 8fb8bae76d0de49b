"""Keras' layers with PyTorch below them: where they are those of TensorFlow, and where not.

To be run apart, since Keras chooses its engine once: `KERAS_BACKEND=torch`, after `pip install keras~=3.15.0`.
"""

import os

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.frameworks import CONVENTIONS
from pooling.windows import same_padding
from tests.pooling.checks import close

if os.environ.get("KERAS_BACKEND") != "torch":
    pytest.skip("Keras does not run on PyTorch", allow_module_level=True)
keras = pytest.importorskip("keras", reason="Keras is an oracle of these tests alone")

SAME, VALID = CONVENTIONS["keras_same"], CONVENTIONS["keras_valid"]
SIZES = [(n, k, s) for n in range(1, 9) for k in range(1, 6) for s in range(1, 5)]
LAYERS = {"max": keras.layers.MaxPooling2D, "avg": keras.layers.AveragePooling2D}


def column(n):
    return np.random.default_rng(n).normal(size=(1, 1, n, 1)).astype(np.float32) - 5


def theirs(operator, padding, x, k, s):
    layer = LAYERS[operator]((k, 1), (s, 1), padding, data_format="channels_last")
    return np.moveaxis(keras.ops.convert_to_numpy(layer(np.moveaxis(x, 1, -1))), -1, 1)


@pytest.mark.parametrize("operator", LAYERS)
@pytest.mark.parametrize(("n", "k", "s"), [size for size in SIZES if size[0] >= size[1]])
def test_valid(operator, n, k, s):
    ours = VALID.apply(column(n), PoolSpec(operator, (k, 1), (s, 1))).output
    close(theirs(operator, "valid", column(n), k, s), ours, rtol=1e-5)


@pytest.mark.parametrize(("n", "k", "s"), SIZES)
def test_same_max(n, k, s):
    close(theirs("max", "same", column(n), k, s), SAME.apply(column(n), PoolSpec("max", (k, 1), (s, 1))).output)


@pytest.mark.parametrize(("n", "k", "s"), SIZES)
def test_same_average_repeats_the_edge_where_the_split_is_uneven(n, k, s):
    layer, x = PoolSpec("avg", (k, 1), (s, 1)), column(n)
    (before, after), _ = same_padding(layer, n, 1)
    if before == after:
        expected = SAME.apply(x, layer).output
    else:
        edged = np.pad(x, [(0, 0), (0, 0), (before, after), (0, 0)], mode="edge")
        expected = VALID.apply(edged, layer).output
    close(theirs("avg", "same", x, k, s), expected, rtol=1e-5)


def test_nan_wins():
    x = np.float32([1, np.nan, 2]).reshape(1, 1, 3, 1)
    assert np.isnan(theirs("max", "valid", x, 3, 1)).all()
