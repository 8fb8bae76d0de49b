"""Side by side with PaddlePaddle: `exclusive`, ceil_mode without a clip, Lp, gradients, indices.

In no requirements file: `pip install paddlepaddle`. Run with PaddlePaddle 3.3.1.
"""

import numpy as np
import pytest

from pooling import PoolingError, PoolSpec
from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over

paddle = pytest.importorskip("paddle", reason="PaddlePaddle is an oracle of these tests alone")
F = paddle.nn.functional

PADDLE = CONVENTIONS["paddle"]
LAYERS = problems("max", "avg", count=50, dilation=(1, 1)) | problems("lp", count=50, dilation=(1, 1), norm_type=3.0)


def forward(layer, x):
    given = {"kernel_size": layer.kernel_size, "stride": layer.stride, "ceil_mode": layer.ceil_mode}
    if layer.operator == "lp":
        return F.lp_pool2d(x, layer.norm_type, **given)
    if layer.operator == "max":
        return F.max_pool2d(x, padding=layer.padding, **given)
    return F.avg_pool2d(x, padding=layer.padding, divisor_override=layer.divisor_override, **given)


def pooled(layer, x):
    x = paddle.to_tensor(np.abs(x) if layer.operator == "lp" else x, stop_gradient=False)
    y = forward(layer, x)
    y.sum().backward()
    return y.numpy(), x.grad.numpy()


@over({name: problem for name, problem in LAYERS.items() if problem[0].operator != "lp"})
def test_a_layer_with_its_defaults(name, problem):
    agrees(PADDLE, pooled, name, problem)


@over({name: problem for name, problem in LAYERS.items() if problem[0].operator == "lp"})
def test_lp_is_not_scaled(name, problem):
    agrees(PADDLE, lambda layer, x: (forward(layer, paddle.to_tensor(x)).numpy(), None), name, problem, 1e-3)


def test_exclusive_is_the_opposite_of_count_include_pad():
    x = paddle.ones([1, 1, 2, 2])
    counted = F.avg_pool2d(x, 2, 2, 1, exclusive=False)
    assert F.avg_pool2d(x, 2, 2, 1).numpy().tolist() == [[[[1, 1], [1, 1]]]]
    assert counted.numpy().tolist() == [[[[0.25, 0.25], [0.25, 0.25]]]]


def test_an_override_scales_the_mean_of_a_partial_window():
    y = F.avg_pool2d(paddle.ones([1, 1, 2, 2]), 2, 2, 1, divisor_override=2)
    assert y.numpy().ravel().tolist() == [2, 2, 2, 2]
    with pytest.raises(PoolingError, match="divisor_override must be None in Paddle with padding or ceil_mode"):
        PADDLE.apply(np.ones((2, 2)), PoolSpec("avg", 2, 2, 1, divisor_override=2))


def test_a_window_in_the_far_padding_is_kept():
    x, layer = np.ones((3, 3), np.float32), PoolSpec("max", 2, 2, 1, ceil_mode=True)
    theirs = F.max_pool2d(paddle.to_tensor(x[None, None]), 2, 2, 1, ceil_mode=True)
    assert theirs.shape == [1, 1, 3, 3]
    with pytest.raises(PoolingError, match="begin at a cell, which Paddle does not see to"):
        PADDLE.apply(x, layer)


def test_the_first_of_equal_cells_and_indices_in_the_plane():
    _, indices = F.max_pool2d(paddle.ones([2, 2, 4, 4]), 2, return_mask=True)
    assert indices.numpy()[1, 1].tolist() == [[0, 2], [8, 10]]


def test_nan_depends_on_the_order():
    values = [F.max_pool2d(paddle.to_tensor([[[row]]]), (1, 2)).item() for row in ([1.0, np.nan], [np.nan, 1.0])]
    assert np.isnan(values).tolist() == [True, False]


def test_paddle_s_own_code_gives_its_own_result():
    own_code.check("paddle", "max", dilation=(1, 1))
    own_code.check("paddle", "avg", dilation=(1, 1))
