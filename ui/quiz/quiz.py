"""Quiz me: a question, the grid to answer it in, what is right of the answer; the address names the question."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from figures.glossary import meanings, words_in
from figures.heatmap import NO_FRAME, Picture
from figures.lessons import LESSONS
from figures.lessons.kit.boards import marked
from figures.pictures import pictures, size_of, titles
from figures.stories.quiz import no_numbers, no_try, question, solution, verdict
from figures.stories.story import Story
from figures.stories.summary import SIGNS, round_words, tally
from figures.table import Marks, table
from figures.theme import Theme
from lab import editing, fields
from lab.fields import LARGEST_SEED
from lab.quiz import task as quiz
from lab.quiz.answer import Answer
from lab.quiz.own import OWN, OwnRound
from lab.quiz.rounds import Asked, Round, read
from lab.quiz.task import LEVELS, Checked, Task, topics
from lab.settings import Settings
from pooling import PoolingError
from pooling.errors import shown
from ui import address, page, present
from ui.check.way_in import check_mine
from ui.formulas import formulas
from ui.grids.editor import editor
from ui.grids.picker import picker
from ui.keeping import Kept, follow, waits
from ui.layout import box, keys, two_columns
from ui.panels import glossary, head
from ui.quiz import answers, mine
from ui.quiz.hand_out import OPEN, SOLUTIONS, class_link
from ui.quiz.summary import summary
from ui.widgets import show, told_last, wish

PAGE, PARAMETER = "Quiz", "quiz"
#: Where the session has the name of the question that was on screen last.
LAST = "question"


def asked() -> tuple[Asked | None, str]:
    """The question that the address names, or the end of a round; else why there is none."""
    text = address.said(PARAMETER)
    if address.page() == PAGE or (text or "").startswith(OWN):
        mine.adopt()
    if text is None or (text.startswith(OWN) and mine.waits()):
        return None, ""
    try:
        found = _found(text)
    except PoolingError as error:
        if text.startswith(OWN):
            return None, mine.refused() or str(error)
        return None, f"No question of the quiz is called {shown(text)}. Begin a new round instead."
    answers.adopt()
    follow(answers.kept())
    return found, ""


def _found(text: str) -> Asked:
    """The place in a round that a name says; a round of own cases with the cases."""
    asked, number = read(text)
    if isinstance(asked, OwnRound):
        asked = mine.with_cases(asked)
    return Asked(asked, number)


def heading() -> None:
    """The heading of the quiz, wherever a question is on screen."""
    page.presented(PAGE, "Predict first, then check.")


def kept(asked: Asked | None) -> list[Kept]:
    """What was answered, and a teacher's cases, for the address and the browser, where a question is on the page."""
    is_own = address.page() == PAGE or (asked is not None and isinstance(asked.round, OwnRound))
    own = [mine.kept()] if is_own else []
    return [answers.kept(), *own] if asked else own


def unseen(topic: str, level: str = "easy") -> str:
    """The name of the first question of a round that nobody has seen."""
    return Round(random.randrange(LARGEST_SEED + 1), level, (topic,)).name(0)


def begin(asked: Round | OwnRound) -> None:
    """Ask the first question of a round."""
    go(Asked(asked, 0))


def go(to: Asked) -> None:
    """Show a question, or the end of its round; the address follows."""
    address.say(**{PARAMETER: to.name})


def another(task: Task, **changes: Any) -> None:
    """Ask the first question of another round; the address follows."""
    first = replace(task, number=0, **changes)
    begin(Round(first.seed, first.level, (first.topic,)))


def left_at() -> Asked | None:
    """The question that was on screen last in this visit."""
    name = st.session_state.get(LAST)
    try:
        return _found(name) if name else None
    except PoolingError:  # own cases that have been changed since
        return None


def is_open() -> bool:
    """Whether a teacher's link shows the solutions before any try; then no try counts."""
    return address.said(SOLUTIONS) == OPEN


def leave() -> None:
    """Back to the page without a question."""
    address.say(**{PARAMETER: None, answers.PARAMETER: None, SOLUTIONS: None, mine.PARAMETER: None})


