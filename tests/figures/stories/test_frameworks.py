"""Two frameworks side by side: the sentence, the rule and the marks are those of the core."""

import numpy as np
import pytest

from figures.stories.frameworks import compare
from figures.theme import LIGHT
from lab.examples import NEGATIVE_X, WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from pooling.frameworks import CONVENTIONS


def compared(left, right, x=NEGATIVE_X, spec=None, grad_output=None):
    pooled = pool(np.asarray(x, dtype=float), spec or PoolSpec("max", 3, 1, 1))
    return compare((left, right), pooled, np.ones(pooled.output.shape) if grad_output is None else grad_output, LIGHT)


def test_what_is_the_same_is_said_to_be_the_same():
    found = compared("pytorch", "keras_valid", WORKED_X, PoolSpec("max", 2), WORKED_GRAD_OUTPUT)
    assert found.text == "PyTorch and Keras VALID give the same on this grid: output and input gradient."
    assert found.rules == ()
    assert all(not grid.marks for grid in found.grids)


def test_zeros_in_the_padding_are_named_as_the_rule():
    found = compared("pytorch", "zero_padding")
    assert found.rules == ("padding_value",)
    assert found.text == (
        "They differ in 12 output cells and in 4 cells of the input gradient. The rule behind it: padding value."
    )


def test_both_results_stand_side_by_side_with_what_differs_marked():
    grids = compared("pytorch", "zero_padding").grids
    assert [grid.title for grid in grids] == [
        "Output: PyTorch",
        "Output: Textbook zero padding",
        "Input gradient: PyTorch",
        "Input gradient: Textbook zero padding",
    ]
    left, right = (grid.picture.z for grid in grids[:2])
    assert {tuple(at) for at in np.argwhere(left != right).tolist()} == set(grids[0].marks) == set(grids[1].marks)
    np.testing.assert_array_equal(right[0], [0, 0, 0, 0])


def test_both_outputs_have_one_range_of_colours():
    ranges = {(grid.picture.low, grid.picture.high) for grid in compared("pytorch", "zero_padding").grids[:2]}
    assert len(ranges) == 1


def test_where_a_size_differs_only_cells_that_are_there_are_marked():
    found = compared("pytorch", "keras_same", np.arange(25.0).reshape(5, 5), PoolSpec("max", 2))
    small, large = found.grids[:2]
    assert (small.picture.z.shape, large.picture.z.shape) == ((2, 2), (3, 3))
    assert all(at[0] < 2 and at[1] < 2 for at in small.marks)
    assert {(0, 2), (2, 2)} <= set(large.marks)
    assert found.text.endswith(" Their outputs differ in size, so ones are sent back on both sides.")


def test_a_framework_without_the_layer_says_so_and_the_other_is_shown():
    found = compared("pytorch", "keras_same", WORKED_X, PoolSpec("lp", 2))
    assert found.text == "Keras SAME has no such layer."
    assert found.notes[1] == (
        "operator must be one of max, avg, min, range in Keras, which has no Lp pooling, but got lp",
    )
    assert [grid.title for grid in found.grids] == ["Output: PyTorch", "Input gradient: PyTorch"]


def test_where_both_have_no_such_layer_nothing_is_drawn():
    found = compared("keras_valid", "keras_same", WORKED_X, PoolSpec("lp", 2))
    assert found.text == "Keras VALID and Keras SAME have no such layer."
    assert found.grids == ()


def test_range_pooling_is_said_to_be_made_of_two_maxima():
    found = compared("pytorch", "keras_same", WORKED_X, PoolSpec("range", 2), WORKED_GRAD_OUTPUT)
    assert found.text == "PyTorch and Keras SAME give the same on this grid: output and input gradient."
    assert found.notes == (
        ("PyTorch has no range pooling: this is max_pool2d(x) + max_pool2d(−x).",),
        ("Keras has no range pooling: this is MaxPooling2D(x) + MaxPooling2D(−x).",),
    )


def test_zeros_in_the_padding_may_be_the_smallest_cells_of_range():
    found = compared("pytorch", "zero_padding", [[1.0, 3.0], [5.0, 2.0]], PoolSpec("range", 2, 2, 1))
    assert found.rules == ("padding_value",)
    assert found.text == (
        "They differ in 4 output cells and in 4 cells of the input gradient. The rule behind it: padding value."
    )
    np.testing.assert_array_equal(found.grids[0].picture.z, [[0, 0], [0, 0]])
    np.testing.assert_array_equal(found.grids[1].picture.z, [[1, 3], [5, 2]])
    np.testing.assert_array_equal(found.grids[2].picture.z, [[0, 0], [0, 0]])
    np.testing.assert_array_equal(found.grids[3].picture.z, [[1, 1], [1, 1]])


@pytest.mark.parametrize("left", CONVENTIONS)
def test_a_framework_is_like_itself(left):
    assert compared(left, left).rules == ()
