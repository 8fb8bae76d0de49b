"""A caller under `mypy --strict` against the library alone: it passes, and is told what the functions give."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLER = """
from typing import Any

import numpy as np
from numpy.typing import NDArray

import pooling
from pooling import PoolSpec, PoolingError, adaptive_max_pool2d, avg_pool3d, global_max_pool1d, max_pool2d

x: NDArray[np.float32] = np.ones((2, 3, 8, 8), np.float32)
alone: NDArray[np.float32] = max_pool2d(x, 2)
output, indices = max_pool2d(x, (3, 3), stride=2, padding="same", return_indices=True)
reveal_type(max_pool2d(x, 2, return_indices=False))
reveal_type(max_pool2d(x, 2, None, ((0, 1), (1, 0)), 1, False, True))
reveal_type(global_max_pool1d(x, True))
reveal_type(adaptive_max_pool2d(x, (None, 2), return_indices=True))
reveal_type(avg_pool3d(x, np.array([1, 2, 2]), data_format="channels_last", workers=2))
reveal_type(max_pool2d(input=x, kernel_size=2, return_indices=True))
reveal_type(max_pool2d(kernel_size=2, input=x, stride=1))
reveal_type(global_max_pool1d(input=x))
reveal_type(adaptive_max_pool2d(input=x, output_size=2, return_indices=True))
reveal_type(avg_pool3d(input=x, kernel_size=2, data_format="channels_last"))
received: NDArray[Any] = pooling.max_pool2d_backward(output, indices, x.shape)
twice: NDArray[Any] = pooling.avg_pool1d_double_backward(grad_grad_input=x, kernel_size=[2])
spec = PoolSpec("max", 2)


def either(flag: bool) -> object:
    try:
        return max_pool2d(x, 2, return_indices=flag)
    except PoolingError:
        return None
"""
ARRAY = "numpy.ndarray[tuple[Any, ...], numpy.dtype[Any]]"
BOTH = f"tuple[{ARRAY}, {ARRAY}]"
WRONG = {
    "a kernel of text": "pooling.max_pool2d([[1.0]], 'two')",
    "no kernel": "pooling.avg_pool1d([1.0])",
    "another word": "pooling.max_pool2d([[1.0]], 2, data_format='NHWC')",
    "an unknown option": "pooling.lp_pool3d([[[1.0]]], 2, 1, dilation=2)",
    "input without a kernel": "pooling.max_pool2d(input=[[1.0]])",
    "input of a gradient": "pooling.avg_pool2d_backward(input=[[1.0]], input_shape=(2, 2), kernel_size=2)",
    "no such padding": "pooling.max_pool2d([[1.0]], 2, padding='full')",
}


def checked(folder, text):
    """What mypy says of a file elsewhere; of the library only the types are read, as of an installed one."""
    file = folder / "caller.py"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", str(file)]
    return subprocess.run(command, cwd=folder, env={"MYPYPATH": str(ROOT)}, text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("caller")


def test_a_caller_passes_and_is_told_what_comes(folder):
    done = checked(folder, CALLER)
    assert done.returncode == 0, done.stdout + done.stderr
    types = [line.split('"')[1] for line in done.stdout.splitlines() if "Revealed type" in line]
    assert types == [ARRAY, BOTH, BOTH, BOTH, ARRAY, BOTH, ARRAY, ARRAY, BOTH, ARRAY]


def test_what_no_function_takes_is_found(folder):
    done = checked(folder, "\n".join(["import pooling", *WRONG.values()]))
    found = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert found == set(range(2, 2 + len(WRONG))), done.stdout
