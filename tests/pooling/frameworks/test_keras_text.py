"""The functions in the Keras code to take, to the letter: where Keras is installed, the oracles run them."""

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.frameworks.code.snippets import snippets

LAYERS = {
    "max, padded": (
        PoolSpec("max", kernel_size=3, stride=2, padding=1),
        """
def pool(x):
    x = x[None, :, :, None]  # N, H, W, C
    x = ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=float("-inf"))
    return ops.max_pool(x, 3, strides=2)[0, :, :, 0]
""",
    ),
    "min": (
        PoolSpec("min", kernel_size=2),
        """
def pool(x):
    # The smallest cell of x is the largest of -x.
    x = -x[None, :, :, None]  # N, H, W, C
    return -ops.max_pool(x, 2)[0, :, :, 0]
""",
    ),
    "range, padded with a partial window": (
        PoolSpec("range", kernel_size=3, stride=2, padding=1, ceil_mode=True),
        """
def max_pool(x):
    x = x[None, :, :, None]  # N, H, W, C
    x = ops.pad(x, ((0, 0), (1, 2), (1, 1), (0, 0)), constant_values=float("-inf"))
    return ops.max_pool(x, 3, strides=2)[0, :, :, 0]


def pool(x):
    # Keras has no range pooling: the smallest cell of x is minus the largest of -x.
    largest = max_pool(x)
    smallest = -max_pool(-x)
    return largest - smallest
""",
    ),
    "range, dilated": (
        PoolSpec("range", kernel_size=2, stride=(1, 2), padding=(0, 1), dilation=(2, 1)),
        """
def max_pool(x):
    # Keras pools without dilation: one slice for each place of the window.
    x = ops.pad(x, ((0, 0), (1, 1)), constant_values=float("-inf"))
    taps = ops.stack([
        x[r : r + 2, c : c + 5 :2]
        for r in range(0, 4, 2) for c in range(2)
    ])
    # The gradient of ops.max would be split among equal cells; here the first wins.
    winner = ops.argmax(taps, axis=0, keepdims=True)
    return ops.take_along_axis(taps, winner, axis=0)[0]


def pool(x):
    # Keras has no range pooling: the smallest cell of x is minus the largest of -x.
    largest = max_pool(x)
    smallest = -max_pool(-x)
    return largest - smallest
""",
    ),
    "average that counts padding": (
        PoolSpec("avg", kernel_size=2, padding=1, ceil_mode=True),
        """
def pool(x):
    x = x[None, :, :, None]  # N, H, W, C
    x = ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return ops.average_pool(x, 2)[0, :, :, 0]
""",
    ),
    "average of the cells": (
        PoolSpec("avg", kernel_size=3, stride=2, padding=1, count_include_pad=False),
        """
def pool(x):
    x = x[None, :, :, None]  # N, H, W, C
    # Keras counts padding: the mean, by the share of each window that should count.
    part = ops.ones_like(x)
    x = ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    part = ops.pad(part, ((0, 0), (1, 1), (1, 1), (0, 0)))
    y = ops.average_pool(x, 3, strides=2)
    part = ops.average_pool(part, 3, strides=2)
    return (y / part)[0, :, :, 0]
""",
    ),
    "average with a divisor": (
        PoolSpec("avg", kernel_size=2, stride=1, divisor_override=-3),
        """
def pool(x):
    x = x[None, :, :, None]  # N, H, W, C
    # Keras has no divisor_override: the mean times its divisor is the sum.
    y = ops.average_pool(x, 2, strides=1)[0, :, :, 0]
    return y * 4 / (-3)
""",
    ),
    "Lp": (
        PoolSpec("lp", norm_type=3, kernel_size=2, ceil_mode=True),
        """
def pool(x):
    # Keras has no Lp pooling: from the mean of the powers to their sum, and the root.
    x = x[None, :, :, None] ** 3  # N, H, W, C
    # Keras counts padding: the mean, by the share of each window that should count.
    part = ops.ones_like(x)
    x = ops.pad(x, ((0, 0), (0, 0), (0, 1), (0, 0)))
    part = ops.pad(part, ((0, 0), (0, 0), (0, 1), (0, 0)))
    y = ops.average_pool(x, 2)
    part = ops.average_pool(part, 2)
    mean = (y / part)[0, :, :, 0]
    total = 4 * mean
    # The root has no slope at 0: no gradient is sent there.
    zero = total == 0
    return ops.where(zero, 0, ops.where(zero, 1, total) ** (1 / 3))
""",
    ),
}


@pytest.mark.parametrize(("spec", "functions"), LAYERS.values(), ids=LAYERS.keys())
def test_the_functions_in_the_code_for_keras(spec, functions):
    text = snippets(np.eye(4, 5), np.ones(spec.output_size(4, 5)), spec)["Keras"]
    before, _, rest = text.partition("\n\n\ndef ")
    written, _, after = f"\ndef {rest}".partition("\n\n# keras.ops")
    assert written == functions
    assert before.startswith("import tensorflow as tf\nfrom keras import ops\n\nx = ops.array([")
    assert "output, grad_input = y.numpy(), tape.gradient(y, x, grad_output).numpy()" in after


MODELS = {
    "max, as a model": (
        PoolSpec("max", kernel_size=3, stride=1),
        """
model = keras.Sequential([
    keras.Input((4, 5, 1), dtype="float64"),
    keras.layers.MaxPooling2D(3, strides=1, dtype="float64"),
])


def pool(x):
    return model(x[None, :, :, None])[0, :, :, 0]  # N, H, W, C
""",
    ),
    "average of cells alone, as a model with SAME": (
        PoolSpec("avg", kernel_size=3, stride=1, padding=1, count_include_pad=False),
        """
model = keras.Sequential([
    keras.Input((4, 5, 1), dtype="float64"),
    keras.layers.AveragePooling2D(3, strides=1, padding="same", dtype="float64"),
])


def pool(x):
    return model(x[None, :, :, None])[0, :, :, 0]  # N, H, W, C
""",
    ),
}


@pytest.mark.parametrize(("spec", "model"), MODELS.values(), ids=MODELS.keys())
def test_a_layer_that_keras_has_is_a_model(spec, model):
    text = snippets(np.eye(4, 5), np.ones(spec.output_size(4, 5)), spec)["Keras"]
    assert model in text
    assert text.startswith("import keras\nimport tensorflow as tf\nfrom keras import ops\n\nx = ops.array([")
