"""A lesson of one's own: made in a form without code, shown as any other lesson; the address holds it whole."""

from ui.own.page import own_lesson_page

own_lesson_page()
