"""A layer's parameters, their rules, and the output size they give."""

import dataclasses
import math
from fractions import Fraction

import numpy as np
import pytest

from pooling import OPERATORS, PoolingError, PoolSpec, pool
from tests.pooling.checks import message_of


def test_defaults_are_those_of_max_pooling():
    assert PoolSpec() == PoolSpec("max", (2, 2), (2, 2), (0, 0), (1, 1), False, True, None, 2.0)


def test_an_int_means_both_axes():
    spec = PoolSpec("max", 3, 2, 1, 4)
    assert (spec.kernel_size, spec.stride, spec.padding, spec.dilation) == ((3, 3), (2, 2), (1, 1), (4, 4))


def test_a_pair_is_height_then_width():
    spec = PoolSpec("max", (2, 3), (4, 5), (1, 0), (6, 7))
    assert (spec.kernel_size, spec.stride, spec.padding, spec.dilation) == ((2, 3), (4, 5), (1, 0), (6, 7))


def test_stride_none_means_kernel_size():
    assert PoolSpec("max", (2, 3)).stride == (2, 3)


def test_lists_and_numpy_integers_become_plain_ints():
    spec = PoolSpec("max", [np.int64(2), np.uint8(3)])
    assert [type(k) for k in spec.kernel_size] == [int, int]


def test_equal_layers_are_one_key():
    assert len({PoolSpec("max", 2), PoolSpec("max", (2, 2), [2, 2], 0)}) == 1


def test_a_layer_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        PoolSpec().stride = (1, 1)


def test_a_fraction_is_a_norm():
    assert PoolSpec("lp", 2, norm_type=Fraction(3, 2)).norm_type == 1.5


def test_a_pooling_error_is_a_value_error():
    assert issubclass(PoolingError, ValueError)


def test_effective_kernel_counts_first_to_last_tap():
    assert PoolSpec("max", (3, 4), 1, 0, (2, 5)).effective_kernel == (5, 16)


SIZES = {
    "S4 6×6": (PoolSpec("max", 2, 2), (6, 6), (3, 3)),
    "S4 7×7": (PoolSpec("max", 3, 2), (7, 7), (3, 3)),
    "S4 111×111 kernel 2": (PoolSpec("max", 2, 2), (111, 111), (55, 55)),
    "S4 111×111 kernel 3": (PoolSpec("max", 3, 2), (111, 111), (55, 55)),
    "S3 14×14, 6.5 is 6": (PoolSpec("max", 3, 2), (14, 14), (6, 6)),
    "S1 48×16": (PoolSpec("max", 2, 2), (48, 16), (24, 8)),
    "ceil keeps the partial window": (PoolSpec("max", 3, 2, ceil_mode=True), (14, 14), (7, 7)),
    "ceil changes nothing when all fits": (PoolSpec("max", 2, 2, ceil_mode=True), (6, 6), (3, 3)),
    "one partial window": (PoolSpec("avg", 3, 3, ceil_mode=True), (2, 1), (1, 1)),
    "padding": (PoolSpec("max", 3, 1, 1), (5, 4), (5, 4)),
    "dilation": (PoolSpec("max", 3, 1, 0, 2), (7, 5), (3, 1)),
    "axes differ": (PoolSpec("avg", (1, 3), (2, 1), (0, 1)), (5, 5), (3, 5)),
    "stride beyond the kernel": (PoolSpec("max", 1, 3), (7, 6), (3, 2)),
    "1×1": (PoolSpec("max", 1, 1), (1, 1), (1, 1)),
}


@pytest.mark.parametrize(("spec", "size", "expected"), SIZES.values(), ids=SIZES.keys())
def test_output_size(spec, size, expected):
    assert spec.output_size(*size) == expected


def test_ceil_window_may_not_start_in_the_far_padding():
    # Rounded up, a third window would start at row 3 of a 3-row input: in the padding.
    assert PoolSpec("max", 2, 2, 1, ceil_mode=True).output_size(3, 3) == (2, 2)


def test_ceil_window_may_start_in_the_last_row():
    assert PoolSpec("max", 2, 2, 1, ceil_mode=True).output_size(4, 4) == (3, 3)


