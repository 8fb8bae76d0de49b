"""What the browser keeps comes back where it was asked for, checked, and nowhere else."""

import pytest
import streamlit as st

from ui import address, keeping
from ui.keeping import LONGEST, Kept, fingerprint, rebuilt


@pytest.fixture
def session(monkeypatch):
    """A session and an address, without a page."""
    store = {}
    monkeypatch.setattr(st, "session_state", store)
    return store


def at(session, is_first=False, is_news=False, **said):
    session[address.KEY] = address.Address("Explore", said, None, is_first, is_news)


def test_a_link_is_taken_once_for_each_place(session):
    taken = []
    at(session, is_first=True, is_news=True, s="abc")
    for _ in range(2):
        rebuilt("lab", "s", taken.append)
    assert taken == ["abc"]
    assert session.get("asks", {}) == {}


def test_a_visit_that_begins_without_a_state_begins_afresh(session):
    at(session, is_first=True, is_news=True)
    rebuilt("lab", "s", pytest.fail)
    assert session.get("asks", {}) == {}


def test_a_place_met_later_is_looked_for_in_the_tab(session):
    at(session)
    rebuilt("lab", "s", pytest.fail)
    assert session["asks"] == {"lab": ""}
    assert not keeping.waits()


def test_a_fingerprint_is_waited_for(session):
    at(session, is_first=True, is_news=True, s="~12")
    rebuilt("lab", "s", pytest.fail)
    assert session["asks"] == {"lab": "~12"}
    assert keeping.waits()


def answered(session, message, asks, take):
    session["asks"], session[keeping.KEY] = asks, {"found": message}
    keeping._found({"lab": Kept("lab", "s", "", take)})


def test_what_was_asked_for_is_taken_once(session):
    taken = []
    answered(session, {"lab": "abc"}, {"lab": ""}, taken.append)
    assert (taken, session["asks"]) == (["abc"], {})


@pytest.mark.parametrize("message", [None, "lab", {"lab": 3}, {"other": "abc"}, ["lab"]], ids=repr)
def test_what_was_not_asked_for_or_is_no_text_is_left_alone(session, message):
    answered(session, message, {"lab": ""}, pytest.fail)
    assert session["asks"] == {"lab": ""}


def test_an_answer_that_nobody_waits_for_is_left_alone(session):
    answered(session, {"lab": "abc"}, {}, pytest.fail)


def test_a_tab_that_has_nothing_says_nothing(session, monkeypatch):
    monkeypatch.setattr(keeping.state, "change", lambda **changes: pytest.fail(str(changes)))
    answered(session, {"lab": ""}, {"lab": ""}, pytest.fail)


def test_a_browser_that_does_not_know_a_fingerprint_is_told(session, monkeypatch):
    told = {}
    monkeypatch.setattr(keeping.state, "change", lambda **changes: told.update(changes))
    answered(session, {"lab": ""}, {"lab": "~12"}, pytest.fail)
    assert "this one does not have it" in told["notice"]


def test_a_place_that_has_changed_is_no_longer_looked_for(session):
    session["asks"] = {"lab": ""}
    assert keeping._asked((Kept("lab", "s", "abc", pytest.fail),)) == {}
    assert session["asks"] == {}


def test_the_longest_text_of_an_address_is_said_in_full():
    assert keeping._short("a" * LONGEST) == "a" * LONGEST
    assert keeping._short("a" * (LONGEST + 1)) == fingerprint("a" * (LONGEST + 1))


def test_fingerprints_tell_texts_apart():
    assert fingerprint("a") != fingerprint("b")
    assert fingerprint("a").startswith("~")
