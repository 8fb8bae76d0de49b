"""Quiz me: a question, the grid to answer it in, what is right of the answer; the address names the question."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from figures.glossary import meanings, words_in
from figures.heatmap import NO_FRAME, Picture
from figures.lessons import LESSONS
from figures.lessons.kit.boards import marked
from figures.pictures import pictures, size_of, titles
from figures.stories.quiz import no_numbers, question, solution, verdict
from figures.stories.story import Story
from figures.table import Marks, table
from figures.theme import Theme
from lab import editing, fields
from lab.fields import LARGEST_SEED
from lab.quiz import task as quiz
from lab.quiz.answer import Answer, name_of, named
from lab.quiz.task import LEVELS, QUESTIONS, Checked, Task, topics
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
from ui.quiz import answers
from ui.widgets import show, wish

PAGE, PARAMETER = "Quiz", "quiz"
#: Where the session has the name of the question that was on screen last.
LAST = "question"


def asked() -> tuple[Task | None, str]:
    """The question that the address names, if it names one; else why there is none."""
    text = address.said(PARAMETER)
    if text is None:
        return None, ""
    try:
        task = named(text)
    except PoolingError:
        return None, f"No question of the quiz is called {shown(text)}. Begin a new round instead."
    answers.adopt()
    follow(answers.kept())
    return task, ""


def heading() -> None:
    """The heading of the quiz, wherever a question is on screen."""
    page.presented(PAGE, "Predict first, then check.")


def kept(task: Task | None) -> list[Kept]:
    """What was answered, for the address and the browser, where a question is on the page."""
    return [answers.kept()] if task else []


def unseen(topic: str, level: str = "easy") -> str:
    """The name of the first question of a round that nobody has seen."""
    return name_of(quiz.task(random.randrange(LARGEST_SEED + 1), 0, level, topic))


def begin(topic: str, level: str) -> None:
    """Ask the first question of a round that nobody has seen."""
    address.say(**{PARAMETER: unseen(topic, level)})


def ask(task: Task, **changes: Any) -> None:
    """Ask a question, with `changes` another one; the address follows."""
    address.say(**{PARAMETER: name_of(replace(task, **changes))})


def left_at() -> Task | None:
    """The question that was on screen last in this visit."""
    name = st.session_state.get(LAST)
    return named(name) if name else None


def leave() -> None:
    """Back to the page without a question."""
    address.say(**{PARAMETER: None, answers.PARAMETER: None})


def quiz_page(task: Task, theme: Theme) -> None:
    """Draw a question."""
    st.session_state[LAST] = name_of(task)
    answer = answers.answer(name_of(task), task.answer.shape)
    checked = quiz.check(task, _given(task, answer)) if answer.checked else None
    drawn = pictures(task.pooled, task.grad_output, task.pooled.backward(task.grad_output), theme)
    words, board = two_columns(drawn[name] for name in {"input", "grad_output", task.kind} & set(drawn))
    with words:
        _way(task)
        _words(task, answer, checked)
    with board:
        _grids(task, answer, checked, drawn)
    with st.container(key="quiz_round"):
        _round(task)
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        _way_back()
        _class_link(task)
        if checked is not None:
            check_mine(Settings.of(task.pooled.spec), task.pooled.x, task.grad_output)
    keys(theme.name, name_of(task))


def _given(task: Task, answer: Answer) -> object:
    return answer.clicked if task.kind == "route" else answer.cells


def _way(task: Task) -> None:
    """Which question it is, and the way back and on."""
    with st.container(key="lesson_steps", horizontal=True, vertical_alignment="center", gap="small"):
        for key, by, icon in (("previous_step", -1, "back"), ("next_step", 1, "forward")):
            to = task.number + by
            label = "previous" if by < 0 else "next"
            st.button(label, key=key, icon=f":material/arrow_{icon}:", disabled=not 0 <= to < QUESTIONS,
                      on_click=ask, args=(task,), kwargs={"number": to})  # fmt: skip
            if by < 0:
                st.html(f'<div class="lab-count" aria-live="polite">question {task.number + 1} of {QUESTIONS}</div>')


def _words(task: Task, answer: Answer, checked: Checked | None) -> None:
    """The question, the button, and what is right of the answer."""
    st.html(f"<h2>{question(task)}</h2>{glossary(words_in(question(task), task.pooled))}")
    st.button(
        "Check", key=f"check_{name_of(task)}", type="primary", on_click=_check, args=(task,), icon=":material/check:"
    )
    if checked is None:
        return
    if answer.editing.drafts:
        st.error(no_numbers(answer.editing.drafts).title)
        return
    said = verdict(task, checked)
    (st.success if checked.is_right else st.error)(said.title)
    _story(said)
    if said.formulas and st.toggle("Show the whole solution", key=f"solution_{name_of(task)}"):
        whole = solution(task)
        st.markdown(f"**{whole.title}**")
        _story(whole)


def _story(story: Story) -> None:
    formulas(*story.formulas)
    if story.text:
        st.html(f"<p>{story.text}</p>")


def _check(task: Task) -> None:
    """Mark the answer; the first answer that was checked counts for the score."""
    answer = answers.answer(name_of(task), task.answer.shape)
    checked = quiz.check(task, _given(task, answer))
    answers.set_answer(name_of(task), replace(answer, checked=True))
    # Nothing at all is no try, and an entry that is no number not yet one.
    if not answer.editing.drafts and (answer.clicked is not None or not np.isnan(answer.cells).all()):
        answers.score(name_of(task), checked.is_right)


def _round(task: Task) -> None:
    """The score of the visit, how this round went, and the choice of another one."""
    scores = answers.scores()
    names = [name_of(replace(task, number=number)) for number in range(QUESTIONS)]
    signs = " ".join({True: "✓", False: "✗", None: "·"}[scores.get(name)] for name in names)
    right = sum(scores.values())
    visit = f"In this visit {right} of {len(scores)} right at the first try"
    st.html(f'<div class="lab-score">This round <b>{signs}</b><br>{visit}</div>')
    # What the browser had kept comes a moment later, perhaps before it has made these: they are set again then.
    waiting = waits(answers.PLACE)
    show("quiz_level", task.level, waiting)
    st.segmented_control(
        "difficulty", list(LEVELS), format_func=LEVELS.__getitem__, key="quiz_level", required=True,
        on_change=wish("quiz_level", lambda level: ask(task, level=level, number=0)),
    )  # fmt: skip
    about, seed = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    show("quiz_topic", task.topic, waiting)
    about.selectbox(
        "about", list(topics()), format_func=lambda name: topics()[name].label, key="quiz_topic",
        on_change=wish("quiz_topic", lambda topic: ask(task, topic=topic, number=0)),
    )  # fmt: skip
    show("quiz_seed", task.seed, waiting)
    seed.number_input(
        "seed", 0, LARGEST_SEED, None, step=1, key="quiz_seed",
        help="The same seed asks everybody the same ten questions.",
        on_change=wish("quiz_seed", lambda seed: ask(task, seed=seed, number=0)),
    )  # fmt: skip


def _way_back() -> None:
    """To the page as it is without a question; and to the lesson that the visitor came from."""
    st.button("Leave the quiz", key="leave_quiz", icon=":material/arrow_back:", on_click=leave)
    lesson, step = address.said("lesson"), address.said("step")
    if address.page() == PAGE and lesson in LESSONS:
        with st.container(key="as_button_back", width="content"):
            words = {"lesson": lesson, **({"step": step} if step else {}), **present.query()}
            st.page_link("pages/2_Lessons.py", label="Back to the lesson", icon=":material/school:", query_params=words)


def _class_link(task: Task) -> None:
    """The link that gives a class these ten questions."""
    box = st.popover("Link for a class", key="class_link", on_change="rerun")
    if box.open:
        box.write(f"Everybody who opens this link gets the same {QUESTIONS} questions:")
        name = name_of(replace(task, number=0))
        lesson = address.said("lesson")
        about = {"lesson": lesson} if lesson else {}
        box.code(address.link(**about, **{PARAMETER: name}), language=None, wrap_lines=True)


def _grids(task: Task, answer: Answer, checked: Checked | None, drawn: dict[str, Picture]) -> None:
    """What is given, and the grid that the answer goes into."""
    marks, heads = _marks(checked) if checked and not answer.editing.drafts else {}, titles(task.pooled)
    given, upstream = heads["input"], heads["grad_output"]
    means = {name: meanings(name, task.pooled) for name in heads}
    if task.kind == "route":
        with box("answer"):
            st.html(head(given.title, given.symbol, f"{size_of(task.x)} · click the cell that gets the gradient"))
            picker(f"pick_{name_of(task)}", "input", drawn["input"], answer.clicked, marks, lambda: _on_pick(task))
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
        name = name_of(task)
        key = f"fill_{name}"
        editor(key, title.lower(), blank, answer.editing, lambda: _on_fill(task), answers.PLACE, name, marks, "")


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


def _on_pick(task: Task) -> None:
    """Take the cell that was clicked, if it is one."""
    clicked = st.session_state[f"pick_{name_of(task)}"].get("pick")
    answer = answers.answer(name_of(task), task.answer.shape)
    try:
        clicked = fields.cell(clicked, task.x.shape)
    except PoolingError:
        return  # only a browser that was tampered with sends anything else
    answers.set_answer(name_of(task), replace(answer, clicked=clicked, checked=False))


def _on_fill(task: Task) -> None:
    """Take what was typed; an emptied cell is empty again."""
    name, size = name_of(task), task.answer.shape
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