def quiz_page(asked: Asked, theme: Theme) -> None:
    """Draw a question, or the end of its round."""
    st.session_state[LAST] = asked.name
    if asked.is_end:
        summary(asked, go)
        with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
            _way_back()
            class_link(asked)
        keys(theme.name, asked.name)
        return
    task = asked.task
    answer = answers.answer(asked.name, task.answer.shape)
    checked = quiz.check(task, _given(task, answer)) if answer.checked else None
    drawn = pictures(task.pooled, task.grad_output, task.pooled.backward(task.grad_output), theme)
    words, board = two_columns(drawn[name] for name in {"input", "grad_output", task.kind} & set(drawn))
    with words:
        _way(asked)
        _words(asked, answer, checked)
    with board:
        _grids(asked, answer, checked, drawn)
    with st.container(key="quiz_round"):
        _round(asked)
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        _way_back()
        class_link(asked)
        if checked is not None:
            check_mine(Settings.of(task.pooled.spec), task.pooled.x, task.grad_output)
    keys(theme.name, asked.name)


def _given(task: Task, answer: Answer) -> object:
    return answer.clicked if task.kind == "route" else answer.cells


def _way(asked: Asked) -> None:
    """Which question it is, and the way back and on; after the last one comes the end of the round."""
    with st.container(key="lesson_steps", horizontal=True, vertical_alignment="center", gap="small"):
        count = asked.round.count
        for key, by, icon in (("previous_step", -1, "back"), ("next_step", 1, "forward")):
            to = asked.number + by
            label = "previous" if by < 0 else "summary" if to == count else "next"
            st.button(label, key=key, icon=f":material/arrow_{icon}:", disabled=to < 0,
                      on_click=go, args=(asked.at(max(to, 0)),))  # fmt: skip
            if by < 0:
                st.html(f'<div class="lab-count" aria-live="polite">question {asked.number + 1} of {count}</div>')


def _words(asked: Asked, answer: Answer, checked: Checked | None) -> None:
    """The question, the button, and what is right of the answer; the solution only after a real try."""
    task, opened = asked.task, is_open()
    st.html(f"<h2>{question(task)}</h2>{glossary(words_in(question(task), task.pooled))}")
    st.button("Check", key=f"check_{asked.name}", type="primary", on_click=told_last(partial(_check, asked)),
              icon=":material/check:")  # fmt: skip
    if checked is not None and answer.editing.drafts:
        st.error(no_numbers(answer.editing.drafts).title)
    elif checked is not None:
        tried = quiz.is_try(task, checked)
        said = verdict(task, checked) if tried or not checked.filled.any() else no_try(task)
        (st.success if tried and checked.is_right else st.error)(said.title)
        _story(said)
        opened = opened or (tried and bool(said.formulas))
    if is_open():
        st.caption("Your teacher's link shows the solutions: no try counts now.")
    if opened and st.toggle("Show the whole solution", key=f"solution_{asked.name}"):
        whole = solution(task)
        st.markdown(f"**{whole.title}**")
        _story(whole)


def _story(story: Story) -> None:
    formulas(*story.formulas)
    if story.text:
        st.html(f"<p>{story.text}</p>")


def _check(asked: Asked) -> None:
    """Mark the answer; the first real try that was checked counts for the score."""
    task, name = asked.task, asked.name
    answer = answers.answer(name, task.answer.shape)
    checked = quiz.check(task, _given(task, answer))
    answers.set_answer(name, replace(answer, checked=True))
    # An entry that is no number is not yet a try.
    if not answer.editing.drafts and quiz.is_try(task, checked) and not is_open():
        answers.score(name, checked.is_right)


def _round(asked: Asked) -> None:
    """The score of the visit, how this round went, and the choice of another one."""
    scores, task = answers.scores(), asked.task
    marks = [scores.get(name) for name in asked.round.names()]
    signs = f'<b aria-hidden="true">{" ".join(SIGNS[mark] for mark in marks)}</b>'
    right = sum(scores.values())
    visit = f"In this visit {right} of {len(scores)} right at the first try"
    heard = f'<span class="lab-aloud">{tally(marks)}</span>'
    st.html(f'<div class="lab-score">This round {signs}{heard}<br>{visit}</div>')
    if not asked.round.is_plain:
        st.caption(f"{round_words(asked.round)}.")
        return
    # What the browser had kept comes a moment later, perhaps before it has made these: they are set again then.
    waiting = waits(answers.PLACE)
    show("quiz_level", task.level, waiting)
    st.segmented_control(
        "difficulty", list(LEVELS), format_func=LEVELS.__getitem__, key="quiz_level", required=True,
        on_change=wish("quiz_level", lambda level: another(task, level=level)),
    )  # fmt: skip
    about, seed = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    show("quiz_topic", task.topic, waiting)
    about.selectbox(
        "about", list(topics()), format_func=lambda name: topics()[name].label, key="quiz_topic",
        on_change=wish("quiz_topic", lambda topic: another(task, topic=topic)),
    )  # fmt: skip
    show("quiz_seed", task.seed, waiting)
    seed.number_input(
        "seed", 0, LARGEST_SEED, None, step=1, key="quiz_seed",
        help="The same seed asks everybody the same questions.",
        on_change=wish("quiz_seed", lambda seed: another(task, seed=seed)),
    )  # fmt: skip


