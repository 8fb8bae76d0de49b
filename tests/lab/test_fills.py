"""A fill as its grid changes: another size of it, another seed, and when the numbers have become the visitor's own."""

from dataclasses import replace

import numpy as np
import pytest

from lab.examples import EXAMPLES, GRADIENTS, poured
from lab.fills import is_own, reseeded, resized
from lab.share import decode, encode
from lab.state import fresh, laid, settled, with_example, with_gradient
from tests.pooling.checks import same

ANY_SIZE = [name for name, example in EXAMPLES.items() if example.size is None]
WORKED = [name for name in EXAMPLES if name not in ANY_SIZE]
SEEDED = [name for name, example in EXAMPLES.items() if example.seeded]
SIZES = [(1, 1), (3, 9), (16, 16), (6, 7)]


def edited(lab, row=0, column=0, value=123.0):
    canvas = lab.canvas.copy()
    canvas[row, column] = value
    return replace(lab, canvas=canvas)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ANY_SIZE)
def test_a_fill_that_is_resized_is_that_of_the_size(name, size):
    lab = resized(with_example(fresh(), name, 3), *size)
    same(lab.x, EXAMPLES[name].x(*size, 3))
    assert not is_own(lab)


@pytest.mark.parametrize("name", SEEDED)
def test_a_random_fill_that_grows_keeps_its_numbers_and_has_no_zeros_around_them(name):
    before = with_example(fresh(), name, 3)
    after = resized(before, 16, 16)
    same(after.x[:6, :6], before.x)
    assert np.count_nonzero(after.x) > 230


@pytest.mark.parametrize("name", SEEDED)
def test_a_random_fill_that_was_edited_keeps_the_edit_and_goes_on_around_it(name):
    lab = resized(edited(with_example(fresh(), name, 3)), 9, 9)
    expected = EXAMPLES[name].x(9, 9, 3)
    expected[0, 0] = 123
    same(lab.x, expected)


@pytest.mark.parametrize("name", SEEDED)
def test_a_random_fill_of_a_link_goes_on_too(name):
    opened, dropped = decode(encode(with_example(fresh(), name, 3)))
    same(resized(opened, 9, 8).x, EXAMPLES[name].x(9, 8, 3))
    assert not dropped


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_example_stays_with_zeros_around_it(name):
    before = with_example(with_example(fresh(), "normal", 1), name, 0)
    after = resized(before, 9, 10)
    same(after.x, laid(np.zeros((9, 10)), before.x))
    same(resized(after, *before.x.shape).x, before.x)
    assert not is_own(after)
    assert not is_own(resized(before, 2, 2))


def test_own_numbers_stay_when_the_size_changes_there_and_back():
    before = edited(with_example(fresh(), "ramp", 0), 5, 5)
    after = resized(resized(before, 3, 3), 6, 6)
    same(after.x, before.x)
    assert is_own(after)


@pytest.mark.parametrize("name", EXAMPLES)
def test_one_edited_cell_makes_the_numbers_ones_own(name):
    lab = with_example(fresh(), name, 3)
    assert not is_own(lab)
    assert is_own(edited(lab, *np.subtract(lab.x.shape, 1)))
    assert not is_own(with_example(edited(lab), name, 3))


def test_a_zero_around_a_worked_example_that_was_edited_counts():
    assert is_own(edited(resized(fresh(), 7, 7), 6, 6))


def test_an_edit_that_is_cut_off_does_not_count():
    assert not is_own(resized(edited(fresh(), 5, 5), 4, 4))


@pytest.mark.parametrize("name", SEEDED)
def test_another_seed_draws_a_random_input_anew(name):
    lab = reseeded(with_example(fresh(), name, 3), 4)
    same(lab.x, EXAMPLES[name].x(6, 6, 4))
    assert lab.seed == 4


@pytest.mark.parametrize("start", [fresh(), edited(with_example(fresh(), "normal", 3))], ids=["worked", "own"])
def test_another_seed_leaves_all_other_numbers(start):
    lab = reseeded(start, 4)
    same(lab.x, start.x)
    assert (lab.seed, lab.example) == (4, start.example)


@pytest.mark.parametrize("name", [name for name in GRADIENTS if name != "one_hot"])
def test_a_filled_gradient_goes_on_as_the_output_grows(name):
    lab = settled(replace(with_gradient(fresh(), name), height=16, width=16))
    same(lab.grad_output, GRADIENTS[name][1](8, 8, 0).astype(float))


def test_one_hot_stays_the_only_one_as_the_output_grows():
    lab = settled(replace(with_gradient(with_gradient(fresh(), "ones"), "one_hot"), height=16, width=16))
    assert lab.grad_output.sum() == 1


def test_what_is_poured_is_a_canvas_of_its_own_in_double_precision():
    canvas = poured(lambda height, width: np.ones((height, width), int), (1, 2), (3, 3))
    assert (canvas.dtype, canvas.flags.writeable, canvas.sum()) == (np.float64, True, 9)


@pytest.mark.parametrize("name", SEEDED)
def test_around_an_edited_fill_of_a_link_the_fill_goes_on(name):
    before = edited(with_example(fresh(), name, 3))
    opened, _ = decode(encode(before))
    lab, as_before = resized(opened, 9, 9), resized(before, 9, 9)
    same(lab.x, as_before.x)
    assert lab.x[6:].any()


def test_a_layer_of_an_example_begins_with_a_gradient_of_ones_beyond_the_screen_too():
    lab = with_example(with_gradient(fresh(), "zeros"), "overlap", 0)
    assert lab.grad_canvas[-1, -1] == 1
