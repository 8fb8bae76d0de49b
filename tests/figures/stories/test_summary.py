"""The end of a round: what is said of it, and the solution that no table gives away before a try."""

import numpy as np
import pytest

from figures.stories.summary import HEAD, abouts, answered, headline, round_words, rows, shares
from lab.quiz.answer import Answer
from lab.quiz.rounds import Round

ROUND = Round(7, "easy", ("any", "ties"), 6)
TASKS = [ROUND.task(n) for n in range(6)]
MARKS = [True, False, None, True, None, None]


def test_each_topic_has_its_share_and_all_add_up():
    found = shares(abouts(ROUND), MARKS)
    assert [(s.topic, s.right, s.tried, s.asked) for s in found] == [("Anything", 1, 1, 3), ("Equal cells", 1, 2, 3)]
    assert sum(s.right for s in found) == MARKS.count(True)


def test_a_round_is_said_in_a_line():
    assert round_words(ROUND) == "6 questions, easy, about anything and equal cells; seed 7"
    assert headline([True] * 3) == "3 of 3 right at the first try."


def test_a_row_has_what_its_head_says():
    told = rows(TASKS, abouts(ROUND), MARKS)
    assert [row[-1] for row in told] == ["✓ right", "✗ wrong", "· not tried", "✓ right", "· not tried", "· not tried"]
    assert all(len(row) + 2 == len(HEAD) for row in told)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: f"{task.kind} {task.number}")
def test_the_solution_is_told_only_after_a_try(task):
    blank = Answer(np.full(task.answer.shape, np.nan))
    assert answered(task, blank, None) == ("", "")
    assert answered(task, blank, False)[1]
