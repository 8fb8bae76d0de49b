"""The end of a round: how it went at the first try, the code to hand in, the answers to take away."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from figures.stories.summary import HEAD, abouts, answered, headline, round_words, rows, shares
from figures.table import facts
from lab.quiz.result import LONGEST_WHO, Result, code, table
from lab.quiz.rounds import Asked
from ui import state
from ui.quiz import answers
from ui.sources import source

#: What is promised of a code, and what is not.
HONEST = (
    "Nothing is stored and nobody has an account: the code itself says how this round went. "
    "It finds a slip of copying, but it is no proof: who wants to cheat can."
)


def summary(asked: Asked, go: Callable[[Asked], None]) -> None:
    """Draw it; `go` leads back to the questions. A projector shows no code: it is one student's, not the class's."""
    st.html(f"<style>{source('lesson.css')}</style>")
    names, scores = asked.round.names(), answers.scores()
    marks = [scores.get(name) for name in names]
    tasks = [asked.round.task(number) for number in range(asked.round.count)]
    about = abouts(asked.round)
    with st.container(key="lesson_steps", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("previous", key="previous_step", icon=":material/arrow_back:", on_click=go,
                  args=(asked.at(asked.round.count - 1),))  # fmt: skip
        st.html('<div class="lab-count" aria-live="polite">summary</div>')
        st.button("next", key="next_step", icon=":material/arrow_forward:", disabled=True)
    told = rows(tasks, about, marks)
    presented = state.presenting()
    with st.container(key="summary"):
        st.html(f"<h2>{headline(marks)}</h2><p>{escape(round_words(asked.round))}.</p>")
        left, right = st.columns(2 if presented else [3, 2], gap="large")
    with left:
        columns = [n for n in range(len(told[0])) if not presented or HEAD[n] != "layer"]  # a line for each question
        cells = [[escape(row[n]) for n in columns] for row in told]
        st.html(facts("The questions of this round", [HEAD[n] for n in columns], cells, ()))
    with right:
        by_topic = [[escape(s.topic), f"{s.right} of {s.asked}", f"{s.tried}"] for s in shares(about, marks)]
        st.html(facts("By topic", ("about", "right", "tried"), by_topic, ()))
        if not presented:
            _hand_in(asked, tuple(marks))
    if presented:
        return
    given = [answered(t, answers.answer(n, t.answer.shape), m) for t, n, m in zip(tasks, names, marks, strict=True)]
    lines = [(*row, *more) for row, more in zip(told, given, strict=True)]
    st.download_button("My answers (.csv)", table(HEAD, lines), "quiz.csv", "text/csv", key="quiz_csv",
                       on_click="ignore", icon=":material/download:")  # fmt: skip


def _hand_in(asked: Asked, marks: tuple[bool | None, ...]) -> None:
    """The code for a teacher, with what the student is to be called in it."""
    who = st.text_input("Your name, as your teacher asks for it", max_chars=LONGEST_WHO, key="quiz_who")
    st.markdown("**Result code**")
    st.code(code(Result(asked.round.name(0), who.strip()[:LONGEST_WHO], marks)), language=None, wrap_lines=True)
    st.caption(HONEST)
