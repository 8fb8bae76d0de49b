"""A plane that is carried into Explore keeps its numbers; of a large one a part goes, and its windows are whole."""

import numpy as np
import pytest

from lab.check.carried import carried
from lab.entry import LARGEST_SIDE
from lab.settings import Settings
from pooling import pool
from tests.pooling.checks import same


def layer(operator="max", kernel=3, stride=2, padding=0):
    return Settings(operator, (kernel,) * 2, (stride,) * 2, (padding,) * 2)


def test_a_small_plane_goes_as_it_is():
    random = np.random.default_rng(0)
    x, gradient = random.normal(size=(7, 9)), random.normal(size=(3, 4))
    lab = carried(x, gradient, layer(), (2, 3), True)
    same(lab.x, x)
    same(lab.grad_output, gradient)
    assert (lab.selection.kind, lab.selection.row, lab.selection.column, lab.notice) == ("cell", 2, 3, "")


@pytest.mark.parametrize("cell", [(0, 0), (20, 33), (39, 39), (13, 2)])
@pytest.mark.parametrize(("kernel", "stride", "padding"), [(2, 2, 0), (3, 2, 1), (3, 1, 1), (5, 3, 2)])
def test_of_a_large_one_whole_windows_give_what_they_gave(cell, kernel, stride, padding):
    random = np.random.default_rng(0)
    x = random.normal(size=(40, 40))
    settings = layer(kernel=kernel, stride=stride, padding=padding)
    whole = pool(x, settings.spec(40, 40))
    gradient = random.normal(size=whole.output.shape)
    lab = carried(x, gradient, settings, cell, True)
    assert lab.x.shape == (LARGEST_SIDE, LARGEST_SIDE)
    row, column = lab.selection.row, lab.selection.column
    assert lab.x[row, column] == x[cell]
    assert "16 × 16 part of your 40 × 40 plane" in lab.notice
    top, left = cell[0] - row, cell[1] - column
    part = pool(lab.x, lab.settings.spec(16, 16))
    for i, j in np.argwhere(lab.grad_output != 0):
        there = i + top // stride, j + left // stride
        assert part.output[i, j] == whole.output[there]
        assert lab.grad_output[i, j] == gradient[there]
    assert np.any(lab.grad_output != 0)


def test_at_the_end_of_the_plane_the_padding_is_its_own():
    x = np.arange(400.0).reshape(20, 20)
    settings = layer(kernel=3, stride=1, padding=1)
    lab = carried(x, np.ones((20, 20)), settings, (19, 19), True)
    assert (lab.selection.row, lab.selection.column) == (15, 15)
    assert lab.grad_output[15, 15] == 1
    assert not lab.grad_output[0].any()
    assert not lab.grad_output[:, 0].any()
