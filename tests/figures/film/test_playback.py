"""What the player is given: the pictures at any step, ranges and decimals for all of them, and the packed steps."""

import json
import zlib
from itertools import chain, product

import numpy as np
import pytest

from figures.film.playback import COLUMNS, WRITTEN, ledger_texts, payload, playback
from figures.narration.narrate import narrate, opening
from figures.theme import LIGHT
from lab.examples import NEGATIVE_X, OVERLAP_GRAD_OUTPUT, OVERLAP_X
from pooling import OPERATORS, PoolSpec
from pooling.steps.trace import GRAINS, WAYS, Ledger
from tests.figures.narration.narrated import traced

INF, NAN = float("inf"), float("nan")
PAIRS, TRIPLES = (1, 2), (1, 3)
every_pass = pytest.mark.parametrize(("operator", "way", "by"), list(product(OPERATORS, WAYS, GRAINS)))


def shot(*args, **options):
    """The playback of a pass, as `traced` is asked for it."""
    return playback(traced(*args, **options), LIGHT)


def packed(film):
    """What the player reads of a playback."""
    told = narrate(film.trace)
    return json.loads(zlib.decompress(payload(film, told, opening(film.trace), {"name": "board"})))


def column(film, name):
    return packed(film)["steps"][name]


def routes(film, kind):
    """The routes of the steps of one kind, without their weights."""
    return [[way[:2] for way in ways] for ways in weighted(film, kind)]


def weighted(film, kind):
    """The routes of the steps of one kind."""
    return [ways for step, ways in zip(film.trace.steps, column(film, "routes"), strict=True) if step.kind == kind]


def sums(film):
    """What the player writes over the cell that changes, at the steps where it does."""
    steps = packed(film)["steps"]
    return [line[place:] for line, place in zip(steps["equation"], steps["sum"], strict=True) if place]


def overlapping(operator, way, by):
    """Windows that overlap, hang over the edge and, but for Lp, reach into padding."""
    x = np.random.default_rng(3).normal(size=(3, 4)).round(1)
    padding = 0 if operator == "lp" else 1
    spec = PoolSpec(operator, 2, 1, padding=padding, ceil_mode=True)
    sides = [side + 2 * padding - 1 for side in x.shape]
    return shot(x, spec, way, by, np.random.default_rng(4).normal(size=sides).round(1))


# The pictures at a step.


@every_pass
def test_pictures_hold_the_numbers_of_the_replay(operator, way, by):
    film = overlapping(operator, way, by)
    for n in range(len(film.trace.steps) + 1):
        state, drawn = film.trace.replay(n), film.pictures(n)
        for name in WRITTEN:
            np.testing.assert_array_equal(drawn[name].z, getattr(state, name))


@every_pass
def test_what_is_given_is_there_at_every_step(operator, way, by):
    film = overlapping(operator, way, by)
    for n in (0, len(film.trace.steps)):
        drawn = film.pictures(n)
        np.testing.assert_array_equal(drawn["input"].z, film.trace.pooled.x)
        np.testing.assert_array_equal(drawn["grad_output"].z, film.trace.grad_output)


@every_pass
def test_the_output_has_text_where_it_is_written(operator, way, by):
    film = overlapping(operator, way, by)
    for n in range(len(film.trace.steps) + 1):
        there = [[text != "" for text in row] for row in film.pictures(n)["output"].text]
        np.testing.assert_array_equal(there, film.trace.replay(n).written)


def test_the_pictures_of_a_pass_one_by_one():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "both", "window", [[5, -3]])
    drawn = [film.pictures(n) for n in range(5)]
    assert [d["output"].text for d in drawn[:3]] == [[["", ""]], [["5", ""]], [["5", "5"]]]
    assert [d["output"].cells for d in drawn[:3]] == [[[None, None]], [[5, None]], [[5, 5]]]
    assert [d["argmax"].text for d in drawn[:3]] == [[["", "", ""]], [["", "×1", ""]], [["", "×2", ""]]]
    assert [d["grad_input"].text for d in drawn[2:]] == [[["", "", ""]], [["0", "5", "0"]], [["0", "2", "0"]]]
    assert [d["grad_input"].cells for d in drawn[2:]] == [[[None] * 3], [[0, 5, 0]], [[0, 2, 0]]]


