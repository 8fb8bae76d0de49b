"""The lesson on sizes: every setting is a layer, and what it says of the cells is so."""

from itertools import product

import numpy as np
import pytest

from figures.lessons.sizes import LESSON, kinds
from figures.theme import LIGHT
from tests.figures.lessons.sizes import stated as told
from tests.figures.lessons.stated import parts
from tests.pooling.loops import Layer, output_length, taps

KNOBS = list(product(range(2, 6), range(1, 6), range(2), ["floor", "ceil"]))
every_setting = pytest.mark.parametrize(("kernel", "stride", "padding", "rounding"), KNOBS)


def both(kernel, stride, padding, rounding):
    """The case with these controls, and the same layer for the loops."""
    knobs = {"kernel": kernel, "stride": stride, "padding": padding, "rounding": rounding}
    pairs = ((kernel, kernel), (stride, stride), (padding, padding))
    return LESSON.case(LIGHT, knobs), Layer("max", *pairs, ceil_mode=rounding == "ceil")


def cells(where):
    return {(int(r), int(c)) for r, c in np.argwhere(where)}


def test_the_lesson_s_grid_is_the_one_that_its_numbers_are_computed_for():
    assert LESSON.x.tolist() == told.X


def test_all_settings_of_the_controls_are_tried():
    assert {(knob.least, knob.most) for knob in LESSON.knobs[:2]} == {(2, 5), (1, 5)}
    assert (LESSON.knobs[2].least, LESSON.knobs[2].most, len(LESSON.knobs)) == (0, 1, 4)


@every_setting
def test_each_cell_is_of_one_kind(kernel, stride, padding, rounding):
    case, layer = both(kernel, stride, padding, rounding)
    held, won = set(told.coverage(8, layer)), set(told.wins(told.X, layer))
    every = set(product(range(8), range(8)))
    found = {name: cells(where) for name, where in kinds(case).items()}
    assert found == {"unread": every - held, "passed": held - won, "chosen": won}


@every_setting
def test_what_is_said_of_the_size(kernel, stride, padding, rounding):
    case, layer = both(kernel, stride, padding, rounding)
    said, out = parts(LESSON, case)["step 1"], output_length(8, layer, 0)
    last = max(row for row, _ in taps(out - 1, 0, layer))
    assert f"{out} window" in said
    assert ("hangs over the edge" in said) == (last >= 8 + padding)
    assert ("left out" in said) == (rounding == "ceil" and -(-(8 + 2 * padding - kernel) // stride) + 1 != out)
    assert ("Every row and every column" in said) == (told.unread(8, layer) == 0)


@every_setting
def test_what_is_said_of_the_larger_grid(kernel, stride, padding, rounding):
    case, layer = both(kernel, stride, padding, rounding)
    said, lost = parts(LESSON, case)["step 4"], told.unread(14, layer)
    out = output_length(14, layer, 0)
    assert f"below gives {out} × {out}." in said
    assert (f"In all {lost} of 196 cells" in said) == (lost > 0)


@every_setting
def test_the_answers(kernel, stride, padding, rounding):
    case, layer = both(kernel, stride, padding, rounding)
    size, missing = (pose(case) for pose in LESSON.questions)
    assert size.right == str(output_length(8, layer._replace(ceil_mode=rounding == "floor"), 0))
    assert missing.right == str(told.unread(8, layer))


def test_a_largest_number_that_is_read_is_not_called_lost():
    assert "largest number" not in parts(LESSON, LESSON.case(LIGHT, {"rounding": "ceil"}))["step 2"]
    assert "largest number" not in parts(LESSON, LESSON.case(LIGHT, x=np.zeros((8, 8))))["step 2"]
