"""What the player may send, and what it is sent."""

import json
import zlib
from dataclasses import replace

import numpy as np
import pytest

from figures.theme import LIGHT
from lab.settings import Settings
from lab.state import Stepping, fresh
from tests.pooling.strategies import OPERATORS
from ui.stepping.standalone import TOLD, TOLD_WITH_CODE
from ui.stepping.stepper import _packed, checked_place, prepared


def test_a_place_is_taken():
    assert checked_place({"version": 2, "at": 3, "rev": 4}) == (2, 3, 4)


@pytest.mark.parametrize(
    "change",
    [{"at": -1}, {"at": 1.0}, {"at": True}, {"at": None}, {"at": 10**9}, {"version": "2"}, {"rev": []}],
    ids=repr,
)
def test_a_hostile_place_is_ignored(change):
    assert checked_place({"version": 2, "at": 3, "rev": 4} | change) is None


@pytest.mark.parametrize("message", [None, 3, "at", [], {}], ids=repr)
def test_what_is_no_place_is_ignored(message):
    assert checked_place(message) is None


def test_the_player_is_sent_a_head_and_the_deflated_steps():
    lab = replace(fresh(), stepping=Stepping("gather", "tap", 5, version=7, seen=9))
    ready = prepared(lab, lab.pooled(), LIGHT)
    packed = _packed(lab, ready, LIGHT, 5)
    length = int.from_bytes(packed[:4], "big")
    head = json.loads(packed[4 : 4 + length])
    assert head.pop("visit")
    assert head == {"id": ready.id, "theme": "light", "at": 5, "code": False, "until": None, "version": 7, "seen": 9}
    film = json.loads(zlib.decompress(packed[4 + length :]))
    assert len(film["steps"]["sentence"]) == ready.length
    assert film["begun"] is True


def test_the_code_is_hidden_in_a_file_but_where_it_is_on_screen():
    assert TOLD.count("hidden></ol>") == 1
    assert TOLD.replace(" hidden></ol>", "></ol>") == TOLD_WITH_CODE


@pytest.mark.parametrize("way", ["forward", "backward", "gather"])
@pytest.mark.parametrize("operator", OPERATORS)
def test_the_longest_usual_pass_stays_under_100_kb(operator, way):
    rng = np.random.default_rng(0)
    start = fresh()
    x, grad = rng.normal(size=start.canvas.shape).round(3), rng.normal(size=start.grad_canvas.shape).round(3)
    layer = Settings(operator, (3, 3), (1, 1))
    lab = replace(start, height=16, width=16, canvas=abs(x), grad_canvas=grad, settings=layer)
    lab = replace(lab, stepping=Stepping(way, "tap"))
    assert len(prepared(lab, lab.pooled(), LIGHT).payload) <= 100_000
