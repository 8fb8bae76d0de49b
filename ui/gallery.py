"""The gallery: one card for each lesson."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from figures.lessons.lesson import Lesson
from ui import lessons


def gallery(all_lessons: Mapping[str, Lesson]) -> None:
    """A card for each lesson: its number, its title as a link, the one thing that it teaches."""
    with st.container(key="gallery"):
        for number, lesson in enumerate(all_lessons.values(), 1):
            with st.container(key=f"card_{lesson.slug}", border=True):
                st.page_link(lessons.PAGE, label=f"{number}. {lesson.title}", query_params=lessons.address(lesson.slug))
                st.html(f"<p>{lesson.teaches}</p>")
