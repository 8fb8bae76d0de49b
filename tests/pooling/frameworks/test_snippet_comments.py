"""What the code to take says of itself: every comment that the layers of the lab can bring, to the word."""

import re
from itertools import product

import numpy as np
import pytest

from pooling import OPERATORS, PoolingError, PoolSpec
from pooling.frameworks.code.snippets import snippets, writers

SMALL, WIDE = np.arange(-9.0, 11).reshape(4, 5), np.full((4, 5), 1e9) + np.eye(4, 5)

SMALLEST = "the smallest cell of x is the largest of -x"
TWO = "the smallest cell of x is minus the largest of -x."
GATHERED = ": here the cells of every window are gathered and added up."
PRODUCTS = ": here sums over windows are two matrix products."

EVERY = {}
EVERY["NumPy"] = {
    "# the core of Pooling Lab",
    "# The gradient goes to the indices, whichever way they were chosen.",
}
EVERY["NumPy alone"] = {
    "# The cells by their flat numbers, and those of every window.",
    "# The cells by their flat numbers, and those of every window; N stands for padding.",
    "# The cells by their flat numbers, those of every window, and what its sum is divided by or scaled with.",
    *(
        f"# Forward: the {name} cell, of equal ones the first{padding}"
        for name in ("largest", "smallest")
        for padding in (".", "; padding never wins.")
    ),
    "# Forward.",
    "# Forward: N stands for padding, which adds N.",
    "# Backward: a cell may win several windows, so add, never assign.",
    "# Backward: each cell adds up what its windows send.",
    "# N: no cell",
    "# partial windows count as full ones",
    "# none at N",
}
EVERY["Loops"] = {
    "# of equal cells the first",
    "# else padding",
    "# the root has no slope at N",
    "# partial windows count as full ones",
    "# its largest cell",
    "# its smallest cell",
    "# Backward: a cell may win several windows, so add, never assign.",
    "# Backward: each cell adds up what its windows send.",
}
EVERY["PyTorch"] = {
    f"# PyTorch has no min pooling: {SMALLEST}.",
    f"# PyTorch has no range pooling: {TWO}",
    "# No window holds these cells: nothing is sent to them, though N times NaN is NaN.",
}
EVERY["Keras"] = {
    "# N, H, W, C",
    "# keras.ops works with every backend; its gradient is here TensorFlow's, the default one.",
    "# There are no indices: Keras does not return them.",
    f"# {SMALLEST[0].upper()}{SMALLEST[1:]}.",
    f"# {SMALLEST}",
    f"# Keras has no range pooling: {TWO}",
    "# Keras pools without dilation: one slice for each place of the window.",
    "# The gradient of ops.max would be split among equal cells; here the first wins.",
    "# Keras counts padding: the mean, by the share of each window that should count.",
    "# Keras has no divisor_override: the mean times its divisor is the sum.",
    "# Keras has no Lp pooling: from the mean of the powers to their sum, and the root.",
    "# The root has no slope at N: no gradient is sent there.",
    "# No window holds these cells: nothing is sent to them, though N times NaN is NaN.",
}
EVERY["ONNX"] = {
    f"# ONNX has no min pooling: {SMALLEST}.",
    f"# ONNX has no range pooling: {TWO}",
    "# ONNX Runtime computes no gradient. A cell may win several windows: add, never assign.",
    "# ONNX Runtime computes no gradient. In NumPy: each cell adds up what its windows send.",
    "# AveragePool of ONNX Runtime takes single precision only: about seven digits are right.",
    "# LpPool of ONNX Runtime takes single precision only: about seven digits are right.",
    f"# AveragePool has no divisor_override{PRODUCTS}",
    f"# AveragePool has single precision only{PRODUCTS}",
    f"# LpPool takes a whole p only{PRODUCTS}",
    f"# LpPool takes a whole p only{GATHERED}",
    f"# LpPool takes absolute values{GATHERED}",
    f"# LpPool scales no partial window up{PRODUCTS}",
    f"# LpPool has single precision only{PRODUCTS}",
    "# Which of n cells each of the windows holds, as N and N.",
    "# N: no cell",
    "# partial windows count as full ones",
    "# none at N",
}
GIVEN = {
    "padding": [0, 1],
    "dilation": [1, 2],
    "ceil_mode": [False, True],
    "count_include_pad": [True, False],
    "divisor_override": [None, 3],
    "norm_type": [2.0, 3.0, 2.5],
}


def layers():
    """Layers with each value of every parameter; some leave cells out, some have a partial window."""
    for name, operator in OPERATORS.items():
        own = [parameter.name for parameter in operator.parameters]
        for kernel, stride, *values in product([2], [2, 3], *(GIVEN[parameter] for parameter in own)):
            yield PoolSpec(name, kernel, stride, **dict(zip(own, values, strict=True)))


def comments(text):
    """What stands behind # in code, N in place of whole numbers."""
    return {re.sub(r"\b\d+\b", "N", found) for found in re.findall(r"#.*", text)}


def told():
    """The comments of each framework over all layers."""
    found = {label: set() for label in writers()}
    for spec, x in product(layers(), (SMALL, np.abs(SMALL), WIDE)):
        try:
            texts = snippets(x, np.ones(spec.output_size(*x.shape)), spec)
        except PoolingError:  # no window fits
            continue
        for label, text in texts.items():
            found[label] |= comments(text)
    return found


@pytest.fixture(scope="module")
def found():
    with np.errstate(all="ignore"):  # a negative to a fraction is NaN
        return told()


@pytest.mark.parametrize("label", writers())
def test_the_comments_of_a_framework(label, found):
    assert found[label] == EVERY[label]
