"""The lines of code beside a verdict do what they say: a plain loop of them gives the right and the wrong result."""

from itertools import product

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.verify import MISTAKES, Case
from pooling.verify.known import named
from pooling.verify.search import given, groups

SPECS = {
    "as PyTorch has it": PoolSpec("avg", 3, 2, 1),
    "a ceiled window is cut": PoolSpec("avg", 3, 2, 1, ceil_mode=True),
    "nothing is cut": PoolSpec("avg", 2, 2, ceil_mode=True),
    "padding does not count": PoolSpec("avg", 3, 2, 1, count_include_pad=False),
    "its own divisor": PoolSpec("avg", 3, 2, 1, divisor_override=4),
}
DIVISORS = ("by_kernel", "by_cells", "by_padded", "not_divided", "by_output")


def run(line, case):
    """What a line gives in a loop over the windows of one padded plane."""
    (k, _), (s, _), (p, _), x, grad_output = (
        *(getattr(case.spec, name) for name in ("kernel_size", "stride", "padding")),
        case.x,
        case.grad_output,
    )
    height, width = x.shape
    padded = np.pad(x, p)
    real = np.pad(np.ones_like(x), p)
    out, back = np.zeros(grad_output.shape), np.zeros_like(padded)
    for i, j in product(*map(range, out.shape)):
        window = (slice(i * s, i * s + k), slice(j * s, j * s + k))
        names = {
            "output": out,
            "grad_input": back,
            "grad_output": grad_output,
            "window": padded[window] if line.startswith("output") else window,
            "divisor_override": case.spec.divisor_override,
            "real_cells": real[window].sum(),
            "cells_of_padded_x": real[window].size,
            "H_out": out.shape[0],
            "W_out": out.shape[1],
        }
        exec(line, {**names, "i": i, "j": j, "k": k})
    return out if line.startswith("output") else back[p : p + height, p : p + width]


@pytest.mark.parametrize("what", ["output", "grad_input"])
@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_the_lines_of_a_divisor_give_the_right_and_the_wrong_result(spec, what):
    rng = np.random.default_rng(0)
    case = Case(rng.normal(size=(6, 6)), spec, rng.normal(size=spec.output_size(6, 6)))
    tried = [together for together in groups(case, what, 1) if together[0].name in DIVISORS]
    assert len(tried) >= 3
    for together in tried:
        mistake = named(together, case, what)
        np.testing.assert_allclose(run(mistake.right, case), case.right(what))
        np.testing.assert_allclose(run(mistake.wrong, case), given(case, what, together))


def test_rounding_says_which_way_is_right():
    lines = [
        named((MISTAKES["rounding"],), Case(np.ones((3, 3)), PoolSpec("max", 2, 2, ceil_mode=up)), "output")
        for up in (False, True)
    ]
    assert [(line.right, line.wrong) for line in lines] == [
        ("H_out = (H + 2*p - k) // s + 1", "H_out = -(-(H + 2*p - k) // s) + 1"),
        ("H_out = -(-(H + 2*p - k) // s) + 1", "H_out = (H + 2*p - k) // s + 1"),
    ]
