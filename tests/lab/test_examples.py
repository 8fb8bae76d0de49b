"""The named inputs: the sources' own numbers, and fills for a grid of any size."""

import numpy as np
import pytest

from lab.examples import EXAMPLES, GRADIENTS
from pooling import PoolSpec, pool
from tests.pooling import worked
from tests.pooling.checks import same

WORKED = {name: example for name, example in EXAMPLES.items() if example.spec}
every_worked = pytest.mark.parametrize("example", WORKED.values(), ids=WORKED.keys())
every_example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
every_gradient = pytest.mark.parametrize("fill", [fill for _, fill in GRADIENTS.values()], ids=GRADIENTS.keys())


def run(name):
    example = EXAMPLES[name]
    return pool(example.x(1, 1), example.spec)


def test_the_worked_example_is_the_source_s():
    same(EXAMPLES["worked"].x(9, 9), worked.X)


def test_the_worked_gradient_is_the_source_s():
    same(EXAMPLES["worked"].grad_output, worked.GRAD_OUTPUT)


def test_the_worked_layer_is_the_source_s():
    assert EXAMPLES["worked"].spec == PoolSpec("max", 2, 2)


def test_the_overlap_example_has_the_layer_of_erratum_3():
    assert (EXAMPLES["overlap"].size, EXAMPLES["overlap"].spec) == ((7, 7), PoolSpec("max", 3, 2))


def test_the_overlap_example_forward():
    same(run("overlap").output, np.array([[9.0, 9, 5], [9, 9, 8], [7, 7, 8]]))


def test_the_overlap_example_indices():
    same(run("overlap").indices, np.array([[16, 16, 12], [16, 16, 34], [44, 44, 34]]))


def test_the_overlap_example_adds_up():
    grad_input = np.zeros((7, 7))
    grad_input[2, 2], grad_input[1, 5], grad_input[4, 6], grad_input[6, 2] = 1 + 2 + 4 + 5, 3, 6 + 9, 7 + 8
    same(run("overlap").backward(EXAMPLES["overlap"].grad_output.astype(float)), grad_input)


def test_the_constant_example_is_all_ties():
    same(run("constant").indices, np.array([[0, 2], [8, 10]]))


def test_the_negative_example_never_outputs_padding():
    same(run("negative").output, np.array([[-1.0, -2.0], [-2.0, -1.0]]))


def test_one_hot_sums_to_one():
    assert EXAMPLES["one_hot"].x(4, 5).sum() == 1


def test_random_integers_lie_within_nine():
    x = EXAMPLES["integers"].x(40, 40)
    assert (x.min(), x.max(), (x == x.round()).all()) == (-9, 9, True)


def test_random_normal_has_three_decimals():
    x = EXAMPLES["normal"].x(20, 20)
    same(x, x.round(3))


@every_worked
def test_a_worked_example_fits_its_own_layer(example):
    assert example.x(1, 1).shape == example.size
    example.spec.output_size(*example.size)


@every_worked
def test_a_worked_gradient_fits_its_own_output(example):
    if example.grad_output is not None:
        assert example.grad_output.shape == example.spec.output_size(*example.size)


@every_example
def test_an_input_is_float64(example):
    assert example.x(5, 6).dtype == np.float64


@every_example
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (6, 1), (5, 6)], ids=str)
def test_a_fill_takes_any_size(example, size):
    assert example.x(*size).shape == (example.size or size)


@every_example
def test_the_same_seed_gives_the_same_input(example):
    same(example.x(5, 6, 3), example.x(5, 6, 3))


@every_example
def test_the_seed_matters_exactly_where_it_says_so(example):
    assert (example.x(5, 6, 1) != example.x(5, 6, 2)).any() == example.seeded


@every_example
def test_an_input_is_a_copy_of_its_own(example):
    before = example.x(5, 6).copy()
    example.x(5, 6)[...] = 99
    same(example.x(5, 6), before)


@every_example
def test_an_example_is_told_in_words(example):
    assert example.label
    assert example.note.endswith(".")


def test_labels_are_unique():
    assert len({example.label for example in EXAMPLES.values()}) == len(EXAMPLES)


@every_gradient
@pytest.mark.parametrize("size", [(1, 1), (1, 3), (4, 2)], ids=str)
def test_a_gradient_fills_any_output(fill, size):
    assert fill(*size, 0).shape == size


def test_gradients_of_ones_and_zeros():
    same(GRADIENTS["ones"][1](1, 2, 0), np.array([[1.0, 1.0]]))
    same(GRADIENTS["zeros"][1](1, 2, 0), np.array([[0.0, 0.0]]))
