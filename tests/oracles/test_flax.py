"""Side by side with Flax on JAX: given padding and SAME, averages of both counts, gradients.

In no requirements file: `pip install flax`. Run with Flax 0.12.8 and JAX 0.10.2.
"""

import numpy as np
import pytest

from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over

jax = pytest.importorskip("jax", reason="JAX is an oracle of these tests alone")
linen = pytest.importorskip("flax.linen", reason="Flax is an oracle of these tests alone")

LAYERS = problems("max", "avg", count=25, dilation=(1, 1), ceil_mode=False, divisor_override=None)
RAMP = np.arange(1.0, 10).reshape(1, 3, 3, 1)


def pooled(layer, x, padding):
    """Both passes; Flax has the channels last."""
    more = {"count_include_pad": layer.count_include_pad} if layer.operator == "avg" else {}
    pool = linen.max_pool if layer.operator == "max" else linen.avg_pool

    def forward(x):
        return pool(x, layer.kernel_size, layer.stride, padding, **more)

    x = np.moveaxis(x, 1, -1)
    grads = jax.grad(lambda x: forward(x).sum())(x)
    return tuple(np.moveaxis(np.asarray(a), -1, 1) for a in (forward(x), grads))


@over(LAYERS)
def test_a_given_padding(name, problem):
    agrees(CONVENTIONS["flax"], lambda layer, x: pooled(layer, x, [(p, p) for p in layer.padding]), name, problem)


@over(LAYERS)
def test_same(name, problem):
    agrees(CONVENTIONS["flax_same"], lambda layer, x: pooled(layer, x, "SAME"), name, problem)


def test_an_average_with_same_counts_the_zeros():
    y = linen.avg_pool(RAMP, (2, 2), (2, 2), "SAME")[0, :, :, 0]
    np.testing.assert_array_equal(y, [[3, 2.25], [3.75, 2.25]])


def test_the_default_stride_is_1():
    assert linen.max_pool(RAMP, (2, 2)).shape == (1, 2, 2, 1)


def test_integers():
    assert linen.max_pool(RAMP.astype(np.int32), (2, 2)).dtype == np.int32


def test_nan_wins_and_sends_its_gradient_to_another_cell():
    x = np.array([np.nan, 1, 2, 3]).reshape(1, 2, 2, 1)
    assert np.isnan(linen.max_pool(x, (2, 2)))
    np.testing.assert_array_equal(jax.grad(lambda x: linen.max_pool(x, (2, 2)).sum())(x).ravel(), [0, 0, 0, 1])


def test_flax_s_own_code_gives_its_own_result():
    own_code.check("flax", "avg", dilation=(1, 1), ceil_mode=False, divisor_override=None)


def test_flax_same_s_own_code_gives_its_own_result():
    own_code.check("flax_same", "avg", dilation=(1, 1), ceil_mode=False, divisor_override=None)
