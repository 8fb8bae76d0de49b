"""The question that opens a lesson: a cell is clicked or a number typed, then come a hint or the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from figures.lessons.kit.boards import marked, together
from figures.lessons.kit.lesson import Grid, Item, Lesson, Step
from figures.lessons.kit.predict import Answer, Predict, said
from lab import fields
from lab.entry import number
from lab.predicted import TRIES, Predicted
from pooling import PoolingError
from pooling.parameters import Pair
from ui.demos import predictions
from ui.grids.picker import picker
from ui.page import refuse
from ui.panels import head


@dataclass(frozen=True, eq=False)
class Asked:
    """A question on the page, with what was answered to it so far."""

    lesson: Lesson
    question: Predict

    @cached_property
    def so_far(self) -> Predicted:
        return predictions.predicted(self.lesson, self.question)

    @property
    def is_over(self) -> bool:
        return predictions.is_over(self.question, self.so_far)

    @property
    def step(self) -> Step:
        """The question in the place of a step; it has no controls."""
        return Step(self.question.title, lambda case: self.question.ask, lambda case: self._items, knobs=())

    @property
    def _items(self) -> tuple[Item, ...]:
        """What the board shows; once the answer is known, what was clicked, what is right, and the result."""
        board = self.question.board
        if not self.is_over:
            return self.question.given
        if board is None:
            return *self.question.given, *self.question.result
        judged = replace(board, marks=together(board.marks, self._marks))
        return judged, *self.question.given[1:], *self.question.result

    @property
    def all_items(self) -> tuple[Item, ...]:
        """What the board shows in the end."""
        return *self.question.given, *self.question.result

    @property
    def to_click(self) -> Grid | None:
        """The grid in which a cell is to be clicked now."""
        return None if self.is_over else self.question.board

    @property
    def _marks(self) -> dict[Pair, str]:
        """The cells that were clicked and are wrong; once the answer is known, those that are right."""
        clicked = (at for at in self.so_far.tries if isinstance(at, tuple) and not self.question.is_right(at))
        return marked(clicked, "wrong") | (marked(self.question.cells, "right") if self.is_over else {})

    def words(self) -> None:
        """Draw the question, where a number is to be typed its field, the verdict, and the way to be told."""
        st.markdown(self.question.ask)
        if self.is_over:
            self._end()
            return
        if self.question.board is None:
            self._field()
        refuse(self.so_far.refusal)
        if self.so_far.tries:
            answer = self.so_far.tries[-1]
            st.error(f"Not {said(answer)}. {self._hint(answer) or self.question.hint}", icon=":material/close:")
        with st.container(key="lesson_tell", horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                "Show me", key="tell_answer", icon=":material/visibility:", on_click=predictions.tell,
                args=(self.lesson, self.so_far), help="arrow right or Page down in a presentation",
            )  # fmt: skip
            st.html(f'<div class="lab-tries">{self._how_often()}</div>')

    def _how_often(self) -> str:
        left = TRIES - len(self.so_far.tries)
        return "two tries" if left == TRIES else "one more try"

    def _hint(self, answer: Answer) -> str:
        """What is to be said of the mistake that a wrong answer shows, if it shows one."""
        slip = self.question.slip(answer)
        return slip.hint if slip else ""

    def _end(self) -> None:
        """The answer and its reason."""
        question, tries = self.question, self.so_far.tries
        if tries and question.is_right(tries[-1]):
            st.success(f"Right: {said(tries[-1])}. {question.why}", icon=":material/check:")
        elif self.so_far.told:
            st.info(f"It is {question.solution}. {question.why}", icon=":material/visibility:")
        else:
            hint = " ".join(filter(None, (f"Not {said(tries[-1])}.", self._hint(tries[-1]))))
            st.error(f"{hint} It is {question.solution}.", icon=":material/close:")
            st.markdown(question.why)

    def _field(self) -> None:
        """The field for a number; after a try it stays as it is, with the focus in it."""
        key = f"typed_{self.lesson.slug}_{self.so_far.of}"
        with st.form(f"form_{key}", border=False):
            row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
            row.text_input("Your answer", key=key, width=170)
            row.form_submit_button("Check", icon=":material/check:", on_click=self._typed, args=(key,))

    def _typed(self, key: str) -> None:
        """Take the number that was typed; what is none is no try."""
        try:
            value = number(st.session_state[key], "answer")
        except PoolingError as error:
            predictions.refuse(self.lesson, self.so_far, str(error))
        else:
            predictions.answer(self.lesson, self.so_far, value)

    def board(self, grid: Grid) -> None:
        """Draw the grid in which a cell is to be clicked: every click is a try."""
        key = f"predict_{self.lesson.slug}_{self.so_far.of}"
        st.html(head(grid.title, "", grid.caption))
        marks = together(grid.marks, self._marks)
        picker(key, grid.title.lower(), grid.picture, None, marks, lambda: self._clicked(grid, key))

    def _clicked(self, grid: Grid, key: str) -> None:
        """Take the cell that was clicked, if it is one."""
        try:
            cell = fields.cell(st.session_state[key].get("pick"), grid.picture.z.shape)
        except PoolingError:
            return  # only a browser that was tampered with sends anything else
        predictions.answer(self.lesson, self.so_far, cell)
