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
        rebuilt("lab", address.new("s"), taken.append)
    assert taken == ["abc"]
    assert session.get("asks", {}) == {}


def test_a_visit_that_begins_without_a_state_begins_afresh(session):
    at(session, is_first=True, is_news=True)
    rebuilt("lab", address.new("s"), pytest.fail)
    assert session.get("asks", {}) == {}


def test_a_place_met_later_is_looked_for_in_the_tab(session):
    at(session)
    rebuilt("lab", address.new("s"), pytest.fail)
    assert session["asks"] == {"lab": ""}
    assert keeping.waits("lab")
    assert not keeping.waits("quiz")


def test_a_fingerprint_is_waited_for(session):
    at(session, is_first=True, is_news=True, s="~12")
    rebuilt("lab", address.new("s"), pytest.fail)
    assert session["asks"] == {"lab": "~12"}
    assert keeping.waits("lab")


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


def test_a_text_of_another_fingerprint_is_none(session, monkeypatch):
    told = {}
    monkeypatch.setattr(keeping.state, "change", lambda **changes: told.update(changes))
    answered(session, {"lab": "abc"}, {"lab": fingerprint("abd")}, pytest.fail)
    assert "this one does not have it" in told["notice"]


def test_the_text_of_a_fingerprint_is_taken(session):
    taken = []
    answered(session, {"lab": "abc"}, {"lab": fingerprint("abc")}, taken.append)
    assert taken == ["abc"]


def test_a_place_that_was_given_a_state_is_not_asked_for_any_more(session):
    at(session)
    rebuilt("lab", None, pytest.fail)
    keeping.known("lab")
    assert not keeping.waits("lab")
    rebuilt("lab", None, pytest.fail)
    assert not keeping.waits("lab")


def test_what_is_asked_for_is_waited_for_whatever_is_done_to_the_page_meanwhile(session):
    session["asks"] = {"lab": ""}
    assert keeping._asked((Kept("lab", "s", "abc", pytest.fail),)) == {"lab": ""}


def test_the_longest_text_of_an_address_is_said_in_full():
    assert keeping._short({"s": "a" * LONGEST}) == {"s": "a" * LONGEST}
    assert keeping._short({"s": "a" * (LONGEST + 1)}) == {"s": fingerprint("a" * (LONGEST + 1))}


def test_texts_that_are_too_long_together_are_shortened_from_the_longest():
    state, answers = "a" * (LONGEST - 10), "b" * 20
    assert keeping._short({"s": state, "a": answers}) == {"s": fingerprint(state), "a": answers}


def test_a_browser_that_went_back_while_the_server_was_away_is_followed(session):
    at(session, lesson="ties", step="3", s="abc")
    session[keeping.KEY] = {"again": {"turn": 1, "search": "?lesson=ties&step=2&s=old"}}
    keeping._again()
    assert session[address.KEY].said == {"lesson": "ties", "step": "2", "s": "abc"}


@pytest.mark.parametrize("message", [None, 3, {}, {"search": 3}, "?step=2"], ids=repr)
def test_another_word_of_a_connection_that_is_back_changes_nothing(session, message):
    at(session, lesson="ties", step="3")
    session[keeping.KEY] = {"again": message}
    keeping._again()
    assert session[address.KEY].said == {"lesson": "ties", "step": "3"}


def test_fingerprints_tell_texts_apart():
    assert fingerprint("a") != fingerprint("b")
    assert fingerprint("a").startswith("~")
