"""The page of a lesson of one's own: the form, or the lesson as every other lesson is shown."""

from __future__ import annotations

from html import escape

import streamlit as st

from figures.lessons.kit.own import lesson_of
from pooling import PoolingError
from ui import address, link, page, state, widgets
from ui.demos import open_lesson as lessons
from ui.demos.lesson import lesson_page
from ui.embed import embedded
from ui.own import state as own
from ui.own.make import make, show_step


def own_lesson_page() -> None:
    """Draw it: an address that names a step shows the lesson."""
    widgets.settle()
    address.opened(own.PAGE)
    own.opened()
    if address.said(lessons.STEP) and _can_be_shown():
        _shown()
        return
    page.frame(own.PAGE)
    state.enter(own.PAGE)
    page.title(
        "A lesson of your own", "A grid, a layer, up to five steps and a question; without code, kept in a link."
    )
    page.warn(own.refused())
    make()
    page.finish(own.kept())


def _can_be_shown() -> bool:
    try:
        own.current().check()
    except PoolingError:
        return False
    return True


def _shown() -> None:
    """The lesson, step by step, and the way back to the form."""
    lesson = lesson_of(own.current())
    lab = lessons.opened(lesson)
    number, why_other = lessons.step(lesson)
    theme = page.frame(own.PAGE)
    page.presented(escape(lesson.title), lesson.teaches, hint=False)
    page.warn(why_other)
    page.notice()
    lesson_page(lesson, lab, number, theme)
    if not embedded() and not state.presenting():
        st.button("Change this lesson", key="own_change", icon=":material/edit:", on_click=show_step, args=(None,))
    page.finish(own.kept(), link.kept(lambda: lessons.first(lesson)))
