"""Side by side with ncnn: pad_mode 0, which makes every window whole, and averages over cells.

In no requirements file: `pip install ncnn`. Run with ncnn 1.0.20261020.
"""

import numpy as np
import pytest

from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over

ncnn = pytest.importorskip("ncnn", reason="ncnn is an oracle of these tests alone")

LAYERS = problems("max", "avg", count=50, dilation=(1, 1), divisor_override=None)


@pytest.fixture
def pooled(tmp_path):
    """The output of a net that is one layer."""

    def run(layer, x, **more):
        pairs = {"1": layer.kernel_size, "2": layer.stride, "3": layer.padding}
        given = {key: pair[1] for key, pair in pairs.items()} | {f"1{key}": pair[0] for key, pair in pairs.items()}
        given |= {"0": int(layer.operator == "avg"), **more}
        words = " ".join(f"{key}={value}" for key, value in given.items())
        param, weights = tmp_path / "net.param", tmp_path / "net.bin"
        param.write_text(f"7767517\n2 2\nInput in 0 1 in\nPooling pool 1 1 in out {words}\n")
        weights.write_bytes(b"")
        net = ncnn.Net()
        net.opt.use_fp16_storage = net.opt.use_bf16_storage = False
        assert net.load_param(str(param)) == net.load_model(str(weights)) == 0
        extractor = net.create_extractor()
        extractor.input("in", ncnn.Mat(x[0]).clone())
        _, y = extractor.extract("out")
        return np.array(y)[None], None

    return run


@over(LAYERS)
def test_a_layer_with_its_defaults(name, problem, pooled):
    agrees(CONVENTIONS["ncnn"], pooled, name, problem, rtol=1e-3)


def test_padding_counts_if_it_is_told_so(pooled):
    ((layer, *_),) = problems("avg", count=1, kernel_size=(2, 2), stride=(2, 2), padding=(1, 1)).values()
    x = np.ones((1, 1, 2, 2), np.float32)
    assert pooled(layer, x)[0].ravel().tolist() == [1, 1, 1, 1]
    assert pooled(layer, x, **{"6": 1})[0].ravel().tolist() == [0.25, 0.25, 0.25, 0.25]


@pytest.mark.parametrize("operator", ["max", "avg"])
def test_its_own_code_gives_its_own_result(operator):
    own_code.check("ncnn", operator, both=False, rtol=1e-3, dilation=(1, 1), divisor_override=None)
