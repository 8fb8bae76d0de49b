"""Questions: well-posed for every seed, the same for everybody, and checked cell by cell."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from lab.quiz.cases import draw
from lab.quiz.task import KINDS, LEVELS, QUESTIONS, check, task, topics
from tests.pooling.checks import message_of, same
from tests.pooling.loops import WINNERS, Layer, backward, forward, output_cells, real_cells, taps

ROUNDS = [(level, topic) for level in LEVELS for topic in topics()]
each_round = pytest.mark.parametrize(("level", "topic"), ROUNDS, ids=["-".join(r) for r in ROUNDS])


@cache
def tasks(level, topic):
    """Nine rounds, 90 questions; over all levels and topics 2,160."""
    return [task(seed, number, level, topic) for seed in range(9) for number in range(QUESTIONS)]


def selecting(level, topic):
    return [t for t in tasks(level, topic) if t.spec.operator != "avg"]


def layer_of(t):
    return Layer(*(getattr(t.spec, name) for name in Layer._fields))


def cells_of(t):
    """The input cells of every window, by its output cell."""
    layer = layer_of(t)
    return {at: real_cells(*at, *t.x.shape, layer) for at in output_cells(*t.x.shape, layer)}


def winners(t):
    return {at: WINNERS[t.spec.operator](cells, t.x.tolist()) for at, cells in cells_of(t).items()}


def with_zeros(t):
    """The answer that one gets who takes padding for zeros that are cells; for a route the value that would win."""
    p = t.spec.padding[0]
    layer = layer_of(t)._replace(padding=(0, 0), count_include_pad=True)
    plane = np.pad(t.x, p).tolist()
    if t.kind == "grad_input":
        return np.array(backward(plane, layer, t.grad_output.tolist()))[p:-p, p:-p]
    output = np.array(forward(plane, layer)[0])
    return output if t.kind == "output" else output[t.asked]


@pytest.mark.parametrize("kind", KINDS)
@each_round
def test_two_of_three_draws_are_taken_so_that_drawing_ends(level, topic, kind):
    if kind not in topics()[topic].kinds:
        assert all(t.kind != kind for t in tasks(level, topic))
        return
    rng = np.random.default_rng(1)
    assert sum(draw(rng, kind, level, topic) is not None for _ in range(90)) >= 60


@each_round
def test_answers_are_those_of_the_loops(level, topic):
    for t in tasks(level, topic):
        if t.kind == "output":
            same(t.answer, np.array(forward(t.x.tolist(), layer_of(t))[0]))
        elif t.kind == "grad_input":
            same(t.answer, np.array(backward(t.x.tolist(), layer_of(t), t.grad_output.tolist())))
        else:
            assert np.argwhere(t.answer).tolist() == [list(winners(t)[t.asked])]


@each_round
def test_no_answer_needs_more_than_two_decimals(level, topic):
    for t in tasks(level, topic):
        assert ((4 * t.answer) % 1 == 0).all()


@each_round
def test_inputs_are_whole_numbers_that_a_person_can_keep_in_mind(level, topic):
    for t in tasks(level, topic):
        assert (t.x % 1 == 0).all()
        assert abs(t.x).max() <= 30
        assert t.x.size <= 30
        assert t.pooled.output.size <= 16


@each_round
def test_upstream_gradients_are_small_and_tell_windows_apart(level, topic):
    for t in tasks(level, topic):
        assert (t.grad_output % 1 == 0).all()
        assert t.grad_output.all()
        assert abs(t.grad_output).max() <= 16
        assert len(np.unique(t.grad_output)) > 1
        assert t.grad_output.shape == t.pooled.output.shape


def test_an_empty_sheet_is_never_the_right_gradient():
    for seed in range(500):
        t = task(seed, 2, "medium", "overlap")
        assert not check(t, np.full(t.answer.shape, np.nan)).is_right


@each_round
def test_every_window_holds_an_input_cell(level, topic):
    for t in tasks(level, topic):
        assert all(cells_of(t).values())


@each_round
def test_a_route_has_something_to_choose_from(level, topic):
    for t in tasks(level, topic):
        if t.kind == "route":
            assert len({t.x[cell] for cell in cells_of(t)[t.asked]}) > 1
        assert (t.asked is None) == (t.kind != "route")


@each_round
def test_ten_questions_hold_every_kind_of_their_topic(level, topic):
    assert {t.kind for t in tasks(level, topic)[:QUESTIONS]} == set(topics()[topic].kinds)


@pytest.mark.parametrize("level", LEVELS)
def test_overlap_asks_about_a_cell_that_wins_twice(level):
    for t in tasks(level, "overlap"):
        won = Counter(winners(t).values())
        assert max(won.values()) > 1
        assert t.asked is None or won[winners(t)[t.asked]] > 1


@pytest.mark.parametrize("level", LEVELS)
def test_ties_ask_about_a_window_with_equal_winners(level):
    for t in tasks(level, "ties"):
        values = {at: [t.x[cell] for cell in cells] for at, cells in cells_of(t).items()}
        best = max if t.spec.operator == "max" else min
        tied = [at for at, held in values.items() if held.count(best(held)) > 1]
        assert t.asked in tied if t.kind == "route" else tied


@pytest.mark.parametrize("level", LEVELS)
def test_padding_asks_where_zeros_would_give_another_answer(level):
    for t in tasks(level, "padding"):
        right = t.pooled.output[t.asked] if t.kind == "route" else t.answer
        assert (with_zeros(t) != right).any()


@pytest.mark.parametrize("level", LEVELS)
def test_sizes_leave_cells_out_or_round_up(level):
    for t in tasks(level, "sizes"):
        held = {cell for cells in cells_of(t).values() for cell in cells}
        assert t.spec.ceil_mode or len(held) < t.x.size


@pytest.mark.parametrize("level", LEVELS)
def test_average_asks_about_averages(level):
    assert {t.spec.operator for t in tasks(level, "average")} == {"avg"}


@pytest.mark.parametrize(("topic", "kinds"), [("forward", {"output"}), ("backward", {"route", "grad_input"})])
@pytest.mark.parametrize("level", LEVELS)
def test_a_topic_of_one_pass_asks_about_it_alone(level, topic, kinds):
    assert {t.kind for t in tasks(level, topic)} == kinds


def test_easy_is_two_by_two_without_overlap_and_without_equal_cells():
    for t in tasks("easy", "any"):
        assert (t.x.shape, t.spec.kernel_size, t.spec.stride, t.spec.padding) == ((4, 4), (2, 2), (2, 2), (0, 0))
        assert sorted(t.x.ravel().tolist()) == list(range(1, 17))


def test_medium_lets_cells_win_several_windows():
    for t in selecting("medium", "any"):
        assert max(Counter(winners(t).values()).values()) > 1


def test_hard_has_padding_or_ceil_mode_and_negative_cells_and_ties():
    hard = tasks("hard", "any")
    assert all(t.spec.padding != (0, 0) or t.spec.ceil_mode for t in hard)
    assert all((t.x < 0).any() for t in hard)
    assert any(len(set(t.x.ravel().tolist())) < t.x.size for t in hard)
    assert {t.spec.ceil_mode for t in hard} == {True, False}


def test_hard_averages_count_padding_either_way():
    padded = [t.spec for t in tasks("hard", "average") if t.spec.padding != (0, 0)]
    assert {spec.count_include_pad for spec in padded} == {True, False}


def test_ceil_mode_brings_places_beyond_the_padded_edge():
    over = [t for t in tasks("hard", "sizes") if any(
        row >= t.x.shape[0] + t.spec.padding[0] for at in cells_of(t) for row, _ in taps(*at, layer_of(t))
    )]  # fmt: skip
    assert over


def test_the_whole_class_gets_the_same_question():
    t = task(7, 2, "medium", "overlap")
    assert (t.kind, t.spec.operator, t.spec.kernel_size, t.spec.stride) == ("grad_input", "max", (3, 3), (1, 1))
    same(t.x, np.array([[12.0, 5, 11, 1], [8, 2, 6, 4], [14, 15, 10, 3], [16, 7, 9, 13]]))
    same(t.grad_output, np.array([[8.0, 5], [-2, 1]]))
    same(t.answer, np.array([[0.0, 0, 0, 0], [0, 0, 0, 0], [0, 14, 0, 0], [-2, 0, 0, 0]]))


@each_round
def test_a_question_is_made_anew_the_same(level, topic):
    for first in tasks(level, topic)[:QUESTIONS]:
        again = task(first.seed, first.number, level, topic)
        same(again.x, first.x)
        same(again.grad_output, first.grad_output)
        assert (again.kind, again.spec, again.asked) == (first.kind, first.spec, first.asked)


def test_questions_differ():
    made = [t.x.tobytes() for level, topic in ROUNDS for t in tasks(level, topic)]
    assert len(set(made)) == len(made)


def asked(kind, operator="max"):
    """The first medium question of a kind about an operator."""
    return next(t for t in tasks("medium", "any") if t.kind == kind and t.spec.operator == operator)


@pytest.mark.parametrize("kind", ["output", "grad_input"])
def test_what_is_right_is_right(kind):
    checked = check(asked(kind), asked(kind).answer)
    assert checked.is_right
    assert checked.first_wrong is None
    assert not checked.missing.any()


@each_round
def test_exactly_the_changed_cells_are_wrong(level, topic):
    rng = np.random.default_rng(3)
    for t in tasks(level, topic):
        if t.kind != "route":
            changed = rng.integers(2, size=t.answer.shape).astype(bool)
            checked = check(t, np.where(changed, t.answer + 0.25, t.answer))
            same(checked.right, ~changed)
            assert not checked.missing.any()
            assert checked.first_wrong == (tuple(np.argwhere(changed)[0]) if changed.any() else None)


def test_an_empty_output_cell_is_missing():
    t = asked("output")
    given = t.answer.copy()
    given[1, 0] = np.nan
    checked = check(t, given)
    assert np.argwhere(checked.missing).tolist() == np.argwhere(~checked.right).tolist() == [[1, 0]]
    assert checked.first_wrong == (1, 0)


def test_an_empty_gradient_counts_as_0():
    t = asked("grad_input")
    checked = check(t, np.full(t.answer.shape, np.nan))
    same(checked.right, t.answer == 0)
    same(checked.missing, t.answer != 0)
    assert check(t, np.where(t.answer == 0, np.nan, t.answer)).is_right


@pytest.mark.parametrize(("off", "right"), [(0.004, True), (-0.005, True), (0.01, False), (-0.01, False)])
def test_what_is_rounded_to_two_decimals_is_right(off, right):
    t = asked("output", "avg")
    assert check(t, t.answer + off).is_right == right


@pytest.mark.parametrize("wrong", [np.inf, -np.inf])
def test_what_is_infinite_is_wrong_but_not_missing(wrong):
    t = asked("grad_input")
    checked = check(t, np.full(t.answer.shape, wrong))
    assert not checked.right.any()
    assert not checked.missing.any()


def test_a_click_on_the_winner_is_right():
    t = asked("route")
    checked = check(t, winners(t)[t.asked])
    assert checked.is_right
    same(checked.given, t.answer)


def test_a_click_elsewhere_is_wrong_there_alone():
    t = asked("route")
    for cell in np.ndindex(*t.x.shape):
        if cell != winners(t)[t.asked]:
            checked = check(t, cell)
            assert np.argwhere(~checked.right).tolist() == [list(cell)]
            assert checked.first_wrong == cell
            assert not checked.missing.any()


def test_without_a_click_the_winner_is_missing():
    t = asked("route")
    checked = check(t, None)
    assert not checked.is_right
    same(checked.missing, t.answer)
    assert not checked.given.any()


def test_an_answer_of_another_shape_is_refused():
    t = task(7, 2, "medium", "overlap")
    assert message_of(check, t, [[1.0]]) == "answer must have shape (4, 4), but got (1, 1)"


@pytest.mark.parametrize("clicked", [(4, 0), (0, 4), (-1, 0)])
def test_a_click_outside_the_grid_is_refused(clicked):
    t = task(7, 0, "easy")
    assert message_of(check, t, clicked) == f"answer must lie in the 4×4 input, but got {clicked}"


@pytest.mark.parametrize("value", ["Easy", None, []], ids=repr)
def test_what_is_no_level_is_refused(value):
    assert message_of(task, 1, 1, value) == f"level must be one of easy, medium, hard, but got {value!r}"


@pytest.mark.parametrize("value", ["all", None, []], ids=repr)
def test_what_is_no_topic_is_refused(value):
    assert message_of(task, 1, 1, "easy", value) == f"topic must be one of {', '.join(topics())}, but got {value!r}"


@pytest.mark.parametrize("value", [-1, 1.0, True, "1"], ids=repr)
def test_what_is_no_seed_or_number_is_refused(value):
    assert message_of(task, value, 1, "easy") == f"seed must be an int, at least 0, but got {value!r}"
    assert message_of(task, 1, value, "easy") == f"number must be an int, at least 0, but got {value!r}"
