"""300 max and average layers as PyTorch computed them, kept with the tests so that they run without PyTorch."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from pooling import PoolSpec, avg_pool2d, avg_pool2d_backward, max_pool2d, max_pool2d_backward, pool
from tests.pooling.checks import close, same

PATH = Path(__file__).parents[1] / "data" / "torch_pool2d_cases.npz"


class Case(NamedTuple):
    spec: PoolSpec
    x: NDArray
    output: NDArray
    indices: NDArray | None
    grad_output: NDArray
    grad_input: NDArray


def load() -> dict[str, Case]:
    """Cut the arrays of all cases apart: they lie end to end, flattened, in the order of `meta`."""
    with np.load(PATH, allow_pickle=False) as file:
        ends = {name: file[name] for name in file.files if name != "meta"}
        meta = json.loads(str(file["meta"]))

    def take(name: str, shape: list[int]) -> NDArray:
        size = int(np.prod(shape))
        head, ends[name] = ends[name][:size], ends[name][size:]
        return head.reshape(shape)

    cases = {}
    for number, entry in enumerate(meta):
        operator = entry.pop("op")
        shapes = {"input": entry.pop("input_shape"), "output": entry.pop("output_shape")}
        if operator == "max":
            entry.pop("count_include_pad")
        x, output = take("input", shapes["input"]), take("output", shapes["output"])
        indices = take("indices", shapes["output"]) if operator == "max" else None
        grads = take("grad_output", shapes["output"]), take("grad_input", shapes["input"])
        spec = PoolSpec(operator, **{k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()})
        cases[f"{number}-{operator}"] = Case(spec, x, output, indices, *grads)
    assert not any(rest.size for rest in ends.values()), "the file holds more than its meta says"
    return cases


CASES = load()


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def case(request):
    return request.param


def parameters(spec: PoolSpec) -> dict:
    names = ["kernel_size", "stride", "padding", "ceil_mode"]
    names += ["dilation"] if spec.operator == "max" else ["count_include_pad"]
    return {name: getattr(spec, name) for name in names}


def test_the_file_holds_300_cases():
    assert len(CASES) == 300


def test_forward(case):
    close(pool(case.x, case.spec).output, case.output, rtol=1e-6, atol=1e-6)


def test_indices(case):
    indices = pool(case.x, case.spec).indices
    if case.spec.operator == "max":
        same(indices, case.indices)
    else:
        assert indices is None


def test_backward(case):
    close(pool(case.x, case.spec).backward(case.grad_output), case.grad_input, rtol=1e-5, atol=1e-6)


def test_single_precision_is_kept(case):
    pooled = pool(case.x, case.spec)
    assert (pooled.output.dtype, pooled.backward(case.grad_output).dtype) == (np.float32, np.float32)


def test_function_forward(case):
    function = {"max": max_pool2d, "avg": avg_pool2d}[case.spec.operator]
    close(function(case.x, **parameters(case.spec)), case.output, rtol=1e-6, atol=1e-6)


def test_function_backward(case):
    if case.spec.operator == "max":
        grad_input = max_pool2d_backward(case.grad_output, case.indices, case.x.shape)
    else:
        grad_input = avg_pool2d_backward(case.grad_output, case.x.shape, **parameters(case.spec))
    close(grad_input, case.grad_input, rtol=1e-5, atol=1e-6)
