"""Demos: a gallery of lessons, each with a link of its own, to read alone or to project in class."""

from figures.lessons import LESSONS
from ui import lessons, page
from ui.gallery import gallery
from ui.lesson import lesson_page

lesson, why_not = lessons.named()
theme = page.frame(lesson.title if lesson else "Demos")
if lesson is None:
    page.title(
        "Teaching demos",
        "Each shows one thing on a small grid that you can edit. Every lesson has a link of its own, for slides.",
    )
    page.warn(why_not)
    gallery(LESSONS, theme)
else:
    lab = lessons.opened(lesson)
    number, why_other = lessons.step(lesson)
    presenting = page.presented(f"{lessons.number(lesson)}. {lesson.title}", lesson.teaches)
    page.warn(why_other)
    page.notice()
    lesson_page(lesson, lab, number, theme, presenting)
