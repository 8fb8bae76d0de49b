"""The own code of frameworks that no package has: its form is that of their source."""

import ast
import re

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.frameworks import CONVENTIONS

#: What a layer of Caffe's may say of pooling:
#: https://github.com/BVLC/caffe/blob/032384455635928a63ff0325a73e56d4f625c71d/src/caffe/proto/caffe.proto
CAFFE = {"pool", "pad", "pad_h", "pad_w", "kernel_size", "kernel_h", "kernel_w", "stride", "stride_h", "stride_w"}
LAYERS = {
    "MAX": PoolSpec("max", (3, 2), (2, 1), (1, 0)),
    "AVE": PoolSpec("avg", 2, 2, ceil_mode=True),
}


@pytest.mark.parametrize(("pool", "spec"), LAYERS.items(), ids=LAYERS.keys())
def test_caffe_s_prototxt_has_the_fields_of_caffe_s_schema(pool, spec):
    text = CONVENTIONS["caffe"].own_code(np.arange(25.0).reshape(5, 5), spec)
    (said,) = re.findall(r"pooling_param \{(.*?)\}", text)
    fields = dict(re.findall(r"(\w+): (\w+)", said))
    assert set(fields) <= CAFFE
    assert fields.pop("pool") == pool
    assert {name: int(number) for name, number in fields.items()} == {
        **dict(zip(("kernel_h", "kernel_w"), spec.kernel_size, strict=True)),
        **dict(zip(("stride_h", "stride_w"), spec.stride, strict=True)),
        **dict(zip(("pad_h", "pad_w"), spec.padding, strict=True)),
    }
    ast.parse(text)


@pytest.mark.parametrize("key", [key for key in CONVENTIONS if key != "zero_padding"])
def test_a_framework_s_own_code_is_a_few_lines(key):
    x = np.arange(16.0).reshape(4, 4)
    code = CONVENTIONS[key].own_code(x, PoolSpec("max", 2)).split("\n\n", 1)[1].splitlines()
    lines = [line for line in code if line and not line.startswith(("#", "print", "    [", "]"))]
    assert len(lines) <= 25
