"""Settings that fit a grid: every choice is legal, and no more is changed than must be."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.legal import choices, fitted
from lab.settings import LEAST, Settings
from pooling import OPERATORS
from tests.lab.test_settings import sizes, some_settings
from tests.pooling.strategies import PROFILE


@given(some_settings(), sizes)
@PROFILE
def test_fitted_settings_are_legal(settings, size):
    assert fitted(settings, *size).is_legal(*size)


@given(some_settings(), sizes)
@PROFILE
def test_legal_settings_stay(settings, size):
    assume(settings.is_legal(*size))
    assert fitted(settings, *size) == settings


@pytest.mark.parametrize(
    ("settings", "size", "changed"),
    [
        (Settings(kernel_size=(5, 5)), (3, 6), {"kernel_size": (3, 5)}),
        (Settings(kernel_size=(5, 5)), (6, 3), {"kernel_size": (5, 3)}),
        (Settings(dilation=(4, 4)), (4, 6), {"dilation": (3, 4)}),
        (Settings(kernel_size=(4, 4), padding=(2, 2), dilation=(2, 2)), (3, 9), {}),
        (Settings(kernel_size=(4, 4), padding=(2, 2), dilation=(2, 2)), (2, 9), {"dilation": (1, 2)}),
        (Settings(kernel_size=(2, 2), padding=(2, 0)), (6, 6), {"padding": (1, 0)}),
        (Settings(kernel_size=(5, 5), padding=(1, 1)), (2, 6), {"kernel_size": (4, 5)}),
        (Settings("avg", kernel_size=(5, 5), dilation=(4, 4)), (3, 6), {"kernel_size": (3, 5)}),
        (Settings("lp", kernel_size=(5, 5), padding=(2, 2)), (3, 6), {"kernel_size": (3, 5)}),
    ],
    ids=str,
)
def test_no_more_is_lowered_than_must_be(settings, size, changed):
    assert fitted(settings, *size) == replace(settings, **changed)


@given(some_settings(), sizes)
@PROFILE
def test_an_axis_that_fits_keeps_its_values(settings, size):
    now = fitted(settings, *size)
    for axis, n in enumerate(size):
        alone = {name: (getattr(settings, name)[axis],) * 2 for name in LEAST}
        if replace(settings, **alone).is_legal(n, n):
            assert [getattr(now, name)[axis] for name in LEAST] == [value[0] for value in alone.values()]


@given(some_settings(), sizes)
@PROFILE
def test_what_the_operator_does_not_have_is_left_alone(settings, size):
    now = fitted(settings, *size)
    for name in (n for n in ("padding", "dilation") if not OPERATORS[settings.operator].has(n)):
        assert getattr(now, name) == getattr(settings, name)


@given(some_settings(), sizes, st.sampled_from(["kernel_size", "stride", "padding", "dilation"]), st.booleans())
@PROFILE
def test_every_choice_is_legal_and_the_present_value_is_one(settings, size, name, both):
    settings = fitted(settings, *size)
    assume(not settings.whole_plane)
    assume(OPERATORS[settings.operator].has(name))
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
