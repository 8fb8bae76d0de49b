"""What the player's script makes of the steps that it is sent is what the core computes, after any number of them."""

import base64
from dataclasses import replace

import pytest

from figures.film.playback import WRITTEN
from figures.theme import LIGHT
from lab.settings import Settings
from lab.state import Stepping, fresh
from tests.ui.node import in_node, needs_node
from ui.stepping.stepper import _packed, prepared

#: The grids after every number of steps, in the order of `given.order`.
REPLAYED = """
    const { packed } = script.opened(script.bytesOf(given.bytes));
    const replay = new script.Replay(await script.unpacked(packed));
    return given.order.map((n) => {
      replay.go(n);
      return structuredClone(replay.grids);
    });
"""
LAYERS = [
    Settings("max", (2, 2), (2, 2)),
    Settings("min", (3, 3), (1, 2), (1, 1)),
    Settings("avg", (3, 2), (2, 1), (1, 1)),
    Settings("lp", (2, 3), (1, 1)),
]


@needs_node
@pytest.mark.parametrize("by", ["window", "tap"])
@pytest.mark.parametrize("way", ["forward", "backward", "gather", "both"])
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.operator)
def test_forward_and_back_the_grids_are_those_of_the_core(layer, way, by):
    start = fresh()
    lab = replace(start, canvas=abs(start.canvas), settings=layer, stepping=Stepping(way, by))
    run = prepared(lab, lab.pooled(), LIGHT)
    order = [*range(run.length + 1), *range(run.length, -1, -7), run.length]
    given = {"bytes": base64.b64encode(_packed(lab, run, LIGHT, 0)).decode(), "order": order}
    for n, grids in zip(order, in_node(["player/payload.js", "player/replay.js"], REPLAYED, given), strict=True):
        drawn = run.playback.pictures(n)
        expected = {name: {"z": drawn[name].cells, "text": drawn[name].text} for name in WRITTEN}
        assert grids == expected, f"after {n} steps"
