"""The lesson on shifts and noise: what it shows is what the layer does, what it promises holds for any noise."""

import re

import numpy as np
import pytest

from figures.lessons import LESSONS
from figures.lessons.kit.changes import SHIFTS, kept_winners, margins, shifted, worst
from figures.lessons.kit.lesson import Rows
from figures.theme import LIGHT
from tests.pooling.loops import Layer, forward

LESSON = LESSONS["robust"]
MAX, AVERAGE = Layer("max", (2, 2), (2, 2)), Layer("avg", (2, 2), (2, 2))
BY_HAND = {
    "right": [[1, 1, 2], [4, 4, 5]],
    "left": [[2, 3, 3], [5, 6, 6]],
    "down": [[1, 2, 3], [1, 2, 3]],
    "up": [[4, 5, 6], [4, 5, 6]],
    "none": [[1, 2, 3], [4, 5, 6]],
}


def case(x=None, **knobs):
    return LESSON.case(LIGHT, knobs, x)


def pooled(x, layer=MAX):
    return np.array(forward(x.tolist(), layer)[0])


def winners(x):
    return np.array(forward(x.tolist(), MAX)[1]).ravel()


def shown(step, case):
    return {item.title: item for item in LESSON.steps[step].show(case)}


def some(seed):
    """Small whole numbers, with ties."""
    return np.random.default_rng(seed).integers(-5, 10, (6, 6)).astype(float)


@pytest.mark.parametrize(("shift", "moved"), BY_HAND.items(), ids=BY_HAND.keys())
def test_a_shift_by_hand(shift, moved):
    assert shifted(np.array([[1, 2, 3], [4, 5, 6]]), shift).tolist() == moved


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("seed", range(3))
def test_outputs_before_and_after_a_shift(shift, seed):
    x = some(seed)
    after = shifted(x, shift)
    grids = shown(0, case(x, shift=shift)) | shown(3, case(x, shift=shift))
    for title, layer in (("Max", MAX), ("Average", AVERAGE)):
        np.testing.assert_allclose(grids[title].picture.z, pooled(x, layer), rtol=1e-12)
        np.testing.assert_allclose(grids[f"{title} after"].picture.z, pooled(after, layer), rtol=1e-12)
    np.testing.assert_array_equal(grids["Shifted input"].picture.z, after)
    np.testing.assert_array_equal(grids["Output after"].picture.z, pooled(after))
    changed = {at for at, mark in grids["Output after"].marks.items() if mark == "changed"}
    assert changed == set(map(tuple, np.argwhere(pooled(after) != pooled(x)).tolist()))


@pytest.mark.parametrize("shift", ["right", "down"])
def test_the_table_counts_what_stays(shift):
    x = some(4)
    (rows,) = (item for item in LESSON.steps[3].show(case(x, shift=shift)) if isinstance(item, Rows))
    for (_, stay, jump), layer in zip(rows.rows, (MAX, AVERAGE), strict=True):
        change = np.abs(pooled(shifted(x, shift), layer) - pooled(x, layer))
        assert int(stay) == np.count_nonzero(change == 0)
        assert float(jump) == change.max()


def test_margins_by_hand():
    assert list(map(int, margins(case()))) == [6, 3, 4, 4, 6, 2, 2, 1, 2]


@pytest.mark.parametrize("noise", [0.0, 0.25, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(4))
def test_the_worst_noise(noise, seed):
    x = some(seed)
    lesson = case(x, noise=noise)
    noisy = x + noise
    noisy.ravel()[winners(x)] -= 2 * noise
    np.testing.assert_array_equal(worst(lesson).astype(float), noisy)
    kept = winners(noisy) == winners(x)
    np.testing.assert_array_equal(kept_winners(lesson), kept)
    assert kept[margins(lesson) > 2 * noise].all()
    assert not kept[margins(lesson) < 2 * noise].any()
    grids = shown(2, lesson)
    np.testing.assert_array_equal(grids["Output after"].picture.z, pooled(noisy))
    assert set(grids["Input with the worst noise"].marks) == {divmod(int(n), 6) for n in winners(noisy)}
    assert len(grids["Output after"].marks) == np.count_nonzero(~kept)


@pytest.mark.parametrize("seed", range(20))
def test_no_noise_of_that_size_does_more(seed):
    rng, noise = np.random.default_rng(seed), 0.5
    x = some(seed)
    noisy = x + rng.uniform(-noise, noise, x.shape)
    assert np.abs(pooled(noisy) - pooled(x)).max() <= noise
    safe = margins(case(x)) > 2 * noise
    np.testing.assert_array_equal(winners(noisy)[safe], winners(x)[safe])


def test_a_margin_that_is_just_reached_is_no_matter_of_rounding():
    # In floats 2.9 − 0.3 is 2.6 and 2.3 + 0.3 is a little less, and 2.9 − 2.3 is a little more than 0.6.
    x = np.tile([[2.3, 2.9], [0.0, 0.0]], (3, 3))
    told = LESSON.steps[2].tell(case(x, noise=0.3))
    assert "keeps a winner safe. 9 of 9 margins are not larger, and all of their winners are lost." in told


def test_a_tie_that_noise_makes_goes_to_the_first():
    x = np.tile([[5.0, 4.0], [0.0, 0.0]], (3, 3))
    assert kept_winners(case(x, noise=0.5)).all()
    assert not kept_winners(case(x[:, ::-1].copy(), noise=0.5)).any()


def test_numbers_that_are_huge_or_tiny_are_exact():
    x = np.full((6, 6), 1e9)
    x[::2, ::2] += 1e-6
    assert {float(m) for m in margins(case(x))} == {1e-6}


def test_without_a_margin_no_noise_is_safe():
    posed = LESSON.questions[1](case(np.zeros((6, 6))))
    assert posed.right == "There may be none."


def test_half_the_margin_is_told():
    x = np.tile([[0.0, 0.0], [0.0, 0.001]], (3, 3))
    assert LESSON.questions[1](case(x)).right.startswith("half the margin: ")


@pytest.mark.parametrize("shift", SHIFTS)
def test_the_question_asks_for_another_shift_than_the_one_on_screen(shift):
    lesson = case(some(1), shift=shift)
    asked = re.search("one cell (?:to the )?([a-z]+) instead", LESSON.questions[0](lesson).ask)[1]
    assert asked != shift
    right = np.count_nonzero(pooled(shifted(lesson.x, asked)) == pooled(lesson.x))
    assert LESSON.questions[0](lesson).right == str(right)
