"""The arrays that the lesson on global and adaptive pooling shows, against plain loops, for every output size."""

import math
from itertools import product

import numpy as np
import pytest

from figures.lessons.adaptive import LESSON
from figures.lessons.kit.lesson import Grid, Rows
from figures.theme import LIGHT
from tests.figures.lessons.adaptive.stated import N, cells_of, holding, rows_of, winner

every_size = pytest.mark.parametrize("size", range(1, 8))


def case_of(size, seed=0):
    rng = np.random.default_rng(seed)
    return LESSON.case(LIGHT, {"size": size}, rng.integers(-3, 4, (N, N)).astype(float), rng.normal(size=(1, 1)))


def shown(case, step):
    """The grids of a step by their titles."""
    return {item.title: item for item in LESSON.steps[step].show(case) if isinstance(item, Grid)}


def test_global_gradients_and_the_misprint():
    case = case_of(3)
    g, top = float(case.grad_output[0, 0]), winner(list(product(range(N), range(N))), case.x)
    first, second = shown(case, 0), shown(case, 1)
    expected = np.zeros((N, N))
    expected[top] = g
    np.testing.assert_array_equal(first["Global max sends"].picture.z, expected)
    np.testing.assert_allclose(first["Global average sends"].picture.z, np.full((N, N), g / 25))
    np.testing.assert_allclose(second["Right: by the cells of the input"].picture.z, np.full((N, N), g / 25))
    np.testing.assert_array_equal(second["Wrong: by the output's height"].picture.z, np.full((N, N), g))
    assert len(second["Wrong: by the output's height"].marks) == 25


@every_size
def test_bins_outputs_and_shared_cells(size):
    case = case_of(size)
    grids = shown(case, 2)
    for i, j in product(range(size), range(size)):
        cells = [case.x[at] for at in cells_of(i, j, size)]
        assert grids["Adaptive max"].picture.z[i, j] == max(cells)
        assert grids["Adaptive average"].picture.z[i, j] == pytest.approx(math.fsum(cells) / len(cells), abs=1e-12)
    shared = {at for at in product(range(N), range(N)) if len(holding(*at, size)) > 1}
    assert set(grids["Input"].marks) == shared
    (table,) = [item for item in LESSON.steps[2].show(case) if isinstance(item, Rows)]
    assert [int(row[2]) for row in table.rows] == [len(rows_of(i, size)) for i in range(size)]


@every_size
def test_gradients_through_bins(size):
    case = case_of(size)
    grids = shown(case, 3)
    average, largest = np.zeros((N, N)), np.zeros((N, N))
    for i, j in product(range(size), range(size)):
        cells = cells_of(i, j, size)
        largest[winner(cells, case.x)] += 36
        for at in cells:
            average[at] += 36 / len(cells)
    np.testing.assert_allclose(grids["Adaptive average sends"].picture.z, average, rtol=1e-12)
    np.testing.assert_array_equal(grids["Adaptive max sends"].picture.z, largest)
    held = [[len(holding(a, b, size)) for b in range(N)] for a in range(N)]
    assert grids["Bins"].picture.z.tolist() == held
