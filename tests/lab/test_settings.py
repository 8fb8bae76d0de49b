"""Every parameter a visitor may set: checked by itself, and the layer that all of them give."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.settings import LARGEST, Settings, setting, within_reach
from pooling import OPERATORS, PoolSpec
from tests.pooling.checks import message_of
from tests.pooling.strategies import PROFILE, pairs

sizes = pairs(1, 9)


@st.composite
def some_settings(draw):
    """Any settings that are legal field by field, whatever they are together."""
    return Settings(
        operator=draw(st.sampled_from(list(OPERATORS))),
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


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("operator", "sum", f"operator must be one of {', '.join(OPERATORS)}, but got 'sum'"),
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


@given(some_settings(), sizes)
@PROFILE
def test_a_spec_holds_the_parameters_that_its_operator_has(settings, size):
    assume(settings.is_legal(*size))
    spec = settings.spec(*size)
    known = {p.name for p in OPERATORS[settings.operator].parameters} - (
        {"padding", "dilation", "ceil_mode"} if settings.whole_plane else set()
    )
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
