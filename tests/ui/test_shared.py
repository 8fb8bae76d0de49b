"""What is made once for all visitors: once, right, and not without end."""

from dataclasses import replace

import pytest

from figures import figure
from lab.state import alike, fresh
from tests.pages.screen import opened, visited
from ui import panels, shared


@pytest.fixture
def empty(monkeypatch):
    """A process that has made nothing yet."""
    monkeypatch.setattr(shared, "_kept", type(shared._kept)())


@pytest.fixture
def made(empty):
    """The names of what was made, in turn."""
    names = []

    def ask(name, about="this", **options):
        return shared.shared("thing", about, lambda: names.append(name) or name, **options)

    ask.names = names
    return ask


def test_what_is_about_the_same_is_made_once(made):
    assert (made("first"), made("second"), made("third", about="that")) == ("first", "first", "third")
    assert made.names == ["first", "third"]


def test_what_is_not_for_all_is_made_for_each(made):
    assert (made("first", for_all=False), made("second", for_all=False)) == ("first", "second")
    assert not shared._kept


def test_what_was_not_asked_for_the_longest_is_forgotten(made, monkeypatch):
    monkeypatch.setattr(shared, "MOST", 2)
    made("a", about=1), made("b", about=2), made("asked again", about=1), made("c", about=3)
    assert (made("still a", about=1), made("b anew", about=2)) == ("a", "b anew")


def test_the_second_visitor_of_explore_waits_for_no_chart(empty, monkeypatch):
    drawn = []
    monkeypatch.setattr(panels, "figure", lambda *given, **named: drawn.append(1) or figure.figure(*given, **named))
    opened()
    assert len(drawn) == 3
    opened()
    assert len(drawn) == 3


def test_what_a_visitor_has_changed_is_his_own(empty):
    visited("pages/1_Step_through.py")
    at = opened()
    before = set(shared._kept)
    at.session_state["lab"] = other = replace(fresh(), canvas=fresh().canvas + 1)
    assert not alike(other, fresh())
    at.run()
    at.switch_page("pages/1_Step_through.py").run()
    assert not at.exception
    assert {key[0] for key in set(shared._kept) - before}.isdisjoint({"pass", "chart"})


def test_nobody_can_write_into_what_everybody_has():
    with pytest.raises(ValueError, match="read-only"):
        fresh().canvas[0, 0] = 1
