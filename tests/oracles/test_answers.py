"""Side by side with Chainer and MXNet, which another Python runs: they are of a time before NumPy 2.

`python -m venv old; old/bin/pip install "numpy<1.24" "setuptools<60" wheel requests graphviz`, then
`old/bin/pip install --no-deps mxnet==1.9.1`, `old/bin/pip install --no-build-isolation chainer==7.8.1`, and
`OLD_PYTHON=old/bin/python pytest tests/oracles/test_answers.py`. Run with Chainer 7.8.1 and MXNet 1.9.1.
"""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from pooling import PoolingError
from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import problems
from tests.oracles.layers import numbers
from tests.pooling.checks import close, spec_of

PYTHON = os.environ.get("OLD_PYTHON", "")
pytestmark = pytest.mark.skipif(not PYTHON, reason="OLD_PYTHON names no Python with Chainer and MXNet")

LAYERS = problems("max", "avg", dilation=(1, 1), divisor_override=None)


@pytest.mark.parametrize("framework", ["chainer", "mxnet"])
def test_both_passes(framework, tmp_path):
    asked, layers, ours = {}, [], []
    for name, (layer, *size) in LAYERS.items():
        choices = [-3, -2, -1, 1, 2] if layer.operator == "max" else None
        x = numbers(name, 1, 2, *size, choices=choices).astype(np.float32)
        try:
            ours.append(CONVENTIONS[framework].apply(x, spec_of(layer)))
        except PoolingError:
            continue
        asked[f"x{len(layers)}"] = x
        layers.append(layer._asdict())
    assert len(ours) > 80
    answered(framework, asked | {"layers": json.dumps(layers)}, ours, tmp_path)


@pytest.mark.parametrize("operator", ["max", "avg"])
@pytest.mark.parametrize("framework", ["chainer", "mxnet"])
def test_its_own_code_gives_its_own_result(framework, operator, tmp_path):
    cases = own_code.cases(framework, operator, dilation=(1, 1), divisor_override=None)
    asked = {f"x{number}": np.zeros(0) for number in range(len(cases))}
    texts = json.dumps([text for text, _ in cases])
    answered("code", asked | {"layers": texts}, [outcome for _, outcome in cases], tmp_path)


def answered(what, asked, ours, folder):
    """The other Python gives what the conventions give."""
    np.savez(folder / "asked.npz", **asked)
    script = Path(__file__).with_name("answers.py")
    command = [PYTHON, script, what, folder / "asked.npz", folder / "answers.npz"]
    # With oneDNN, MXNet's gradient of a partial average is not that of its output.
    subprocess.run(command, check=True, env=os.environ | {"MXNET_MKLDNN_ENABLED": "0"})
    answers = np.load(folder / "answers.npz")
    for number, outcome in enumerate(ours):
        close(outcome.output, answers[f"output{number}"], rtol=1e-5, atol=1e-5)
        close(outcome.grad_input, answers[f"grad_input{number}"], rtol=1e-5, atol=1e-5)
