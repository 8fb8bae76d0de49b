"""Explore by every kind of link: what is whole is rebuilt, what is not is named, and the page works."""

from dataclasses import replace

import pytest

from lab.settings import Settings
from lab.share import decode, encode
from lab.state import Selection, fresh
from tests.lab.test_share import ILLEGAL, link
from tests.pages.screen import check, choose, keys, lab, opened, run, told
from tests.pooling import worked
from tests.pooling.checks import same


def test_a_share_link_rebuilds_the_page():
    settings = Settings("avg", (3, 2), (1, 2), (1, 0), ceil_mode=True, count_include_pad=False)
    shared = replace(fresh(), height=5, width=4, settings=settings, selection=Selection("cell", 4, 3))
    at = opened(encode(shared))
    same(lab(at).x, shared.x)
    same(lab(at).grad_output, shared.grad_output)
    assert (lab(at).settings, lab(at).selection) == (settings, Selection("cell", 4, 3))
    assert not at.warning
    check(at)


@pytest.mark.parametrize(("name", "value", "message"), [(n, *v) for n, v in ILLEGAL.items()], ids=ILLEGAL.keys())
def test_what_is_illegal_in_a_link_is_named_and_the_page_works(name, value, message):
    at = opened(link(**{name: value}))
    assert message in told(at)[0]
    check(choose(at, "min"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 100_000, "link must be at most 20000 characters, but got 100000"),
        ("%00<script>", "link must be one that this lab made, whole, but got 11 characters that are not"),
        (encode(fresh())[:-9], "link must be one that this lab made, whole"),
    ],
    ids=["100 kB of noise", "noise", "cut"],
)
def test_a_damaged_link_is_told_and_the_page_works(text, message):
    at = opened(text)
    assert message in told(at)[0]
    same(lab(at).x, worked.X)
    check(choose(at, "avg"))


def test_all_that_a_link_could_not_give_is_told_at_once():
    at = opened(link(selection=["cell", 6, 0], seed=-1))
    message = (
        "This link could not be read in full. Dropped or adjusted: "
        "selection must lie in the 6×6 input, but got ['cell', 6, 0]; seed must be an int from 0 to 9999, but got -1."
    )
    assert told(at) == [message]


def test_a_shared_fill_goes_on_where_it_was():
    at = opened()
    run(at.selectbox(key="set_example").set_value("integers"))
    run(at.number_input(key="set_seed").set_value(7))
    again = opened(encode(lab(at)))
    assert again.selectbox(key="set_example").value == "integers"
    assert again.number_input(key="set_seed").value == 7


def test_a_shared_lock_stays_open():
    at = opened()
    run(at.button(key="lock_stride").click())
    assert "set_stride_0" in keys(opened(encode(lab(at))))


def test_a_link_is_taken_once():
    at = opened(link(operator="avg"))
    choose(at, "min")
    assert lab(run(at)).settings.operator == "min"


def test_words_from_a_link_are_not_mark_up():
    at = opened(link(operator="![x](//a.b/c)"))
    assert "![x](" not in at.warning[0].value


def test_a_warning_goes_with_the_next_setting():
    at = opened(link(stride=0))
    assert at.warning
    assert not choose(at, "avg").warning


def test_the_page_s_own_link_is_read_without_a_word():
    text = encode(lab(opened()))
    assert decode(text)[1] == []
