"""Side by side with PyTorch on one, two and three axes: forward, indices, backward, and the backward of that."""

import numpy as np
import pytest

import pooling
from pooling import PoolingError
from tests.oracles.layers import LEAD, numbers
from tests.pooling.checks import close, same

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of these tests alone")
F = torch.nn.functional

WITH_NAN = [-np.inf, -1.0, 0.0, 1.0, np.inf, np.nan]
SIDES = {1: 12, 2: 8, 3: 6}


def layers(operator: str, count: int) -> dict[str, tuple]:
    """`count` random layers on one and three axes, by a name that says what they are; some do not fit."""
    rng, found = np.random.default_rng(list(operator.encode())), {}

    def some(axes: int, low: int, high: int) -> tuple[int, ...]:
        return tuple(int(n) for n in rng.integers(low, high + 1, axes))

    while len(found) < count:
        axes = (1, 3)[rng.integers(2)]
        kernel = some(axes, 1, 4)
        options = {"kernel_size": kernel, "stride": some(axes, 1, 3), "ceil_mode": bool(rng.integers(2))}
        if operator != "lp":
            options["padding"] = tuple(int(rng.integers(k // 2 + 1)) for k in kernel)
        if operator == "max":
            options["dilation"] = some(axes, 1, 2)
        if operator == "avg":
            options["count_include_pad"] = bool(rng.integers(2))
            if axes == 3:
                options["divisor_override"] = [None, None, 3, -2][rng.integers(4)]
        size = some(axes, 1, SIDES[axes])
        if axes == 3 and operator != "max" and any(k > n for k, n in zip(kernel, size, strict=True)):
            continue  # PyTorch's averages of volumes refuse a kernel beyond the input, whatever is padded
        if axes == 1 and operator == "lp":
            options = {name: value if isinstance(value, bool) else value[0] for name, value in options.items()}
        found[f"{size} {' '.join(str(value) for value in options.values())}"] = (axes, options, size)
    return found


def over(operator: str, count: int) -> pytest.MarkDecorator:
    problems = layers(operator, count)
    return pytest.mark.parametrize(("name", "problem"), problems.items(), ids=problems.keys())


def ours(name: str, *arguments, **options):
    """A function of the library's answer; no test where the layer does not fit, which is an error here."""
    try:
        return getattr(pooling, name)(*arguments, **options)
    except PoolingError as error:
        if "padding alone" in str(error):
            pytest.skip("PyTorch reads outside the input there")
        with pytest.raises(RuntimeError):
            getattr(F, name)(torch.tensor(arguments[0]), *arguments[1:], **options)
        return None


@over("max", 200)
def test_max(name, problem):
    axes, options, size = problem
    x = numbers(name, *LEAD, *size, choices=WITH_NAN)
    found = ours(f"max_pool{axes}d", x, **options, return_indices=True)
    if found is None:
        return
    theirs = torch.tensor(x, requires_grad=True)
    output, indices = getattr(F, f"max_pool{axes}d")(theirs, **options, return_indices=True)
    same(found[0], output.detach().numpy())
    same(found[1], indices.numpy())
    grad = numbers(name, *output.shape, choices=[-2.0, -1.0, 0.0, 1.0])
    output.backward(torch.tensor(grad))
    same(getattr(pooling, f"max_pool{axes}d_backward")(grad, found[1], x.shape), theirs.grad.numpy())


@over("avg", 200)
def test_average(name, problem):
    axes, options, size = problem
    x = numbers(name, *LEAD, *size)
    found = ours(f"avg_pool{axes}d", x, **options)
    if found is None:
        return
    theirs = torch.tensor(x, requires_grad=True)
    output = getattr(F, f"avg_pool{axes}d")(theirs, **options)
    close(found, output.detach().numpy())
    grad = torch.tensor(numbers(name, *output.shape), requires_grad=True)
    (received,) = torch.autograd.grad(output, theirs, grad, create_graph=True)
    close(
        getattr(pooling, f"avg_pool{axes}d_backward")(grad.detach().numpy(), x.shape, **options),
        received.detach().numpy(),
    )
    given = numbers(f"{name} again", *x.shape)
    (second,) = torch.autograd.grad(received, grad, torch.tensor(given))
    close(getattr(pooling, f"avg_pool{axes}d_double_backward")(given, **options), second.numpy())


@over("lp", 60)
def test_lp(name, problem):
    axes, options, size = problem
    x = numbers(name, *LEAD, *size, choices=[0.5, 1.0, 2.0, 3.0])
    found = ours(f"lp_pool{axes}d", x, 3.0, **options)
    if found is None:
        return
    theirs = torch.tensor(x, requires_grad=True)
    output = getattr(F, f"lp_pool{axes}d")(theirs, 3.0, **options)
    close(found, output.detach().numpy(), rtol=1e-10)
    grad = numbers(name, *output.shape)
    output.backward(torch.tensor(grad))
    close(getattr(pooling, f"lp_pool{axes}d_backward")(grad, x, 3.0, **options), theirs.grad.numpy(), rtol=1e-10)


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("bins", [1, 2, 3, 7])
def test_adaptive(axes, bins):
    name, size = f"{axes} {bins}", (5, 6, 4)[:axes]
    x = numbers(name, *LEAD, *size)
    grad = numbers(name, *LEAD, *(axes * (bins,)))
    theirs = torch.tensor(x, requires_grad=True)
    output, indices = getattr(F, f"adaptive_max_pool{axes}d")(theirs, bins, return_indices=True)
    output.backward(torch.tensor(grad))
    found = getattr(pooling, f"adaptive_max_pool{axes}d")(x, bins, return_indices=True)
    same(found[0], output.detach().numpy())
    same(found[1], indices.numpy())
    close(getattr(pooling, f"adaptive_max_pool{axes}d_backward")(grad, found[1], size), theirs.grad.numpy())
    theirs = torch.tensor(x, requires_grad=True)
    output = getattr(F, f"adaptive_avg_pool{axes}d")(theirs, bins)
    output.backward(torch.tensor(grad))
    close(getattr(pooling, f"adaptive_avg_pool{axes}d")(x, bins), output.detach().numpy())
    close(getattr(pooling, f"adaptive_avg_pool{axes}d_backward")(grad, size), theirs.grad.numpy())
    if bins == 1:
        close(getattr(pooling, f"global_avg_pool{axes}d_backward")(grad, size), theirs.grad.numpy())


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_unpool_and_both_gradients(axes):
    size = (6, 4, 8)[:axes]
    x = numbers(f"unpool {axes}", *LEAD, *size)
    y, indices = getattr(pooling, f"max_pool{axes}d")(x, 2, return_indices=True)
    theirs = torch.tensor(y, requires_grad=True)
    whole = getattr(F, f"max_unpool{axes}d")(theirs, torch.tensor(indices), 2, output_size=size)
    same(getattr(pooling, f"max_unpool{axes}d")(y, indices, size), whole.detach().numpy())
    whole.backward(torch.tensor(x))
    same(getattr(pooling, f"max_unpool{axes}d_backward")(x, indices), theirs.grad.numpy())


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_the_gradient_of_the_gradient_of_max(axes):
    size = (7, 6, 5)[:axes]
    x, given = numbers(f"max {axes}", *LEAD, *size), numbers(f"given {axes}", *LEAD, *size)
    theirs = torch.tensor(x, requires_grad=True)
    output, indices = getattr(F, f"max_pool{axes}d")(theirs, 3, 2, return_indices=True)
    grad = torch.ones_like(output).requires_grad_()
    (received,) = torch.autograd.grad(output, theirs, grad, create_graph=True)
    (second,) = torch.autograd.grad(received, grad, torch.tensor(given))
    same(getattr(pooling, f"max_pool{axes}d_double_backward")(given, indices.numpy()), second.numpy())


def test_the_gradient_of_unpooling_goes_to_all_of_one_cell_in_pytorch_and_to_the_last_here():
    y = torch.tensor([[[4.0, 9.0]]], requires_grad=True)
    whole = F.max_unpool1d(y, torch.tensor([[[1, 1]]]), 1, output_size=(2,))
    whole.backward(torch.tensor([[[5.0, 7.0]]]))
    assert whole.tolist() == [[[0.0, 9.0]]]
    assert y.grad.tolist() == [[[7.0, 7.0]]]
    assert pooling.max_unpool1d_backward([5.0, 7.0], [1, 1]).tolist() == [0.0, 7.0]


TENSORS = {
    "in a graph": (torch.ones(4, 4, requires_grad=True), r"call \.detach\(\)"),
    "bfloat16": (torch.ones(4, 4, dtype=torch.bfloat16), "cast to float32"),
}


@pytest.mark.parametrize(("tensor", "advice"), TENSORS.values(), ids=TENSORS.keys())
def test_what_a_tensor_needs_is_said(tensor, advice):
    with pytest.raises(PoolingError, match=advice):
        pooling.max_pool2d(tensor, 2)


def test_a_tensor_is_an_array():
    same(pooling.max_pool2d(torch.arange(16.0).reshape(4, 4), 2), np.array([[5, 7], [13, 15]], np.float32))


FORMS = {"(2,)": (2,), "[2]": [2], "(2, 2)": (2, 2), "[2, 2]": [2, 2]}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_forms_of_sizes_that_pytorch_takes(form):
    x = numbers("forms", *LEAD, 6, 6)
    zeros = [0] * len(form)
    same(pooling.max_pool2d(x, form, form, zeros), F.max_pool2d(torch.tensor(x), form, form, zeros).numpy())
    close(pooling.avg_pool2d(x, form, form, zeros), F.avg_pool2d(torch.tensor(x), form, form, zeros).numpy())
