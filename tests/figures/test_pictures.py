"""The five grids: their numbers are the core's, ranges are shared where numbers are compared."""

import numpy as np
import pytest
from hypothesis import given

from figures.heatmap import Frame
from figures.pictures import GRIDS, frame_of, most_decimals, pictures, size_of, titles
from figures.theme import LIGHT
from lab.examples import NEGATIVE_X, OVERLAP_GRAD_OUTPUT, OVERLAP_X
from pooling import PoolSpec, pool
from tests.pooling.checks import same, spec_of
from tests.pooling.strategies import PROFILE, crowded, problems, upstream


def drawn(x, spec, grad_output):
    pooled = pool(np.asarray(x, dtype=float), spec)
    grad_output = np.asarray(grad_output, dtype=float)
    return pooled, pictures(pooled, grad_output, pooled.backward(grad_output), LIGHT)


@pytest.fixture
def overlap():
    return drawn(OVERLAP_X, PoolSpec("max", 3, 2), OVERLAP_GRAD_OUTPUT)[1]


@given(problems())
@PROFILE
def test_the_numbers_are_the_core_s(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    grids = pictures(pooled, grad_output, pooled.backward(grad_output), LIGHT)
    expected = [pooled.x, pooled.output, pooled.weight_sum(), grad_output, pooled.backward(grad_output)]
    for name, array in zip(GRIDS, expected, strict=True):
        same(grids[name].z, array)


@given(problems())
@PROFILE
def test_every_finite_number_lies_in_its_range(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    for picture in pictures(pooled, grad_output, pooled.backward(grad_output), LIGHT).values():
        finite = picture.z[np.isfinite(picture.z)]
        assert picture.low < picture.high
        assert ((picture.low <= finite) & (finite <= picture.high)).all()


def test_input_and_output_share_one_range(overlap):
    assert [(overlap[n].low, overlap[n].high) for n in ("input", "output")] == [(0, 9), (0, 9)]


def test_both_gradients_share_one_symmetric_range(overlap):
    assert [(overlap[n].low, overlap[n].high) for n in ("grad_output", "grad_input")] == [(-15, 15), (-15, 15)]


def test_a_mask_counts_windows(overlap):
    texts = {(r, c): t for r, row in enumerate(overlap["argmax"].text) for c, t in enumerate(row) if t}
    assert texts == {(2, 2): "×4", (1, 5): "×1", (4, 6): "×2", (6, 2): "×2"}


def test_a_mask_with_negative_weights_has_a_diverging_ramp():
    _, grids = drawn([[1, 2, 3]], PoolSpec("avg", (1, 2), 1, divisor_override=-2), [[1, 1]])
    assert (grids["argmax"].ramp, grids["argmax"].low, grids["argmax"].high) == (LIGHT.gradients, -1, 1)


def test_planes_have_a_frame_of_padding():
    _, grids = drawn(NEGATIVE_X, PoolSpec("max", 3, 2, 1), np.ones((2, 2)))
    assert [grids[n].frame for n in GRIDS] == [
        Frame(1, 1, 1, 1),
        Frame(),
        Frame(1, 1, 1, 1),
        Frame(),
        Frame(1, 1, 1, 1),
    ]


def test_a_frame_holds_the_overhang_of_ceil_mode():
    assert frame_of(pool(np.ones((1, 3)), PoolSpec("max", (1, 2), ceil_mode=True))) == Frame(right=1)


@pytest.mark.parametrize(("side", "places"), [(1, 3), (7, 3), (8, 2), (10, 2), (11, 1), (18, 1)])
def test_decimals_shrink_with_the_cells(side, places):
    assert (most_decimals(side, 1), most_decimals(1, side)) == (places, places)


def test_a_size_is_rows_by_columns():
    assert size_of(np.zeros((2, 3))) == "2 × 3"


@pytest.mark.parametrize(
    ("operator", "title"),
    [
        ("max", ("Argmax mask", "", "how many windows chose each cell")),
        ("min", ("Argmin mask", "", "how many windows chose each cell")),
        ("avg", ("Weight of each cell", "Σ ∂y/∂x", "in all outputs together")),
        ("lp", ("Weight of each cell", "Σ ∂y/∂x", "in all outputs together")),
        ("range", ("Largest (+), smallest (−)", "Σ ∂y/∂x", "chosen as largest minus chosen as smallest")),
    ],
)
def test_the_title_of_the_mask(operator, title):
    assert titles(pool([[1.0, 2.0]], PoolSpec(operator, (1, 2))))["argmax"] == title
