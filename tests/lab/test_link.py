"""A state as text: whole round trips, and one plain error for whatever else a link may hold."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.link import MOST_BYTES, MOST_CHARACTERS, json_object, pack, unpack
from pooling import PoolingError
from tests.pooling.checks import message_of
from tests.pooling.strategies import PROFILE

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
STATES = st.dictionaries(st.text(), st.recursive(SCALARS, st.lists, max_leaves=20), max_size=5)


def encoded(plain):
    """Bytes as a link would carry them, whatever they are."""
    return base64.urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")


def refused(text):
    return f"link must be one that this lab made, whole, but got {len(text)} characters that are not"


@given(STATES)
@PROFILE
def test_round_trip(state):
    assert unpack(pack(state)) == state


@given(STATES)
@PROFILE
def test_a_link_needs_no_escaping(state):
    assert set(pack(state)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_nan_is_never_packed():
    with pytest.raises(ValueError, match="not JSON compliant"):
        pack({"x": float("nan")})


DAMAGED = {
    "empty": "",
    "noise": "noise",
    "not ASCII": "−1×é",
    "escaped": "%00%ff",
    "cut": pack({"x": [1.5] * 50})[:-7],
    "cut to one": "e",
    "plain JSON": '{"x":1}',
    "a list": encoded(b"[1]"),
    "a number": encoded(b"1"),
    "NaN": encoded(b'{"x": NaN}'),
    "Infinity": encoded(b'{"x": -Infinity}'),
    "not UTF-8": encoded(b'{"x": "\xff"}'),
    "two objects": encoded(b"{}{}"),
    "deep nesting": encoded(b'{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
    "a number of 5,000 digits": encoded(b'{"x":' + b"9" * 5000 + b"}"),
    "a bomb": encoded(b'{"x":"' + b"0" * 10_000_000 + b'"}'),
    "wrong checksum": base64.urlsafe_b64encode(zlib.compress(b"{}")[:-1] + b"\0").decode().rstrip("="),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_link(text):
    assert message_of(unpack, text) == refused(text)


def answer(text):
    """What a link gives: a state, or the words of its refusal."""
    try:
        state = unpack(text)
    except PoolingError as error:
        return str(error)
    return "a state" if isinstance(state, dict) else repr(state)


@given(st.text(max_size=200))
@PROFILE
def test_any_text_gives_a_state_or_the_one_error(text):
    assert answer(text) in ("a state", refused(text))


@given(st.data())
@PROFILE
def test_a_link_with_one_character_changed(data):
    text = pack({"x": [[1.5, 2.0], [3.0, 4.0]], "settings": {"operator": "max"}})
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.sampled_from("Ab9-_ ")) + text[at + 1 :]
    assert answer(changed) in ("a state", refused(changed))


def test_100_kb_is_refused_by_its_length():
    message = f"link must be at most {MOST_CHARACTERS} characters, but got 100000"
    assert message_of(unpack, "A" * 100_000) == message


def test_the_longest_state_of_the_lab_fits():
    digits = [[-123456789.12345678 - n * 17 - r for n in range(17)] for r in range(17)]
    text = pack({"x": digits, "grad_output": digits})
    assert len(text) < MOST_CHARACTERS
    assert len(json.dumps(unpack(text))) < MOST_BYTES


@pytest.mark.parametrize("content", [b"", b"[]", b'{"x": NaN}', b'{"x": -Infinity}', b"{" * 100_000, b"\xff{}"])
def test_a_file_that_is_not_one_object_of_json_is_refused(content):
    with pytest.raises(PoolingError, match="file must hold one object of JSON, whole, but got something else"):
        json_object(content)


def test_a_file_that_is_too_long_is_refused_unread():
    with pytest.raises(PoolingError, match="file must be at most 200,000 bytes, but got 200,001"):
        json_object(b" " * (MOST_BYTES + 1))
