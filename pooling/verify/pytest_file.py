"""The pytest file that goes with written cases: plain NumPy, and nothing of this package."""

FILE = "test_pooling_cases.py"
ARRAYS = "pooling_cases.npz"

TEXT = '''"""Hard cases for pooling code: every known mistake gives a wrong result on one of them, and is named.

Needs NumPy, pytest and pooling_cases.npz beside this file. Say how your code is called in `forward` and `backward`;
as it stands, they look for max_pool2d, avg_pool2d, … and max_pool2d_backward, … in the module POOLING_MODULE.
A function that is missing is skipped; a module that has none of them fails.
"""

import importlib
import json
import os
from pathlib import Path

import numpy as np
import pytest

MODULE = os.environ.get("POOLING_MODULE", "my_pooling")
ARRAYS = np.load(Path(__file__).with_name("pooling_cases.npz"), allow_pickle=False)
META = json.loads(str(ARRAYS["meta"]))
NAMES = [name for each in META["operators"] for name in (f"{each}_pool2d", f"{each}_pool2d_backward")]


def forward(operator, x, layer):
    """The output for x (N, C, H, W); `layer` has kernel_size, stride and what else the case sets."""
    return function(f"{operator}_pool2d")(x, **layer)


def backward(operator, x, grad_output, layer):
    """The input gradient, (N, C, H, W)."""
    return function(f"{operator}_pool2d_backward")(x, grad_output, **layer)


def function(name):
    module = importlib.import_module(MODULE)
    if not any(hasattr(module, each) for each in NAMES):
        pytest.fail(f"{MODULE} has none of {', '.join(NAMES)}")
    if not hasattr(module, name):
        pytest.skip(f"{MODULE} has no {name}")
    return getattr(module, name)


@pytest.mark.parametrize("case", META["cases"], ids=lambda case: case["name"])
def test_forward(case):
    check(case, "output", forward(case["operator"], array(case, "x"), dict(case["layer"])))


@pytest.mark.parametrize("case", META["cases"], ids=lambda case: case["name"])
def test_backward(case):
    made = backward(case["operator"], array(case, "x"), array(case, "grad_output"), dict(case["layer"]))
    check(case, "grad_input", made)


def array(case, what):
    return ARRAYS[f"{case['name']}/{what}"].copy()


def check(case, what, mine):
    """The result is right, or the message says what it is."""
    mine = np.asarray(mine[0] if isinstance(mine, tuple) else mine)
    right = array(case, what)
    if same(mine, right):
        return
    fitting = [META["said"][name] for name in case["mistakes"][what] if same(mine, array(case, f"{what}/{name}"))]
    if mine.shape != right.shape:
        told = f"shape {mine.shape}, but must have shape {right.shape}"
    else:
        told = f"{int((~close(mine, right)).sum())} of {right.size} cells differ"
    pytest.fail(f"{case['title']}: {told}. " + (f"It is {'; or '.join(fitting)}." if fitting else ""))


def close(mine, right):
    wide = mine.dtype.kind != "f" or mine.dtype.itemsize > 4
    tolerance = 1e-9 if wide else 1e-5 if mine.dtype.itemsize == 4 else 5e-3
    return np.isclose(mine, right, rtol=tolerance, atol=tolerance * np.abs(right).max(), equal_nan=True)


def same(mine, right):
    return mine.shape == right.shape and bool(close(mine, right).all())
'''