@pytest.mark.parametrize("way", ["backward", "gather"])
def test_a_backward_pass_finds_the_forward_pass_done(way):
    drawn = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), way).pictures(0)
    texts = [drawn[name].text for name in WRITTEN]
    assert texts == [[["5", "5"]], [["", "×2", ""]], [["0", "0", "0"]]]


def test_the_weights_of_an_average_are_numbers():
    film = shot([[4, 6, 8]], PoolSpec("avg", PAIRS, 1))
    assert film.pictures(len(film.trace.steps))["argmax"].text == [["0.5", "1.0", "0.5"]]


def test_a_count_has_no_decimals_and_none_is_blank():
    film = shot([[0.25, 0.5]], PoolSpec("min", PAIRS))
    assert [film.label("argmax", count) for count in (0.0, 1.0, 12.0)] == ["", "×1", "×12"]


def test_an_output_that_is_no_number_says_so():
    film = shot([[-2, 1]], PoolSpec("lp", PAIRS, norm_type=3), by="window")
    before, after = film.pictures(0)["output"], film.pictures(1)["output"]
    assert (before.text, before.cells) == ([[""]], [[None]])
    assert (after.text, after.cells) == ([["NaN"]], [[None]])


# Ranges and decimals hold from the first step to the last.


@every_pass
def test_every_number_of_every_step_lies_in_its_range(operator, way, by):
    film = overlapping(operator, way, by)
    for n in range(len(film.trace.steps) + 1):
        for picture in film.pictures(n).values():
            finite = picture.z[np.isfinite(picture.z)]
            assert ((picture.low <= finite) & (finite <= picture.high)).all()


@pytest.mark.parametrize("way", ["backward", "both", "gather"])
def test_a_range_holds_a_sum_that_is_larger_on_its_way(way):
    """One cell wins three windows: 5, 10, then 5 again."""
    film = shot([[0, 0, 9, 0, 0]], PoolSpec("max", TRIPLES, 1), way, "tap", [[5, 5, -5]])
    assert film.trace.replay().grad_input.max() == 5
    assert {(film.blank[name].low, film.blank[name].high) for name in ("grad_output", "grad_input")} == {(-10, 10)}


@pytest.mark.parametrize("way", WAYS)
def test_input_and_output_share_a_range_from_the_first_step(way):
    film = shot([[1, 2], [4, 8]], PoolSpec("avg", 2, divisor_override=1), way)
    assert {(film.blank[name].low, film.blank[name].high) for name in ("input", "output")} == {(1, 15)}


@pytest.mark.parametrize("way", WAYS)
def test_negative_weights_have_a_diverging_ramp_from_the_first_step(way):
    blank = shot([[1, 2, 3]], PoolSpec("avg", PAIRS, 1, divisor_override=-2), way).blank["argmax"]
    assert (blank.ramp, blank.low, blank.high) == (LIGHT.gradients, -1, 1)


def test_thirds_on_the_way_to_whole_numbers_have_three_decimals():
    """Four windows hold all four cells: each sends a third of its gradient, and the sums end at 1."""
    film = shot(np.zeros((2, 2)), PoolSpec("avg", 3, 1, 1, divisor_override=3), "backward", "window", [[1, 1], [1, 0]])
    assert [film.pictures(n)["grad_input"].text[0][0] for n in range(4)] == ["0", "0.333", "0.667", "1.000"]
    assert film.pictures(4)["grad_input"].text == [["1.000"] * 2] * 2


def test_whole_numbers_have_no_decimals():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "both", "tap", [[5, -3]])
    assert film.places == dict.fromkeys(film.blank, 0)


# The packed steps.


def test_the_payload_has_the_board_the_opening_and_a_column_for_each_field():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "both", "tap")
    plain = packed(film)
    assert list(plain) == ["opening", "begun", "steps", "board", "code"]
    assert plain["board"] == {"name": "board"}
    assert plain["opening"] == list(opening(film.trace))
    assert tuple(plain["steps"]) == COLUMNS
    assert {len(values) for values in plain["steps"].values()} == {len(film.trace.steps)}


