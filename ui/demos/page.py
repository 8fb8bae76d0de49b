"""The Lessons page as a whole: the gallery or a lesson; links from before the quiz had a page open it here."""

from __future__ import annotations

from figures.lessons import LESSONS
from ui import address, page, widgets
from ui.demos import open_lesson as lessons
from ui.demos.gallery import gallery
from ui.demos.lesson import lesson_page
from ui.quiz import quiz


def lessons_page(name: str) -> None:
    """Draw it, under the address that is called `name`."""
    widgets.settle()
    address.opened(name)
    lesson, why_not = lessons.named()
    task, why_no_quiz = quiz.asked()
    theme = page.frame(lesson.title if lesson else "Lessons")
    if lesson is not None:
        lab = lessons.opened(lesson)
        number, why_other = lessons.step(lesson)
    if task is not None:
        quiz.heading()
    elif lesson is not None:
        page.presented(f"{lessons.number(lesson)}. {lesson.title}", lesson.teaches, hint=False)
    else:
        page.presented(
            "Lessons",
            "Each shows one thing on a small grid that you can edit. Every lesson has a link of its own, for slides.",
        )
    page.warn(why_not)
    if lesson is not None:
        page.warn(why_other)
        page.notice()
    page.warn(why_no_quiz)
    if task is not None:
        quiz.quiz_page(task, theme)
    elif lesson is not None:
        lesson_page(lesson, lab, number, theme)
    else:
        gallery(LESSONS, theme)
    page.finish(*(lessons.kept(lesson) if lesson else ()), *quiz.kept(task))
