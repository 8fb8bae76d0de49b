"""What the page's script may send, and the words that the drawing gets."""

from dataclasses import replace

import numpy as np
import pytest

from figures.stories.story import Route, routes_of_window
from figures.voices import voice_of
from lab.state import Selection, fresh
from pooling import PoolSpec, pool
from ui.explore.scene import checked_selection, selected_routes


@pytest.mark.parametrize("kind", ["window", "cell"])
def test_a_selection_is_taken(kind):
    message = {"kind": kind, "row": 1, "column": 2, "rev": 3}
    assert checked_selection(message) == (Selection(kind, 1, 2), 3)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "row"},
        {"kind": []},
        {"row": -1},
        {"row": 1.0},
        {"row": True},
        {"column": "2"},
        {"column": None},
        {"rev": -1},
    ],
    ids=repr,
)
def test_a_hostile_selection_is_ignored(change):
    message = {"kind": "cell", "row": 1, "column": 2, "rev": 3} | change
    assert checked_selection(message) == (None, 0)


@pytest.mark.parametrize("message", [None, 1, "cell", [], {}], ids=repr)
def test_what_is_no_selection_is_ignored(message):
    assert checked_selection(message) == (None, 0)


def weights(x, spec):
    pooled = pool(np.array(x, dtype=float), spec)
    return [voice_of(pooled.operator).weight(pooled, route) for route in routes_of_window(pooled, 0, 0)]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (PoolSpec("max", (1, 2)), ["×1"]),
        (PoolSpec("min", (1, 2)), ["×1"]),
        (PoolSpec("range", (1, 2)), ["×(−1)", "×1"]),
        (PoolSpec("avg", (1, 2)), ["×1/2", "×1/2"]),
        (PoolSpec("avg", (1, 2), padding=(0, 1)), ["×1/2"]),
        (PoolSpec("avg", (1, 2), padding=(0, 1), count_include_pad=False), ["×1/1"]),
        (PoolSpec("avg", (1, 2), divisor_override=7), ["×1/7", "×1/7"]),
        (PoolSpec("lp", (1, 2)), ["×0.6", "×0.8"]),
        (PoolSpec("lp", (1, 2), norm_type=3), ["≈×0.44", "≈×0.79"]),
        (PoolSpec("lp", (1, 2), norm_type=1), ["×1", "×1"]),
    ],
    ids=lambda value: value.operator if isinstance(value, PoolSpec) else "",
)
def test_the_weight_of_a_route_in_words(spec, expected):
    assert weights([[3, 4]], spec) == expected


def test_a_weight_that_is_no_number_says_so():
    assert weights([[-2, 1]], PoolSpec("lp", (1, 2), norm_type=3)) == ["×NaN", "×NaN"]


def test_the_routes_of_the_selected_window():
    lab = fresh()
    assert selected_routes(lab, lab.pooled()) == [Route((1, 0), (3, 0), 1.0)]


def test_the_routes_to_the_selected_cell():
    lab = replace(fresh(), selection=Selection("cell", 0, 1))
    assert selected_routes(lab, lab.pooled()) == [Route((0, 0), (0, 1), 1.0)]