@pytest.mark.parametrize(("way", "begun"), [("forward", False), ("both", False), ("backward", True), ("gather", True)])
def test_the_payload_tells_whether_gradient_flows_at_once(way, begun):
    assert packed(shot([[1, 5]], PoolSpec("max", PAIRS), way))["begun"] is begun


def test_the_payload_says_what_is_told():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "gather", "tap")
    told = list(zip(column(film, "sentence"), column(film, "equation"), strict=True))
    assert told == [tuple(said) for said in narrate(film.trace)]


def test_where_each_step_is():
    film = shot([[1, 5]], PoolSpec("max", PAIRS), "both", "tap")
    assert column(film, "window") == [[0, 0]] * 5 + [0]
    assert column(film, "cell") == [[0, 0], [0, 1], 0, [0, 0], [0, 1], 0]
    assert column(film, "chosen") == [[[0, 0]], [[0, 1]], [[0, 1]], 0, [[0, 1]], 0]
    assert column(film, "backward") == [0, 0, 0, 1, 1, 1]


def test_a_window_writes_its_output_and_what_its_cells_weigh():
    film = shot([[4, 6, 9]], PoolSpec("avg", PAIRS, 1), by="window")
    assert column(film, "writes")[1] == [[0, 0, 1, 7.5, "7.5"], [1, 0, 1, 1.0, "1.0"], [1, 0, 2, 0.5, "0.5"]]


def test_a_window_writes_its_argmax_as_a_count():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), by="window")
    assert column(film, "writes")[1] == [[0, 0, 1, 5.0, "5"], [1, 0, 1, 2.0, "×2"]]


def test_a_window_that_sends_writes_the_sums_of_its_cells():
    film = shot([[4, 6, 9]], PoolSpec("avg", PAIRS, 1), "backward", "window", [[5, -3]])
    assert column(film, "writes")[1] == [[2, 0, 1, 1.0, "1.0"], [2, 0, 2, -1.5, "−1.5"]]


def test_what_is_not_finite_is_null_and_told_in_text():
    film = shot([[-2, 1]], PoolSpec("lp", PAIRS, norm_type=3), by="window")
    assert column(film, "writes") == [[[0, 0, 0, None, "NaN"], [1, 0, 0, None, "NaN"], [1, 0, 1, None, "NaN"]]]


def test_a_ledger_stands_at_the_steps_that_have_one():
    film = shot([[1, 5]], PoolSpec("max", PAIRS), "both", "window", [[2.5]])
    assert column(film, "ledger") == [0, ["2.5", "2.5", "0"], ["2.5", "2.5", "0"]]


# The routes of a step.


def test_a_tap_that_sends_has_one_route_and_one_that_sends_nothing_none():
    assert routes(shot([[1, 5]], PoolSpec("max", PAIRS), "backward", "tap"), "send") == [[], [[[0, 0], [0, 1]]]]


def test_a_window_that_sends_has_a_route_to_each_cell():
    film = shot([[4, 6]], PoolSpec("avg", PAIRS), "backward", "window")
    assert routes(film, "spread") == [[[[0, 0], [0, 0]], [[0, 0], [0, 1]]]]


def test_a_window_has_no_route_to_a_cell_of_slope_0():
    film = shot([[0, 2]], PoolSpec("lp", PAIRS), "backward", "window")
    assert routes(film, "spread") == [[[[0, 0], [0, 1]]]]


def test_a_window_that_is_asked_has_one_route_if_it_sends():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "gather", "tap")
    assert routes(film, "collect") == [[], [[[0, 0], [0, 1]]], [[[0, 1], [0, 1]]], []]


def test_a_cell_that_collects_has_a_route_from_each_window_that_chose_it():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "gather", "window")
    assert routes(film, "gather") == [[], [[[0, 0], [0, 1]], [[0, 1], [0, 1]]], []]


@pytest.mark.parametrize(("operator", "x"), [("max", [[1, 5, 1]]), ("avg", [[1, 5, 1]]), ("lp", [[0, 5, 0]])])
def test_by_input_cell_the_routes_are_the_same_whole_or_by_tap(operator, x):
    """Also of a gradient that is 0, and of a slope that is."""
    whole, by_tap = (shot(x, PoolSpec(operator, PAIRS, 1), "gather", by, [[0, 2]]) for by in ("window", "tap"))
    assert list(chain(*routes(whole, "gather"))) == list(chain(*routes(by_tap, "collect")))


