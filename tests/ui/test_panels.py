"""What stands above the grids, and what charts are filled with."""

import numpy as np

from figures.pictures import pictures
from figures.scripted import filling
from figures.theme import LIGHT
from figures.voices import voice_of
from pooling import OPERATORS, PoolSpec, pool


def drawn(x, spec):
    pooled = pool(np.array(x, dtype=float), spec)
    ones = np.ones(pooled.output.shape)
    return pictures(pooled, ones, pooled.backward(ones), LIGHT)


def test_every_operator_has_its_arrows():
    for operator in OPERATORS.values():
        assert all(voice_of(operator).arrows)


def test_a_chart_is_filled_with_what_json_can_hold():
    picture = drawn([[1.0, np.nan]], PoolSpec("max", 1))["input"]
    expected = {"z": [[1.0, None]], "text": [["1", "NaN"]], "low": 0.5, "high": 1.5, "ramp": LIGHT.values}
    assert filling(picture) == expected