def _way_back() -> None:
    """To the page as it is without a question; and to the lesson that the visitor came from."""
    st.button("Leave the quiz", key="leave_quiz", icon=":material/arrow_back:", on_click=leave)
    lesson, step = address.said("lesson"), address.said("step")
    if address.page() == PAGE and lesson in LESSONS:
        with st.container(key="as_button_back", width="content"):
            words = {"lesson": lesson, **({"step": step} if step else {}), **present.query()}
            st.page_link("pages/2_Lessons.py", label="Back to the lesson", icon=":material/school:", query_params=words)


def _grids(asked: Asked, answer: Answer, checked: Checked | None, drawn: dict[str, Picture]) -> None:
    """What is given, and the grid that the answer goes into."""
    task = asked.task
    is_marked = checked is not None and not answer.editing.drafts and quiz.is_try(task, checked)
    marks, heads = _marks(checked) if checked and is_marked else {}, titles(task.pooled)
    given, upstream = heads["input"], heads["grad_output"]
    means = {name: meanings(name, task.pooled) for name in heads}
    if task.kind == "route":
        with box("answer"):
            st.html(head(given.title, given.symbol, f"{size_of(task.x)} · click the cell that gets the gradient"))
            picker(f"pick_{asked.name}", "input", drawn["input"], answer.clicked, marks, lambda: _on_pick(asked))
        with box("upstream"):
            st.html(head(upstream.title, upstream.symbol, "outlined: the output cell that is asked about",
                         means=means["grad_output"]))  # fmt: skip
            st.html(table(drawn["grad_output"], upstream.title, {task.asked: "focus"} if task.asked else {}))
        return
    with box("input"):
        st.html(head(*given) + table(drawn["input"], given.title))
    if task.kind == "grad_input":
        with box("upstream"):
            st.html(head(upstream.title, upstream.symbol, "given", means=means["grad_output"])
                    + table(drawn["grad_output"], upstream.title))  # fmt: skip
    title, symbol, _ = heads[task.kind]
    with box("answer"):
        st.html(head(title, symbol, "fill it in", True, means[task.kind]))
        blank = replace(drawn[task.kind], z=answer.cells, text=_typed(answer.cells), frame=NO_FRAME)
        name = asked.name
        key = f"fill_{name}"
        editor(key, title.lower(), blank, answer.editing, lambda: _on_fill(asked), answers.PLACE, name, marks, "")


def _typed(cells: np.ndarray) -> list[list[str]]:
    """What stands in the cells of an answer: the numbers as they were typed, nothing where there is none."""
    return [["" if np.isnan(v) else f"{v:g}".replace("-", "−") for v in row] for row in cells]


def _marks(checked: Checked) -> Marks:
    """What was filled in or clicked, right or wrong, and missing cells. Of no answer none: it would tell."""
    return (
        marked(np.argwhere(checked.right & checked.filled), "right")
        | marked(np.argwhere(~checked.right & ~checked.missing), "wrong")
        | marked(np.argwhere(checked.missing & checked.filled.any()), "missed")
    )


def _on_pick(asked: Asked) -> None:
    """Take the cell that was clicked, if it is one."""
    clicked, task = st.session_state[f"pick_{asked.name}"].get("pick"), asked.task
    answer = answers.answer(asked.name, task.answer.shape)
    try:
        clicked = fields.cell(clicked, task.x.shape)
    except PoolingError:
        return  # only a browser that was tampered with sends anything else
    answers.set_answer(asked.name, replace(answer, clicked=clicked, checked=False))


def _on_fill(asked: Asked) -> None:
    """Take what was typed; an emptied cell is empty again."""
    name, size = asked.name, asked.task.answer.shape
    answer = answers.answer(name, size)
    message = st.session_state[f"fill_{name}"].get("edit")
    cells, _, now = editing.apply(message, answer.cells, size, answer.editing, "answer", may_grow=False)
    emptied = {at: text for at, text in now.drafts.items() if not text.strip()}
    for at in emptied:
        cells[at] = np.nan
    drafts = {at: text for at, text in now.drafts.items() if at not in emptied}
    why = {editing.refusal(text, at, "answer") for at, text in emptied.items()}
    now = replace(now, drafts=drafts, message="" if now.message in why else now.message)
    answers.set_answer(name, replace(answer, cells=cells, editing=now, checked=False))
