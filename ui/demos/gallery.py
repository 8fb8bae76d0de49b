"""The gallery: one card for each lesson, and the ways to the quiz and to the frameworks."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from figures.lessons.kit.lesson import Grid, Lesson
from figures.table import thumbnail
from figures.theme import Theme
from ui.demos import open_lesson as lessons
from ui.panels import image
from ui.quiz.way_in import quiz_me
from ui.shared import shared
from ui.sources import source


def gallery(all_lessons: Mapping[str, Lesson], theme: Theme) -> None:
    """A card for each lesson: a small picture, its number, its title, which opens it, the one thing that it teaches."""
    st.html(f"<style>{source('gallery.css')}</style>")
    lessons_shown = tuple(all_lessons.values())
    covers = shared("covers", (lessons_shown, theme.name), lambda: [cover(lesson, theme) for lesson in lessons_shown])
    with st.container(key="gallery"):
        for lesson, picture in zip(all_lessons.values(), covers, strict=True):
            with st.container(key=f"card_{lesson.slug}", border=True):
                st.html(f'<div class="lab-cover">{image(picture, "")}</div>')
                label = f"{lessons.number(lesson)}. {lesson.title}"
                st.button(label, key=f"open_{lesson.slug}", type="tertiary", on_click=lessons.show, args=(lesson.slug,))
                st.html(f'<p class="lab-note">{lesson.teaches}</p>')
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        quiz_me()
        st.page_link("pages/2_Own_lesson.py", label="A lesson of your own", icon=":material/edit_note:")
        st.page_link("pages/4_Frameworks.py", label="Where frameworks differ", icon=":material/compare_arrows:")


def cover(lesson: Lesson, theme: Theme) -> str:
    """One of the first grids that the lesson shows, the last that makes a picture, in colours alone."""
    case = lesson.case(theme)
    shown = [item.picture for step in lesson.steps[:2] for item in step.show(case) if isinstance(item, Grid)]
    return thumbnail([picture for picture in shown[:3] if min(picture.z.shape) > 2 or picture is shown[0]][-1])
