"""What a widget says is taken where it is the visitor's news, and only there."""

import pytest
from streamlit.testing.v1 import AppTest

from ui import widgets


def page():
    """A number with a slider; "grow" sets it to 8, "press" does nothing, "away" takes the slider off the page.

    Where it is "cut", a run does not come to its end.
    """
    import streamlit as st

    from ui import widgets

    def change(**changes):
        st.session_state.update(changes)

    widgets.settle()
    number = st.session_state.setdefault("number", 6)
    if not st.session_state.get("gone"):
        widgets.show("slider", number)
        take = widgets.wish("slider", lambda said: change(number=said))
        st.slider("slider", 0, 10, key="slider", on_change=take)
    widgets.show("other", st.session_state.setdefault("taken", 1))
    other = widgets.wish("other", lambda said: change(taken=said))
    st.slider("other", 0, 10, key="other", on_change=other)
    st.button("grow", key="grow", on_click=widgets.told(lambda: change(number=8)))
    st.button("press", key="press", on_click=widgets.told())
    st.button("away", key="away", on_click=widgets.told(lambda: change(gone=True)))
    if not st.session_state.get("cut"):
        widgets.finish()


@pytest.fixture(autouse=True)
def connected(monkeypatch):
    """The same connection throughout, where a test says nothing else."""
    monkeypatch.setattr(widgets.connection, "is_another", lambda: False)


@pytest.fixture
def at():
    return AppTest.from_function(page).run()


def shows(at):
    assert not at.exception
    return at.session_state["number"], at.slider(key="slider").value


def test_a_slider_that_is_moved_is_taken(at):
    assert shows(at.slider(key="slider").set_value(7).run()) == (7, 7)
    assert shows(at.slider(key="slider").set_value(6).run()) == (6, 6)


def test_an_old_value_that_comes_along_with_something_else_undoes_nothing(at):
    at.button(key="grow").click().run()
    assert shows(at) == (8, 8)
    at.slider(key="slider").set_value(6)
    assert shows(at.button(key="press").click().run()) == (8, 8)
    at.slider(key="slider").set_value(6)
    assert shows(at.slider(key="other").set_value(3).run()) == (8, 8)
    assert at.session_state["taken"] == 3


def test_an_old_value_alone_is_no_wish_for_a_moment(at, monkeypatch):
    monkeypatch.setattr(widgets, "LATE", 60.0)
    at.button(key="grow").click().run()
    for _ in range(2):
        assert shows(at.slider(key="slider").set_value(6).run()) == (8, 8)
    monkeypatch.setattr(widgets, "LATE", 0.0)
    assert shows(at.slider(key="slider").set_value(6).run()) == (6, 6)


def test_a_slider_that_is_moved_back_by_hand_is_taken(at):
    at.button(key="grow").click().run()
    assert shows(at.slider(key="slider").set_value(6).run()) == (6, 6)


def test_once_a_message_has_confirmed_what_was_set_the_value_before_is_one_like_all(at):
    at.button(key="grow").click().run()
    at.button(key="press").click().run()
    at.slider(key="slider").set_value(6)
    assert shows(at.button(key="press").click().run()) == (6, 6)


def test_another_value_is_taken_whatever_comes_along(at):
    at.button(key="grow").click().run()
    at.slider(key="slider").set_value(5)
    assert shows(at.button(key="press").click().run()) == (5, 5)


def test_a_slider_that_has_gone_from_the_page_says_nothing_new(at):
    old = at._tree.get_widget_states()  # what a browser still says of it
    at.button(key="away").click().run()
    at.session_state["number"] = 3
    at._run(old)
    assert not at.exception
    assert at.session_state["number"] == 3


def test_what_the_browser_made_of_a_widget_that_a_run_cut_short_had_drawn_is_no_wish():
    at = AppTest.from_function(page)
    at.session_state["cut"] = True
    at.run()
    at.slider(key="slider").set_value(0)
    assert shows(at.button(key="press").click().run()) == (6, 6)


def test_a_widget_of_a_run_cut_short_is_set_again():
    at = AppTest.from_function(page)
    at.session_state["cut"] = True
    for cut in (True, False):
        at.session_state["cut"] = cut
        at.run()
        assert at.slider(key="slider").proto.set_value
    at.run()
    assert not at.slider(key="slider").proto.set_value


def test_who_is_faster_than_the_page_is_heard():
    at = AppTest.from_function(page)
    at.session_state["cut"] = True
    at.run()
    assert shows(at.slider(key="slider").set_value(7).run()) == (7, 7)


def test_after_another_connection_all_widgets_are_set_and_what_was_moved_before_is_taken(at, monkeypatch):
    monkeypatch.setattr(widgets.connection, "is_another", lambda: True)
    assert shows(at.slider(key="slider").set_value(7).run()) == (7, 7)
    for key in ("slider", "other"):
        assert at.slider(key=key).proto.set_value
    monkeypatch.setattr(widgets.connection, "is_another", lambda: False)
    at.run()
    assert not at.slider(key="slider").proto.set_value
