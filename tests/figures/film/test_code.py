"""The loops that the player is given: of the way that plays, and a sentence where an operator has none."""

import json
import zlib

import pytest

from figures.film.code import loops
from figures.film.playback import payload, playback
from figures.narration.narrate import narrate, opening
from figures.theme import LIGHT
from pooling import PoolSpec
from pooling.frameworks.code.at_work import at_work
from tests.figures.narration.narrated import traced
from tests.pooling.frameworks.strangers import admit

X = [[1.0, 5.0, 3.0]]
ROW = PoolSpec("max", (1, 2), 1)


def test_the_gradient_is_collected_by_cell_where_the_pass_does_so():
    text = {way: [line.text.strip() for line in loops(traced(X, ROW, way, "tap"))] for way in ("both", "gather")}
    assert "for row in range(1):" not in text["both"]
    assert text["gather"].count("for row in range(1):") == 1


def test_the_player_has_the_lines_and_the_names_of_each_step():
    run = traced(X, ROW, "both", "tap")
    packed = json.loads(zlib.decompress(payload(playback(run, LIGHT), narrate(run), opening(run), {})))
    assert packed["code"] == [list(line) for line in loops(run)]
    assert packed["steps"]["lines"] == [list(at_work(step, run)) for step in run.steps]


@pytest.mark.parametrize("operator", ["first", "median"])
def test_an_operator_without_loops_has_a_sentence_in_their_place(operator, monkeypatch):
    admit(monkeypatch, operator)
    (line,) = loops(traced(X, PoolSpec(operator, (1, 2), 1), "both", "tap"))
    assert line == (f"# The code of loops has no {operator} pooling.", "", "")