def test_routes_have_weights_where_these_differ():
    lp = shot([[3, 4]], PoolSpec("lp", PAIRS, norm_type=2), "backward", "window")
    assert weighted(lp, "spread") == [[[[0, 0], [0, 0], "×0.6"], [[0, 0], [0, 1], "×0.8"]]]
    average = shot([[3, 4]], PoolSpec("avg", PAIRS), "backward", "window")
    assert weighted(average, "spread") == [[[[0, 0], [0, 0], ""], [[0, 0], [0, 1], ""]]]


def test_a_forward_pass_has_no_routes():
    assert column(shot([[1, 5]], PoolSpec("max", PAIRS), "forward", "tap"), "routes") == [[], [], []]


# "old + new = sum", which the player writes over the cell that changes.


@pytest.mark.parametrize("by", GRAINS)
def test_the_sums_of_a_max_pass(by):
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "both", by, [[5, 3]])
    assert sums(film) == ["0 + 5 = 5", "5 + 3 = 8"]


def test_the_sums_of_an_average():
    film = shot([[4, 6]], PoolSpec("avg", PAIRS), "backward", "tap", [[3]])
    assert sums(film) == ["0 + 1.5 = 1.5", "0 + 1.5 = 1.5"]


def test_the_sums_of_thirds():
    film = shot([[1, 2, 3, 4]], PoolSpec("avg", TRIPLES, 1), "backward", "tap", [[1, 1]])
    assert sums(film)[2:4] == ["0 + 0.333 ≈ 0.333", "0.333 + 0.333 ≈ 0.667"]


def test_the_sums_of_a_cell_in_four_windows():
    film = shot(OVERLAP_X, PoolSpec("max", 3, 2), "backward", "window", OVERLAP_GRAD_OUTPUT)
    at = [step.chosen for step in film.trace.steps if step.kind == "spread"]
    there = [line for line, cell in zip(sums(film), at, strict=True) if cell == ((2, 2),)]
    assert there == ["0 + 1 = 1", "1 + 2 = 3", "3 + 4 = 7", "7 + 5 = 12"]


def test_the_sums_of_negative_gradients():
    film = shot(NEGATIVE_X, PoolSpec("max", 3, 2, 1), "backward", "tap", [[-1, 2], [-3, -4]])
    assert sums(film) == ["0 + (−1) = −1", "0 + 2 = 2", "0 + (−3) = −3", "0 + (−4) = −4"]


def test_the_sum_of_a_cell_that_collects_comes_after_the_range_of_its_windows():
    film = shot([[1, 5, 1]], PoolSpec("max", PAIRS, 1), "gather", "window", [[5, -3]])
    assert sums(film) == ["0 + 5 + (−3) = 2"]


@pytest.mark.parametrize("operator", ["avg", "lp"])
def test_a_window_that_changes_several_cells_has_no_sum(operator):
    assert sums(shot([[3, 4]], PoolSpec(operator, PAIRS), "both", "window")) == []


def test_a_window_of_one_cell_has_no_sum_where_its_equation_has_none():
    assert sums(shot([[4]], PoolSpec("avg", 1), "backward", "window")) == []


# The sums of the ledger.


@pytest.mark.parametrize(
    ("ledger", "texts"),
    [
        ((10.0, 7.5, 2.5), ["10", "7.5", "2.5"]),
        ((-1.0, 1 / 3, 0.0), ["−1", "≈ 0.333", "0"]),
        ((1.0, 1.4, None), ["1", "1.4"]),
        ((0.0, 0.0, None), ["0", "0"]),
        ((INF, NAN, -INF), ["∞", "NaN", "−∞"]),
        ((INF, 5.5, None), ["∞", "5.5"]),
        ((2.0, 2.0, 1e-16), ["2", "2", "≈ 0"]),
        ((1e-7, 1e-7, 0.0), ["1e−7", "1e−7", "0"]),
        ((100000.0, 25e9, 0.0), ["100000", "2.5e10", "0"]),
    ],
    ids=str,
)
def test_a_ledger_in_text(ledger, texts):
    assert ledger_texts(Ledger(*ledger)) == texts
