"""What a teacher gives a class: the link to a round, one that shows the solutions afterwards, and paper."""

from __future__ import annotations

import streamlit as st

from figures.paper.worksheet import of_round
from figures.phrases import count
from figures.stories.summary import round_words
from lab.quiz.own import OwnRound, encode
from lab.quiz.rounds import Asked
from ui import address
from ui.quiz import mine

#: The word of the address that says whether solutions are shown before any try, and what it says then.
SOLUTIONS, OPEN = "solutions", "open"


def class_link(asked: Asked) -> None:
    """The links that give a class these questions, and the same on paper."""
    box = st.popover("Link for a class", key="class_link", on_change="rerun")
    if not box.open:
        return
    number = asked.round.count
    box.write(f"Everybody who opens this link gets the same {count(number, 'question')}:")
    box.code(address.link(**_words(asked)), language=None, wrap_lines=True)
    box.write("For afterwards: with this one the solutions are open from the start, and no try counts.")
    box.code(address.link(**_words(asked), **{SOLUTIONS: OPEN}), language=None, wrap_lines=True)
    tasks = [asked.round.task(n) for n in range(number)]
    title = f"Quiz: {round_words(asked.round)}"
    box.download_button(
        "A worksheet to print", of_round(title, tasks), "quiz.html", "text/html", key="quiz_paper",
        on_click="ignore", icon=":material/print:", help="The answers are on a page of their own.",
    )  # fmt: skip


def _words(asked: Asked) -> dict[str, str]:
    """What the address of the round says; of a lesson that it belongs to, its name."""
    lesson = address.said("lesson")
    own = {mine.PARAMETER: encode(asked.round.cases)} if isinstance(asked.round, OwnRound) else {}
    return {**({"lesson": lesson} if lesson else {}), "quiz": asked.round.name(0), **own}
