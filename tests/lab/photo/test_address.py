"""The state of the Image page: there and back through an address, legal whatever it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.photo.address import NAMES, query, read, span
from lab.photo.state import Photo, PhotoLab, cells, fitted, offered, part
from tests.pooling.checks import message_of
from tests.pooling.strategies import PROFILE

SMALL = Photo(np.zeros((9, 5, 3), np.uint8), "small.png", (), 1)


@st.composite
def labs(draw):
    """Any state that the controls can bring about, on the lake or on a small picture."""
    photo = draw(st.sampled_from([PhotoLab().photo, SMALL]))
    kernel = draw(st.integers(1, min(64, *photo.size)))
    lab = PhotoLab(
        photo,
        draw(st.sampled_from(offered())),
        kernel,
        draw(st.none() | st.integers(1, 64)),
        draw(st.integers(0, kernel // 2)),
        draw(st.booleans()),
        close_up=draw(st.booleans()),
    )
    spans = []
    for out in lab.spec.output_size(*photo.size):
        first = draw(st.integers(0, out - 1))
        spans.append(part((first, draw(st.integers(first + 1, out))), out))
    return PhotoLab(photo, lab.op, kernel, lab.stride, lab.padding, lab.ceil_mode, *spans, close_up=lab.close_up)


@PROFILE
@given(labs())
def test_an_address_rebuilds_the_state(lab):
    found, dropped = read(query(lab), lab)
    assert dropped == []
    assert (found.spec, found.region, found.close_up) == (lab.spec, lab.region, lab.close_up)
    assert fitted(found) is found


@PROFILE
@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=8)))
def test_any_address_gives_a_state_that_can_be_pooled(said):
    found, dropped = read(said, PhotoLab(SMALL))
    out = found.spec.output_size(*SMALL.size)
    assert fitted(found) is found
    assert found.region.rows[0] < found.region.rows[1] <= out[0]
    assert all(" must " in message and ", but got " in message for message in dropped)


def test_what_is_as_at_first_is_not_said():
    assert query(PhotoLab()) == {}


@pytest.mark.parametrize("out", [1, 2, 7, 128, 4096])
def test_cells_survive_as_parts(out):
    for first in {0, out // 2, out - 1}:
        for end in {first + 1, out}:
            assert cells(part((first, end), out), out) == (first, end)


def test_a_region_is_never_empty():
    assert cells((0.999, 1.0), 3) == (2, 3)
    assert cells((0.0, 0.0001), 3) == (0, 1)


@pytest.mark.parametrize("text", ["", "3", "3-", "-3", "5-3", "0-7", "a-b", "1-2-3", "٣-٤", "0-99999999"])
def test_a_span_that_is_none_is_named(text):
    message = message_of(span, "rows", text, 7)
    assert message == f"rows must be the first and the last of 0…6 with a - between them, but got {text!r}"


def test_a_small_picture_lowers_kernel_and_padding():
    lab = fitted(PhotoLab(SMALL, kernel_size=64, padding=32))
    assert (lab.kernel_size, lab.padding) == (5, 2)
    assert lab.notice == "To fit, kernel_size is now 5 and padding is now 2."
    assert lab.region.size == (1, 1)


def test_padding_is_held_against_the_kernel_that_fits_the_picture():
    lab, dropped = read({"padding": "4"}, fitted(PhotoLab(SMALL)))
    assert (lab.kernel_size, lab.padding) == (5, 0)
    assert dropped == ["padding must be an int from 0 to 2, but got '4'"]
