"""What stands above the grids, and how many cells the style sheet is told of."""

import numpy as np
import pytest

from figures.pictures import pictures
from figures.theme import LIGHT
from figures.voices import voice_of
from pooling import OPERATORS, PoolSpec, pool
from ui.panels import counts, filling


def drawn(x, spec):
    pooled = pool(np.array(x, dtype=float), spec)
    ones = np.ones(pooled.output.shape)
    return pictures(pooled, ones, pooled.backward(ones), LIGHT)


def test_every_operator_has_its_arrows():
    for operator in OPERATORS.values():
        assert all(voice_of(operator).arrows)


def test_counts_are_rows_and_columns_of_the_input_and_of_the_output():
    grids = drawn(np.ones((4, 6)), PoolSpec("max", 2, (2, 3)))
    assert counts(grids) == "--rows-in:4;--columns-in:6;--rows-out:2;--columns-out:2;--font-ratio:0.29"


def test_padding_and_overhang_are_counted_too():
    grids = drawn(np.ones((2, 5)), PoolSpec("max", 2, 2, (1, 0), ceil_mode=True))
    assert counts(grids).startswith("--rows-in:4;--columns-in:6;")


@pytest.mark.parametrize(("side", "ratio"), [(8, "0.29"), (9, "0.33"), (16, "0.33")])
def test_the_font_is_smaller_where_cells_have_three_decimals(side, ratio):
    assert counts(drawn(np.ones((side, 1)), PoolSpec("max", 1))).endswith(f"--font-ratio:{ratio}")


def test_a_chart_is_filled_with_what_json_can_hold():
    picture = drawn([[1.0, np.nan]], PoolSpec("max", 1))["input"]
    expected = {"z": [[1.0, None]], "text": [["1", "NaN"]], "low": 0.5, "high": 1.5, "ramp": LIGHT.values}
    assert filling(picture) == expected
