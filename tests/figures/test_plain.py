"""What a stranger wrote is quoted as text: no link, no mark-up, nothing that turns what stands around it."""

import re
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.plain import JOINER, named, plain

#: What is found in plain text: micromark's literal addresses, Streamlit's signs (`remark-typography`, `:streamlit:`).
READ_INTO = re.compile(r"https?://[-.\w]|www\.|[-.\w+]@[-\w]|:[\w+-]+[:/\[]|->|<-|--|>=|<=|~=", re.IGNORECASE)
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def read(text):
    """The text that Markdown makes of `plain` text."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(text))


ADDRESSES = ["https://a.b", "HTTP://a.b", "www.a.b", "wWw.a.b", "a@b.c", "a+b@c-d.e", "https://www.a.b/c@d.e"]
SIGNS = [":streamlit:", ":material/home:", ":+1:", "->", "<->", "--", ">=", "<=", "~="]


@pytest.mark.parametrize("text", ADDRESSES + SIGNS)
def test_nothing_is_read_into_a_text(text):
    assert READ_INTO.search(text)
    assert not READ_INTO.search(read(text))
    assert read(text).replace(JOINER, "") == text


@given(st.text(st.sampled_from("htps:/w.a@-<>~=+ \\*[]()" + TURNING), max_size=12))
def test_nothing_is_read_into_any_text(text):
    assert not READ_INTO.search(read(text))


@given(st.text(max_size=30))
def test_every_mark_is_taken_as_it_stands(text):
    assert re.sub(r"\\.", "", plain(text)).translate({ord(mark): "" for mark in string.punctuation}) == re.sub(
        r"\\.", "", plain(text)
    )


def test_an_error_is_quoted_without_an_invisible_sign():
    message = "kernel_size must be an int or a pair of ints, each at least 1, but got (-1, 2.5): it stays 2×2 (1e-9)."
    assert read(message) == message


@pytest.mark.parametrize("sign", [*TURNING, "\n", "\x00", "\x1b", "\u0085", "\ud800"], ids=ascii)
def test_what_turns_or_controls_a_text_is_shown_by_its_number(sign):
    assert read(f"a{sign}b") == "a" + sign.encode("unicode_escape").decode() + "b"


def test_a_name_from_right_to_left_stays_in_its_place():
    assert named("שלום\u202e") == "\u2068שלום\\\\u202e\u2069"
    assert unicodedata.bidirectional(named("ש")[0]) == "FSI"
    assert unicodedata.bidirectional(named("ש")[-1]) == "PDI"
    assert named("a.png") == plain("a.png")


def test_signs_of_any_language_stay():
    assert read("日本 é 👨\u200d👩 a\u00a0b 10\u202fPM") == "日本 é 👨\u200d👩 a\u00a0b 10\u202fPM"
