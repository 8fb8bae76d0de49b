"""Settings that fit a grid: every choice is legal, and no more is changed than must be."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pooling.fit import choices, fitted
from pooling.settings import LEAST, Settings
from pooling.spec import PARAMETERS
from tests.pooling.strategies import PROFILE
from tests.pooling.test_settings import sizes, some_settings


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
