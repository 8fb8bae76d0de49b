"""Nothing is computed twice on a rerun: an edit makes one layer, one forward pass and one backward pass."""

from collections import Counter
from dataclasses import replace

import pytest

import lab.state
from lab import editing
from lab.settings import Settings
from pooling.passes import Pooled
from tests.pages import screen


@pytest.fixture
def counted(monkeypatch):
    """How often each thing that costs something is done."""
    counts = Counter()

    def count(owner, name):
        original = getattr(owner, name)

        def counting(*arguments, **options):
            counts[name] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(owner, name, counting)

    count(lab.state, "pool")
    count(Pooled, "backward")
    count(Pooled, "weight_sum")
    count(editing, "number")
    return counts


ONCE = {"pool": 1, "backward": 1, "weight_sum": 1}


def edited(state, text):
    """The state after an entry was typed into the first cell."""
    before = state.input_editing
    message = {"rev": before.seen + 1, "version": before.version, "events": [["cell", 0, 0, text]]}
    canvas, _, now = editing.apply(message, state.canvas, state.x.shape, before, "input", True)
    return replace(state, canvas=canvas, input_editing=now)


def test_an_entry_is_read_once(counted):
    assert edited(lab.state.fresh(), "7").x[0, 0] == 7
    assert counted == {"number": 1}


def test_an_edit_is_pooled_once(counted):
    at = screen.opened()
    at.session_state["lab"] = edited(screen.lab(at), "7")
    counted.clear()
    screen.run(at)
    assert counted == ONCE
    screen.check(at)


@pytest.mark.parametrize("operator", screen.LABELS)
def test_another_operator_is_pooled_once(counted, operator):
    at = screen.opened()
    screen.choose(at, "avg" if operator == "max" else "max")
    counted.clear()
    screen.choose(at, operator)
    assert counted == ONCE


def test_a_rerun_pools_nothing_anew(counted):
    at = screen.opened()
    counted.clear()
    screen.run(at)
    assert counted == {"weight_sum": 1}


def test_a_layer_is_made_once():
    settings = Settings("avg", (3, 3))
    assert settings.spec(7, 7) is settings.spec(7, 7)
