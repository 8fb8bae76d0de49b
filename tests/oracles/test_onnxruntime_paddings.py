"""Side by side with ONNX Runtime: padding of unequal sides, `auto_pad`, and one, two and three axes."""

import numpy as np
import pytest

import pooling
from tests.oracles.layers import LEAD, numbers
from tests.oracles.onnx_layers import run_node
from tests.pooling.checks import close, same

SIDES = {1: 14, 2: 9, 3: 6}
AUTO = {"same": "SAME_UPPER", "same_lower": "SAME_LOWER", "valid": "VALID"}


def layers(kind: str, count: int) -> dict[str, tuple]:
    """`count` random layers that fit: what ONNX's node is told, what the function is told, and the size of an input."""
    rng, found = np.random.default_rng(list(kind.encode())), {}
    while len(found) < count:
        axes = int(rng.integers(1, 4))
        kernel, stride = (tuple(map(int, rng.integers(1, most, axes))) for most in (5, 4))
        size = tuple(int(n) for n in rng.integers(1, SIDES[axes], axes))
        if kind == "same" and any(-(n // -s) * s - s + k < n for n, k, s in zip(size, kernel, stride, strict=True)):
            continue  # where windows do not reach the end ONNX Runtime begins within the input; TFLite never does
        node = {"kernel_shape": kernel, "strides": stride}
        ours = {"kernel_size": kernel, "stride": stride}
        if kind == "sides":
            pads = tuple(tuple(int(rng.integers(k)) for _ in range(2)) for k in kernel)
            ceil = bool(rng.integers(2))
            node |= {"pads": [before for before, _ in pads] + [after for _, after in pads], "ceil_mode": int(ceil)}
            ours |= {"padding": pads, "ceil_mode": ceil}
        else:
            node["auto_pad"], ours["padding"] = AUTO[kind], kind
        try:
            pooling.PoolSpec("max", **ours, axes=axes).output_size(*size)
        except pooling.PoolingError:
            continue
        found[f"{size} {' '.join(map(str, ours.values()))}"] = (axes, node, ours, size)
    return found


PROBLEMS = {f"{kind} {name}": problem for kind in ("sides", *AUTO) for name, problem in layers(kind, 60).items()}
over = pytest.mark.parametrize(("name", "problem"), PROBLEMS.items(), ids=PROBLEMS.keys())


@over
def test_max(name, problem):
    axes, node, ours, size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    output, indices = run_node("MaxPool", x, ("y", "indices"), **node)
    found = getattr(pooling, f"max_pool{axes}d")(x, **ours, return_indices=True)
    same(found[0], output)
    planes = np.arange(6).reshape(*LEAD, *(axes * (1,))) * np.prod(size)
    same(found[1], indices - planes)


@over
@pytest.mark.parametrize("count", [True, False])
def test_average(name, problem, count):
    axes, node, ours, size = problem
    x = numbers(name, *LEAD, *size).astype(np.float32)
    (output,) = run_node("AveragePool", x, count_include_pad=int(count), **node)
    found = getattr(pooling, f"avg_pool{axes}d")(x, **ours, count_include_pad=count)
    close(found, output, rtol=1e-5, atol=1e-6)