PAIRS = [("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1)]
NO_PAIRS = {
    "a float": (2.0, "2.0"),
    "a bool": (True, "True"),
    "a string": (b"22", "b'22'"),
    "three values": ([2, 2, 2], "[2, 2, 2]"),
    "no value": ((), "()"),
    "a float in a pair": ((2, 2.5), "(2, 2.5)"),
    "a bool in a pair": ((True, 2), "(True, 2)"),
    "None in a pair": ((None, 2), "(None, 2)"),
    "an array of floats": (np.array([2.0, 2.0]), "array([2., 2.])"),
    "an array of bools": (np.array([True, True]), "array([ True,  True])"),
    "NaN": (math.nan, "nan"),
}


@pytest.mark.parametrize(("name", "least"), PAIRS)
@pytest.mark.parametrize(("value", "shown"), NO_PAIRS.values(), ids=NO_PAIRS.keys())
def test_what_is_no_pair_of_ints(name, least, value, shown):
    expected = f"{name} must be an int or a pair of ints, each at least {least}, but got {shown}"
    assert message_of(PoolSpec, "max", **{name: value}) == expected


@pytest.mark.parametrize("name", ["kernel_size", "stride", "dilation"])
@pytest.mark.parametrize("value", [(2,), [2], np.array([2, 2]), np.array(2), np.int64(2)], ids=repr)
def test_forms_of_two_and_two(name, value):
    assert getattr(PoolSpec("max", **{name: value}), name) == (2, 2)


def test_flags_of_numpy():
    assert PoolSpec("avg", 2, ceil_mode=np.True_, count_include_pad=np.False_) == PoolSpec(
        "avg", 2, ceil_mode=True, count_include_pad=False
    )


@pytest.mark.parametrize(("name", "least"), PAIRS)
def test_a_pair_below_its_least(name, least):
    expected = f"{name} must be an int or a pair of ints, each at least {least}, but got (3, {least - 1})"
    assert message_of(PoolSpec, "max", **{name: (3, least - 1)}) == expected


def test_a_long_value_is_cut():
    expected = f"stride must be an int or a pair of ints, each at least 1, but got '{'x' * 58}…"
    assert message_of(PoolSpec, stride="x" * 1000) == expected


@pytest.mark.parametrize(
    ("operator", "name"),
    [("max", "kernel_size"), ("max", "stride"), ("max", "padding"), ("max", "dilation"), ("lp", "norm_type")],
)
def test_an_int_too_long_to_print_is_a_pooling_error(operator, name):
    with pytest.raises(PoolingError):  # a message cannot hold 5,000 digits, so only its kind is fixed
        PoolSpec(operator, **{name: -(10**5000)})


BEYOND = {
    "kernel_size": ("max", {"kernel_size": 2**64}),
    "stride": ("max", {"stride": 2**64}),
    "dilation": ("max", {"kernel_size": 1, "dilation": 2**64}),
    "divisor_override": ("avg", {"divisor_override": 10**400}),
}


@pytest.mark.parametrize(("operator", "arguments"), BEYOND.values(), ids=BEYOND.keys())
def test_an_int_that_no_array_can_hold_is_a_pooling_error(operator, arguments):
    with pytest.raises(PoolingError):
        pool([[1.0, 2.0], [3.0, 4.0]], PoolSpec(operator, **arguments))


RULES = {
    "operator": (
        {"operator": "median"},
        f"operator must be one of {', '.join(OPERATORS)}, but got 'median'",
    ),
    "operator is no name": (
        {"operator": ["max"]},
        f"operator must be one of {', '.join(OPERATORS)}, but got ['max']",
    ),
    "padding over half": (
        {"kernel_size": 3, "padding": 2},
        "padding must be at most half of kernel_size (3, 3) on each axis, but got (2, 2)",
    ),
    "padding over half on one axis": (
        {"kernel_size": (4, 1), "padding": (2, 1)},
        "padding must be at most half of kernel_size (4, 1) on each axis, but got (2, 1)",
    ),
    "padding over half, dilated": (
        {"kernel_size": 3, "padding": 2, "dilation": 4},
        "padding must be at most half of kernel_size (3, 3) on each axis, but got (2, 2)",
    ),
    "ceil_mode": ({"ceil_mode": 1}, "ceil_mode must be True or False, but got 1"),
    "ceil_mode None": ({"ceil_mode": None}, "ceil_mode must be True or False, but got None"),
    "count_include_pad": (
        {"operator": "avg", "count_include_pad": 0},
        "count_include_pad must be True or False, but got 0",
    ),
    "divisor 0": (
        {"operator": "avg", "divisor_override": 0},
        "divisor_override must be None or an int other than 0, but got 0",
    ),
    "divisor float": (
        {"operator": "avg", "divisor_override": 2.0},
        "divisor_override must be None or an int other than 0, but got 2.0",
    ),
    "divisor bool": (
        {"operator": "avg", "divisor_override": True},
        "divisor_override must be None or an int other than 0, but got True",
    ),
    "norm 0": ({"operator": "lp", "norm_type": 0}, "norm_type must be a finite number other than 0, but got 0"),
    "norm inf": (
        {"operator": "lp", "norm_type": math.inf},
        "norm_type must be a finite number other than 0, but got inf",
    ),
    "norm NaN": (
        {"operator": "lp", "norm_type": math.nan},
        "norm_type must be a finite number other than 0, but got nan",
    ),
    "norm bool": (
        {"operator": "lp", "norm_type": True},
        "norm_type must be a finite number other than 0, but got True",
    ),
    "norm string": (
        {"operator": "lp", "norm_type": "2"},
        "norm_type must be a finite number other than 0, but got '2'",
    ),
    "norm complex": (
        {"operator": "lp", "norm_type": 2j},
        "norm_type must be a finite number other than 0, but got 2j",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), RULES.values(), ids=RULES.keys())
def test_rules(arguments, message):
    assert message_of(PoolSpec, **arguments) == message


FOREIGN = [
    ("avg", "dilation", 2, "(1, 1)", "(2, 2)"),
    ("lp", "dilation", (1, 2), "(1, 1)", "(1, 2)"),
    ("lp", "padding", 1, "(0, 0)", "(1, 1)"),
    ("max", "count_include_pad", False, "True", "False"),
    ("min", "count_include_pad", False, "True", "False"),
    ("lp", "count_include_pad", False, "True", "False"),
    ("max", "divisor_override", 3, "None", "3"),
    ("min", "divisor_override", -1, "None", "-1"),
    ("lp", "divisor_override", 3, "None", "3"),
    ("max", "norm_type", 3, "2.0", "3.0"),
    ("min", "norm_type", 3, "2.0", "3.0"),
    ("avg", "norm_type", 0.5, "2.0", "0.5"),
]


@pytest.mark.parametrize(("operator", "name", "value", "default", "shown"), FOREIGN)
def test_a_parameter_of_another_operator(operator, name, value, default, shown):
    expected = f"{name} must stay {default} for operator {operator}, which has no such parameter, but got {shown}"
    assert message_of(PoolSpec, operator, 2, **{name: value}) == expected


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_defaults_of_another_operator_are_no_mistake(operator):
    spec = PoolSpec(operator, 2, 2, 0, 1, False, True, None, 2.0)
    assert spec == PoolSpec(operator, 2)


SIZE_RULES = {
    "no rows": ((0, 4), "input height must be at least 1, but got 0"),
    "no columns": ((4, 0), "input width must be at least 1, but got 0"),
    "half a row": ((4.5, 4), "input height must be at least 1, but got 4.5"),
    "too low": ((2, 9), "kernel_size after dilation must be at most the padded input height 4, but got 5"),
    "too narrow": ((9, 1), "kernel_size after dilation must be at most the padded input width 3, but got 5"),
}


@pytest.mark.parametrize(("size", "message"), SIZE_RULES.values(), ids=SIZE_RULES.keys())
def test_input_size_rules(size, message):
    assert message_of(PoolSpec("max", 3, 1, 1, 2).output_size, *size) == message
