"""Everything a visitor may set: what is legal is taken, what is not is named with its rule and value."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pooling.experiment import (
    LARGEST,
    LEAST,
    Settings,
    block,
    choices,
    fitted,
    grid,
    number,
    setting,
    side,
    within_reach,
)
from pooling.spec import PARAMETERS, PoolSpec
from tests.pooling.checks import message_of, same
from tests.pooling.strategies import OPERATORS, PROFILE, pairs

sizes = pairs(1, 9)


@st.composite
def some_settings(draw):
    """Any settings that are legal field by field, whatever they are together."""
    return Settings(
        operator=draw(st.sampled_from(OPERATORS)),
        kernel_size=draw(pairs(1, 9)),
        stride=draw(pairs(1, 9)),
        padding=draw(pairs(0, 4)),
        dilation=draw(pairs(1, 6)),
        ceil_mode=draw(st.booleans()),
        count_include_pad=draw(st.booleans()),
        divisor_override=draw(st.sampled_from([None, 3, -2])),
        norm_type=draw(st.sampled_from([1.0, 2.0, 2.5, 10.0])),
        whole_plane=draw(st.sampled_from([False, False, True])),
    )


# ---- one number ----------------------------------------------------------------------------------------

NUMBERS = {"1": 1.0, " −1.5 ": -1.5, "-2": -2.0, "1e-300": 1e-300, ".5": 0.5, "1e9": 1e9, "+3": 3.0, "-0": 0.0}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items(), ids=NUMBERS.keys())
def test_a_typed_number(text, value):
    same(np.array(number(text, "cell")), np.array(value))


def test_minus_zero_is_zero():
    assert not np.signbit(number("-0", "cell"))
    assert not np.signbit(number(-0.0, "cell"))


NOT_NUMBERS = {
    "": "nothing",
    "abc": "'abc'",
    "inf": "'inf'",
    "-Infinity": "'-Infinity'",
    "nan": "'nan'",
    "1e308": "'1e308'",
    "1e999": "'1e999'",
    "1000000001": "'1000000001'",
    "1_000": "'1_000'",
    "1,5": "'1,5'",
    "0x10": "'0x10'",
    "1 2": "'1 2'",
}


@pytest.mark.parametrize(("text", "told"), NOT_NUMBERS.items(), ids=repr)
def test_what_is_no_number_is_told(text, told):
    expected = f"input row 2 column 0 must be a finite number from −1e9 to 1e9, but got {told}"
    assert message_of(number, text, "input row 2 column 0") == expected


@pytest.mark.parametrize("value", [True, None, [1], {}, 10**400, float("nan"), float("-inf")], ids=lambda v: str(v)[:9])
def test_what_is_sent_and_no_number_is_refused(value):
    assert message_of(number, value, "cell").startswith("cell must be a finite number from −1e9 to 1e9, but got ")


def test_a_long_entry_does_not_fill_the_screen():
    assert len(message_of(number, "9" * 100_000, "cell")) < 150


# ---- a pasted block ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\r2", [["1"], ["2"]]),
        ("1 2\n3 4", [["1", "2"], ["3", "4"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ("abc\t2", [["abc", "2"]]),
    ],
    ids=repr,
)
def test_a_block_as_spreadsheets_copy_it(text, rows):
    assert block(text) == rows


def test_a_block_of_17_by_17_does_not_fit():
    text = "\n".join("\t".join("1" * 17) for _ in range(17))
    assert message_of(block, text) == "pasted block must fit into 16×16 cells from row 0 column 0, but got 17×17"


def test_a_block_must_fit_from_where_it_is_pasted():
    message = "pasted block must fit into 3×3 cells from row 2 column 2, but got 2×1"
    assert message_of(block, "1\n2", (2, 2), (3, 3)) == message


def test_a_ragged_block_is_named_by_its_rows():
    message = "pasted block must have rows of one length, at least 1, but got [2, 1]"
    assert message_of(block, "1\t2\n3") == message


def test_an_empty_block_is_refused():
    assert message_of(block, "").startswith("pasted block must have rows of one length")


def test_a_block_of_100_kb_is_refused_by_its_size():
    message = "pasted block must be text of at most 16384 characters, but got 100000 characters"
    assert message_of(block, "1" * 100_000) == message


# ---- sizes, grids, parameters --------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0, 17, -1, True, 2.0, "3", None, 10**5000], ids=lambda v: type(v).__name__)
def test_a_side_is_an_int_from_1_to_16(value):
    if value == 10**5000:
        value = 10**4000  # Python itself refuses to write a longer one
    assert message_of(side, value, "height").startswith("height must be an int from 1 to 16, but got ")


def test_a_grid_names_its_first_bad_cell():
    message = "input row 1 column 0 must be a finite number from −1e9 to 1e9, but got 'x'"
    assert message_of(grid, [[1, 2], ["x", "y"]], (2, 2), "input") == message


@pytest.mark.parametrize("value", [[[1]], [[1, 2], [3]], "12", None, [[1, 2], 3]], ids=repr)
def test_a_grid_of_another_shape_is_refused(value):
    assert message_of(grid, value, (2, 2), "input").startswith("input must be 2 rows of 2 numbers, but got ")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("operator", "sum", "operator must be one of max, min, avg, lp, but got 'sum'"),
        ("kernel_size", 17, "kernel_size must be at most 16 on each axis in the lab, but got (17, 17)"),
        ("kernel_size", 0, "kernel_size must be an int or a pair of ints, each at least 1, but got 0"),
        ("stride", [1, 2, 3], "stride must be an int or a pair of ints, each at least 1, but got [1, 2, 3]"),
        ("padding", -1, "padding must be an int or a pair of ints, each at least 0, but got -1"),
        ("ceil_mode", 1, "ceil_mode must be True or False, but got 1"),
        ("count_include_pad", None, "count_include_pad must be True or False, but got None"),
        ("divisor_override", 0, "divisor_override must be None or an int other than 0, but got 0"),
        ("divisor_override", 10**10, "divisor_override must lie within ±1e9 in the lab, but got 10000000000"),
        ("norm_type", 0.5, "norm_type must lie from 1 to 10 in the lab, but got 0.5"),
        ("norm_type", True, "norm_type must be a finite number other than 0, but got True"),
        ("whole_plane", 1, "global must be True or False, but got 1"),
    ],
)
def test_a_setting_by_itself(name, value, message):
    assert message_of(setting, name, value) == message


@pytest.mark.parametrize("name", [*LARGEST, "divisor_override"])
def test_a_huge_number_does_not_fill_the_screen(name):
    assert len(message_of(setting, name, 10**4000)) < 200


def test_pairs_are_made_pairs():
    assert [within_reach("stride", value) for value in (2, [2, 3])] == [(2, 2), (2, 3)]


# ---- settings ------------------------------------------------------------------------------------------


@given(some_settings(), sizes)
@PROFILE
def test_a_spec_holds_the_parameters_that_its_operator_has(settings, size):
    assume(settings.is_legal(*size))
    spec = settings.spec(*size)
    known = PARAMETERS[settings.operator] - ({"padding", "dilation", "ceil_mode"} if settings.whole_plane else set())
    for name in known:
        assert getattr(spec, name) == getattr(settings, name)
    assert spec.kernel_size == (size if settings.whole_plane else settings.kernel_size)


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_whole_plane_gives_one_number(operator):
    settings = Settings(operator, (9, 9), (3, 3), (4, 4), (5, 5), whole_plane=True)
    assert settings.spec(3, 4).output_size(3, 4) == (1, 1)


def test_settings_of_a_spec_give_that_spec():
    spec = PoolSpec("avg", (3, 2), 2, 1, ceil_mode=True, count_include_pad=False)
    assert Settings.of(spec).spec(5, 5) == spec


@given(some_settings(), sizes)
@PROFILE
def test_fitted_settings_are_legal(settings, size):
    assume(all(2 * p <= k for p, k in zip(settings.padding, settings.kernel_size, strict=True)))
    assert fitted(settings, *size).is_legal(*size)


@given(some_settings(), sizes)
@PROFILE
def test_legal_settings_stay(settings, size):
    assume(settings.is_legal(*size))
    assert fitted(settings, *size) == settings


@given(some_settings(), sizes, st.sampled_from(["kernel_size", "stride", "padding", "dilation"]), st.booleans())
@PROFILE
def test_every_choice_is_legal_and_the_present_value_is_one(settings, size, name, both):
    settings = fitted(settings, *size)
    assume(not settings.whole_plane)
    assume(name in PARAMETERS[settings.operator] | {"kernel_size", "stride"})
    present = getattr(settings, name)
    axes = (0, 1) if both and len(set(present)) == 1 else (0,)
    possible = choices(settings, name, axes, *size)
    for value in possible:
        pair = (value, value if len(axes) == 2 else present[1])
        assert replace(settings, **{name: pair}).is_legal(*size)
    assert present[0] in possible


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kernel_size", (1, 2, 3, 4, 5, 6)),
        ("padding", (0, 1)),
        ("dilation", (1, 2, 3, 4, 5)),
        ("stride", tuple(range(1, 17))),
    ],
)
def test_choices_of_the_worked_example(name, expected):
    assert choices(Settings(), name, (0, 1), 6, 6) == expected


def test_choices_on_one_axis_leave_the_other_alone():
    assert choices(Settings(), "kernel_size", (1,), 9, 3) == (1, 2, 3)


def test_the_least_of_every_parameter_is_legal_on_one_cell():
    assert Settings("max", **{name: (least,) * 2 for name, least in LEAST.items()}).is_legal(1, 1)
