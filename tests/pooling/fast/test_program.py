"""What is prepared for a shape is right again after something was raised in the middle of it."""

import numpy as np
import pytest

from pooling.axis import axes
from pooling.fast.layout import layout_of
from pooling.fast.merging import Merging
from pooling.fast.program import Program
from pooling.spec import PoolSpec


class Cut:
    """Instead of an array: raises when it is written to."""

    def __setitem__(self, place, value):
        raise KeyboardInterrupt


def test_a_program_that_was_cut_off_begins_anew():
    x = np.random.default_rng(0).normal(size=(1, 8, 8, 1))
    layout = layout_of(axes(PoolSpec("max", 2, 2, 1), (8, 8)), 1)
    program = Program(layout, 1, (2, 5), Merging(np.maximum), x.dtype, -np.inf, (0, 0))
    first = program.run(x, (0, 0)).values.copy()
    program.run(x, (3, 0))  # with places of padding below, not above
    program.run(x, (0, 0))
    program._natural, natural = Cut(), program._natural
    with pytest.raises(KeyboardInterrupt):
        program.run(x, (3, 0))
    program._natural = natural
    np.testing.assert_array_equal(program.run(x, (0, 0)).values, first)
