"""Step through: both passes window by window or tap by tap, played, scrubbed and told in words."""

import streamlit as st

from ui import controls, link, page, state
from ui.embed import embedded
from ui.quiz import quiz
from ui.stepping.stepper import choose, held_within, prepared, stepper
from ui.stepping.take_away import take_away

HINT = "Play it, or step with the arrow or Page keys, Home and End; space plays. Click a cell, or press Enter, to jump."

theme = page.start("Step through")
task, why_no_quiz = quiz.asked()
if task is None and not embedded():
    controls.sidebar()
    page.presented("Step through pooling", HINT)
else:  # a link from before the quiz had a page of its own
    quiz.heading()
page.warn(why_no_quiz)
page.notice()
if task is not None:
    quiz.quiz_page(task, theme)
else:
    lab = state.current()
    pooled = lab.pooled()
    with st.container(key="stepper"):
        choose(lab)
        run = prepared(lab, pooled, theme)
        lab = held_within(lab, run)
        with st.container(key="scene"):
            stepper(lab, pooled, run, theme)
    if not embedded():
        take_away(lab, pooled, run, theme)
page.finish(link.kept(), *quiz.kept(task))
