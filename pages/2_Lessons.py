"""Lessons: a gallery, each with a link of its own, to read alone or to project in class."""

from ui.demos.page import lessons_page

lessons_page("Lessons")
