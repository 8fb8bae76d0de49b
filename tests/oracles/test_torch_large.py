"""Side by side with PyTorch: planes that are cut into many blocks, in every dtype and with the channels last."""

import numpy as np
import pytest

import pooling
from tests.pooling.checks import close, same

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of these tests alone")
F = torch.nn.functional

LARGE = {
    "a batch": ((4, 8, 56, 56), {"kernel_size": 2}),
    "a padded batch": ((4, 16, 112, 112), {"kernel_size": 3, "stride": 2, "padding": 1}),
    "overlapping": ((1, 1, 700, 900), {"kernel_size": 7, "stride": 1, "padding": 3}),
    "wide windows": ((1, 1, 512, 512), {"kernel_size": 31, "stride": 1, "padding": 15}),
    "large strides": ((1, 3, 1080, 1920), {"kernel_size": 8, "stride": 8}),
    "gaps and a partial window": ((1, 2, 401, 999), {"kernel_size": (5, 3), "stride": (7, 4), "ceil_mode": True}),
}
DILATED = {
    "dilated": ((1, 1, 600, 700), {"kernel_size": 5, "stride": 3, "padding": 2, "dilation": 4}),
    "dilated, partial": ((2, 2, 97, 530), {"kernel_size": (3, 6), "stride": 5, "dilation": (7, 2), "ceil_mode": True}),
}
FLOATS, INTEGERS = [torch.float32, torch.float64, torch.float16], [torch.int32, torch.uint8, torch.int64]
FILLS = [(dtype, True) for dtype in FLOATS + INTEGERS] + [(dtype, False) for dtype in FLOATS]
large = pytest.mark.parametrize(("shape", "layer"), LARGE.values(), ids=LARGE.keys())


def numbers(shape, dtype, crowded):
    """Few different numbers, or NaN and infinities among many."""
    rng = np.random.default_rng(11)
    if crowded:
        return torch.from_numpy(rng.integers(0, 3, shape)).to(dtype)
    x = rng.normal(size=shape)
    x[rng.random(shape) < 1e-3] = np.nan
    x[rng.random(shape) < 1e-3] = np.inf
    return torch.from_numpy(x).to(dtype)


@pytest.mark.parametrize(("shape", "layer"), (LARGE | DILATED).values(), ids=(LARGE | DILATED).keys())
@pytest.mark.parametrize(("dtype", "crowded"), FILLS, ids=str)
def test_max(shape, layer, dtype, crowded):
    x = numbers(shape, dtype, crowded)
    output, indices = F.max_pool2d(x, **layer, return_indices=True)
    ours = pooling.max_pool2d(x.numpy(), **layer, return_indices=True, workers=2)
    same(ours[0], output.numpy())
    same(ours[1], indices.numpy())
    last = pooling.max_pool2d(x.permute(0, 2, 3, 1).numpy(), **layer, return_indices=True, data_format="channels_last")
    same(np.moveaxis(last[0], -1, 1), output.numpy())
    same(np.moveaxis(last[1], -1, 1), indices.numpy())


@large
def test_max_backward(shape, layer):
    x = numbers(shape, torch.float64, crowded=True).requires_grad_()
    output, indices = F.max_pool2d(x, **layer, return_indices=True)
    grad = torch.from_numpy(np.random.default_rng(2).integers(-9, 10, output.shape)).to(torch.float64)
    output.backward(grad)
    same(pooling.max_pool2d_backward(grad.numpy(), indices.numpy(), shape), x.grad.numpy())


@large
@pytest.mark.parametrize("count_include_pad", [True, False])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
def test_average(shape, layer, count_include_pad, dtype):
    x = torch.from_numpy(np.random.default_rng(5).normal(size=shape)).to(dtype).requires_grad_()
    output = F.avg_pool2d(x, **layer, count_include_pad=count_include_pad)
    grad = torch.from_numpy(np.random.default_rng(6).normal(size=output.shape)).to(dtype)
    output.backward(grad)
    eps = torch.finfo(dtype).eps
    options = layer | {"count_include_pad": count_include_pad}
    ours = pooling.avg_pool2d(x.detach().numpy(), **options, workers=2)
    close(ours, output.detach().numpy(), rtol=1e3 * eps, atol=1e2 * eps)
    received = pooling.avg_pool2d_backward(grad.numpy(), shape, **options, workers=2)
    close(received, x.grad.numpy(), rtol=1e3 * eps, atol=1e2 * eps)


@pytest.mark.parametrize("output_size", [1, 7, (20, 31), (120, 400)], ids=str)
def test_adaptive(output_size):
    x = numbers((2, 3, 233, 401), torch.float64, crowded=True)
    output, indices = F.adaptive_max_pool2d(x, output_size, return_indices=True)
    ours = pooling.adaptive_max_pool2d(x.numpy(), output_size, return_indices=True)
    same(ours[0], output.numpy())
    same(ours[1], indices.numpy())
    close(pooling.adaptive_avg_pool2d(x.numpy(), output_size), F.adaptive_avg_pool2d(x, output_size).numpy())
