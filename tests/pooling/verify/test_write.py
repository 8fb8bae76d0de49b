"""The written cases: a pytest file that needs NumPy alone, passes right code, and names a mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pooling.verify.__main__ import main
from pooling.verify.write import write

ROOT = Path(__file__).resolve().parents[3]
RIGHT = """
from pooling import *
from pooling import max_pool2d as _max, max_pool2d_backward as _back

def max_pool2d_backward(x, grad_output, **layer):
    return _back(grad_output, _max(x, **layer, return_indices=True)[1], x.shape)

def avg_pool2d_backward(x, grad_output, **layer):
    import pooling
    return pooling.avg_pool2d_backward(grad_output, x.shape, **layer)

def lp_pool2d(x, **layer):
    import pooling
    return pooling.lp_pool2d(x, 2.0, **layer)

def lp_pool2d_backward(x, grad_output, **layer):
    import pooling
    return pooling.lp_pool2d_backward(grad_output, x, 2.0, **layer)

def range_pool2d_backward(x, grad_output, **layer):
    import pooling
    return pooling.range_pool2d_backward(grad_output, x, **layer)
"""
WRONG = """
import numpy as np

def max_pool2d_backward(x, grad_output, kernel_size, stride):
    k, s, grad = kernel_size, stride, np.zeros_like(x)
    for n, c, i, j in np.ndindex(grad_output.shape):
        window = x[n, c, i * s : i * s + k, j * s : j * s + k]
        r, q = np.unravel_index(window.argmax(), window.shape)
        grad[n, c, i * s + r, j * s + q] = grad_output[n, c, i, j]
    return grad
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    write(folder)
    return folder


def run(folder, name, code, *arguments, module=""):
    """pytest on the written file, with `code` as the module that it tries."""
    (folder / f"{name}.py").write_text(code)
    environment = {**os.environ, "POOLING_MODULE": module or name, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_pooling_cases.py", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def test_right_code_passes(folder):
    assert "failed" not in run(folder, "right_pooling", RIGHT)


def test_a_mistake_is_named(folder):
    told = run(folder, "wrong_pooling", WRONG, "-k", "backward and max and overlap and not padding")
    assert "overlap (7×7, kernel 3, stride 2): 1 of 49 cells differ. It is what assigning (=) gives" in told


def test_what_has_no_function_to_try_fails(folder):
    told = run(folder, "empty_pooling", "", "-k", "forward and overlap")
    assert "passed" not in told
    assert "skipped" not in told
    assert "empty_pooling has none of max_pool2d, max_pool2d_backward, avg_pool2d" in told
    assert "No module named 'missing_pooling'" in run(
        folder, "x", "", "-k", "forward and overlap", module="missing_pooling"
    )


def test_writing_twice_gives_the_same_bytes(folder, tmp_path):
    assert [path.read_bytes() for path in write(tmp_path)] == [
        path.read_bytes() for path in sorted(folder.glob("*pooling_cases.*"))
    ]


def test_the_command_says_what_it_wrote(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["pooling.verify", "--write", str(tmp_path / "new")])
    main()
    told = capsys.readouterr().out.splitlines()
    assert told == [str(tmp_path / "new" / name) for name in ("pooling_cases.npz", "test_pooling_cases.py")]
