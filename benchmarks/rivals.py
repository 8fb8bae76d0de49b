"""The same pooling layer by Pooling Lab and by others: functions without arguments, ready to be timed."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from scipy.ndimage import maximum_filter
from skimage.measure import block_reduce

import pooling
from benchmarks.races import Case

Call = Callable[[], Any]


class Rivals:
    """One case, its arrays in float32, and who pools them with so many threads."""

    def __init__(self, case: Case, threads: int) -> None:
        rng = np.random.default_rng(case.kernel)
        self.case, self.threads = case, threads
        self.x = rng.standard_normal(case.shape, dtype=np.float32)
        self.tensor = torch.from_numpy(self.x)
        self.layer = case.kernel, case.stride, case.padding
        self.ours = getattr(pooling, f"max_pool{case.axes}d")
        self.theirs = getattr(torch.nn.functional, f"max_pool{case.axes}d")
        output, self.indices = self.ours(self.x, *self.layer, return_indices=True)
        self.grad = np.empty_like(output)  # made from the output, as a caller makes it: so it has its dtype and layout
        self.grad[...] = rng.standard_normal(output.shape)
        torch.set_num_threads(threads)

    def forward(self) -> dict[str, Call]:
        """Max with indices."""
        return {
            "Pooling Lab": lambda: self.ours(self.x, *self.layer, return_indices=True, workers=self.threads),
            "PyTorch": lambda: self.theirs(self.tensor, *self.layer, return_indices=True),
        }

    def backward(self) -> dict[str, Call]:
        """The gradient of max."""
        (k, s, p), grad = self.layer, torch.from_numpy(self.grad)
        indices = torch.from_numpy(self.indices)
        theirs = torch.ops.aten.max_pool2d_with_indices_backward
        return {
            "Pooling Lab": lambda: pooling.max_pool2d_backward(self.grad, self.indices, self.case.shape),
            "PyTorch": lambda: theirs(grad, self.tensor, [k, k], [s, s], [p, p], [1, 1], False, indices),
        }

    def both(self) -> dict[str, Call]:
        """Forward with indices, then the gradient."""
        forward, backward = self.forward(), self.backward()

        def one_after_the_other(name: str) -> Call:
            return lambda: (*forward[name](), backward[name]())

        return {name: one_after_the_other(name) for name in forward}

    def values_alone(self) -> NDArray:
        """Our maximum, without indices."""
        return self.ours(self.x, *self.layer, workers=self.threads)

    def values(self) -> dict[str, Call]:
        """Max alone."""
        session = onnx_session("MaxPool", self.case, self.threads)
        return {
            "Pooling Lab": self.values_alone,
            "ONNX Runtime": lambda: session.run(None, {"x": self.x})[0],
        }

    def compiled(self) -> dict[str, Call]:
        """Max alone, compiled for this very layer; no rival where JAX is not installed."""
        if find_spec("jax") is None:
            return {}
        run = compiled_by_jax(self.x, *self.layer)
        return {"Pooling Lab": self.values_alone, "JAX": run}

    def blocks(self) -> dict[str, Call]:
        """Max alone where windows lie side by side and leave no cell; no rival elsewhere."""
        k, s, p = self.layer
        if k != s or p > 0 or any(n % k for n in self.case.shape[2:]):
            return {}
        return {
            "Pooling Lab": self.values_alone,
            "scikit-image": lambda: block_reduce(self.x, (1, 1, k, k), np.max),
        }

    def filters(self) -> dict[str, Call]:
        """Max alone where every cell is the middle of a window; no rival elsewhere."""
        k, s, p = self.layer
        if s != 1 or k != 2 * p + 1:
            return {}
        return {
            "Pooling Lab": self.values_alone,
            "SciPy": lambda: maximum_filter(self.x, (1, 1, k, k), mode="constant", cval=-np.inf),
        }

    def average(self) -> dict[str, Call]:
        """Average, padding counted."""
        return {
            "Pooling Lab": lambda: pooling.avg_pool2d(self.x, *self.layer, workers=self.threads),
            "PyTorch": lambda: torch.nn.functional.avg_pool2d(self.tensor, *self.layer),
        }

    def average_backward(self) -> dict[str, Call]:
        """The gradient of average."""
        (k, s, p), grad = self.layer, torch.from_numpy(self.grad)
        theirs = torch.ops.aten.avg_pool2d_backward
        return {
            "Pooling Lab": lambda: pooling.avg_pool2d_backward(
                self.grad, self.case.shape, *self.layer, workers=self.threads
            ),
            "PyTorch": lambda: theirs(grad, self.tensor, [k, k], [s, s], [p, p], False, True, None),
        }


def onnx_session(operator: str, case: Case, threads: int) -> onnxruntime.InferenceSession:
    """A model of one pooling node, run by so many threads."""
    k, s, p = case.kernel, case.stride, case.padding
    node = helper.make_node(operator, ["x"], ["y"], kernel_shape=[k, k], strides=[s, s], pads=[p] * 4)
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, case.shape)
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    graph = helper.make_graph([node], "pooling", [x], [y])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def compiled_by_jax(x: NDArray, kernel: int, stride: int, padding: int) -> Call:
    """A maximum over windows of planes as JAX compiles it for the CPU; it gives no thread a part of its own."""
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")  # read when JAX is first asked for a CPU
    import jax

    window, strides, sides = (1, 1, kernel, kernel), (1, 1, stride, stride), ((0, 0), (0, 0), *[(padding, padding)] * 2)

    def pool(planes: Any) -> Any:
        return jax.lax.reduce_window(planes, -np.inf, jax.lax.max, window, strides, sides)

    run, given = jax.jit(pool), jax.device_put(x, jax.devices("cpu")[0])
    return lambda: run(given).block_until_ready()


def check(calls: dict[str, Call]) -> None:
    """Fail unless all give the same: indices and maxima exactly, sums but for rounding in float32."""
    first, *others = (results(call()) for call in calls.values())
    for other in others:
        for ours, theirs in zip(first, other, strict=True):
            if ours.dtype.kind == "i":
                np.testing.assert_array_equal(ours, theirs)
            else:
                np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4)


def results(value: Any) -> list[NDArray]:
    """What a call returned, as arrays."""
    return [np.asarray(v) for v in (value if isinstance(value, tuple) else (value,))]
