"""Demos: a gallery of lessons, each with a link of its own, to read alone or to project in class."""

from figures.lessons import LESSONS
from ui import address, page, widgets
from ui.demos import open_lesson as lessons
from ui.demos.gallery import gallery
from ui.demos.lesson import lesson_page
from ui.quiz import quiz
from ui.quiz.quiz import quiz_page

widgets.settle()
address.opened("Demos")
lesson, why_not = lessons.named()
task, why_no_quiz = quiz.asked()
theme = page.frame(lesson.title if lesson else "Demos")
if lesson is None:
    page.presented(
        "Teaching demos",
        "Each shows one thing on a small grid that you can edit. Every lesson has a link of its own, for slides.",
    )
    page.warn(why_not)
else:
    lab = lessons.opened(lesson)
    number, why_other = lessons.step(lesson)
    page.presented(f"{lessons.number(lesson)}. {lesson.title}", lesson.teaches, hint=False)
    page.warn(why_other)
    page.notice()
page.warn(why_no_quiz)
if task is not None:
    quiz_page(task, theme)
elif lesson is not None:
    lesson_page(lesson, lab, number, theme)
else:
    gallery(LESSONS, theme)
page.finish(*([lessons.kept(lesson)] if lesson else []), *quiz.kept(task))
