"""The sizes that coremltools infers for Core ML's pooling; a prediction needs a Mac.

In no requirements file: `pip install coremltools`. Run with coremltools 9.0.
"""

import numpy as np
import pytest

from pooling import PoolingError
from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import problems
from tests.oracles.layers import over
from tests.oracles.snippet_cases import ran
from tests.pooling.checks import spec_of

mil = pytest.importorskip("coremltools.converters.mil", reason="coremltools is an oracle of these tests alone")

LAYERS = problems("max", "avg", count=25, dilation=(1, 1), divisor_override=None)


@over(LAYERS)
def test_the_size(name, problem):
    layer, *size = problem
    try:
        ours = CONVENTIONS["coreml"].apply(np.zeros(size, np.float32), spec_of(layer)).output
    except PoolingError:
        return
    pool = mil.Builder.max_pool if layer.operator == "max" else mil.Builder.avg_pool
    (p_h, p_w), shapes = layer.padding, []

    @mil.Builder.program(input_specs=[mil.Builder.TensorSpec(shape=(1, 1, *size))])
    def model(x):
        y = pool(
            x=x, kernel_sizes=layer.kernel_size, strides=layer.stride, pad_type="custom", pad=[p_h, p_h, p_w, p_w],
            ceil_mode=layer.ceil_mode,
        )  # fmt: skip
        shapes.append(y.shape)
        return y

    assert shapes == [(1, 1, *ours.shape)]


@pytest.mark.parametrize("operator", ["max", "avg"])
def test_its_own_code_is_a_program_of_the_size_that_it_gives(operator):
    """All but the last line runs everywhere; a prediction needs a Mac."""
    for text, outcome in own_code.cases("coreml", operator, count=10, dilation=(1, 1), divisor_override=None):
        program, _, predicted = text.partition("output = model.predict(")
        (y,) = ran(program, "pooling")["pooling"].item().functions["main"].outputs
        assert y.shape == (1, 1, *outcome.output.shape)
        assert predicted.startswith('{"x": x[None, None]})["y"][0, 0]')
