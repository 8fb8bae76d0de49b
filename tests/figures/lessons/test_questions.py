"""Every question has one right answer and at least two wrong ones, on the numbers that tempt a key to err."""

from itertools import product

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.lesson import Pick
from figures.numbers import MINUS
from figures.theme import LIGHT
from tests.figures.lessons.visited import UPSTREAM, grids


def positions(knob):
    """Every position of a control."""
    if isinstance(knob, Pick):
        return list(knob.options)
    return [float(value) if knob.step < 1 else int(value) for value in np.arange(knob.least, knob.most + 1, knob.step)
            if value <= knob.most]  # fmt: skip


def tempting(lesson):
    """Ties, zeros, equal and negative numbers, very large ones; and the numbers at the start."""
    count, shape = lesson.x.size, lesson.x.shape
    yield None
    yield from grids(lesson)
    yield np.ones(shape)
    yield -np.arange(1.0, count + 1).reshape(shape)
    yield np.resize([1.0, 1.0, 0.0], shape)
    yield np.resize([1e9, -1e9], shape)


def states(lesson):
    """All positions of the controls with all of these numbers, upstream gradients in turn."""
    upstream = [None, *UPSTREAM, np.ones((17, 17)), -np.ones((17, 17))]
    settings = [dict(zip([knob.name for knob in lesson.knobs], some, strict=True))
                for some in product(*map(positions, lesson.knobs))]  # fmt: skip
    for n, (knobs, x) in enumerate(product(settings, tempting(lesson))):
        yield knobs, x, upstream[n % len(upstream)]


def meant(answer):
    """What an answer says: a number, however it is written, or its words."""
    plain = answer.removeprefix("about ").removeprefix("≈ ").replace(MINUS, "-").replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return answer.strip().lower()


@pytest.mark.parametrize("slug", LESSONS)
def test_a_question_has_three_answers_or_more_and_no_other_is_the_right_one(slug):
    lesson = LESSONS[slug]
    for state in states(lesson):
        case = lesson.case(LIGHT, *state)
        for pose in lesson.questions:
            posed = pose(case)
            told = f"{slug}, {case.knobs}: {posed}\n{case.x.tolist()}\n{case.grad_output.tolist()}"
            assert len(posed.options) >= 3, f"fewer than three answers: {told}"
            said = [meant(answer) for answer in (posed.right, *posed.others)]
            assert len(said) == len(set(said)), f"two answers say the same: {told}"


def test_the_same_number_written_otherwise_is_the_same_answer():
    assert meant("about 0") == meant(f"{MINUS}0") == meant("0.0")
    assert meant("1,000") == 1000
    assert meant("None") == meant("none")
