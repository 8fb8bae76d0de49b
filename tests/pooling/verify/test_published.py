"""The switches give what the loops of published code give, cell for cell."""

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.verify import MISTAKES, mistakes
from pooling.verify.case import Case
from pooling.verify.search import given

#: What each loop gets wrong.
LOOPS = {
    mistakes.assign: ("assign",),
    mistakes.overwrite: ("overwrite",),
    mistakes.every_tie: ("every_tie",),
    mistakes.split: ("split",),
    mistakes.last_tie: ("last_tie",),
}


@pytest.mark.parametrize(("loop", "names"), LOOPS.items())
@pytest.mark.parametrize(("kernel", "stride"), [(2, 2), (3, 2), (3, 1), (2, 3)])
def test_a_published_loop_and_its_switch_agree(loop, names, kernel, stride):
    random = np.random.default_rng(0)
    x = random.integers(-2, 3, (8, 7)).astype(float)
    spec = PoolSpec("max", kernel, stride)
    grad_output = random.normal(size=spec.output_size(8, 7))
    made = given(Case(x, spec, grad_output), "grad_input", tuple(MISTAKES[n] for n in names))
    np.testing.assert_allclose(made, loop(x, grad_output, kernel, stride))


@pytest.mark.parametrize(("kernel", "stride"), [(2, 2), (3, 2), (3, 1)])
def test_padding_with_zeros_agrees(kernel, stride):
    random = np.random.default_rng(0)
    x = random.integers(-5, 2, (8, 7)).astype(float)
    spec = PoolSpec("max", kernel, stride, 1)
    case = Case(x, spec, random.normal(size=spec.output_size(8, 7)))
    zeros = (MISTAKES["zeros"],)
    np.testing.assert_array_equal(given(case, "output", zeros), mistakes.pad_with_zeros(x, kernel, stride, 1))
    sent = mistakes.send_into_zeros(x, case.grad_output, kernel, stride, 1)
    np.testing.assert_allclose(given(case, "grad_input", zeros), sent)
