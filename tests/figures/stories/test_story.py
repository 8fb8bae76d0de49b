"""Routes of the gradient: what a story tells adds up to what the core computes."""

import numpy as np
import pytest
from hypothesis import given

from figures.stories.cell import cell_story
from figures.stories.story import Route, routes_of_window, routes_to_cell
from figures.stories.window import window_story
from lab.examples import OVERLAP_X
from pooling import PoolSpec, pool
from tests.pooling.checks import close, spec_of
from tests.pooling.strategies import CONSERVING, PROFILE, crowded, problems, upstream


@given(problems())
@PROFILE
def test_what_the_routes_bring_is_the_core_s_gradient(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    brought = [
        sum(route.weight * grad_output[route.window] for route in routes_to_cell(pooled, *cell))
        for cell in np.ndindex(size)
    ]
    with np.errstate(invalid="ignore"):
        close(np.reshape(brought, size), pooled.backward(grad_output))


@given(problems())
@PROFILE
def test_routes_from_windows_are_the_routes_to_cells(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    sent = [r for window in np.ndindex(pooled.output.shape) for r in routes_of_window(pooled, *window)]
    arriving = [r for cell in np.ndindex(size) for r in routes_to_cell(pooled, *cell)]
    assert sorted(map(repr, sent)) == sorted(map(repr, arriving))


@given(problems())
@PROFILE
def test_upstream_gradient_arrives_or_is_said_to_be_lost(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    lost = pooled.lost(grad_output)
    if layer.operator in CONSERVING and layer.divisor_override is None:
        close(pooled.backward(grad_output).sum() + lost, grad_output.sum())
    else:
        assert lost is None


@given(problems())
@PROFILE
def test_every_cell_and_every_window_has_a_whole_story(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    stories = [cell_story(pooled, grad_output, *cell) for cell in np.ndindex(size)]
    stories += [window_story(pooled, grad_output, *window) for window in np.ndindex(pooled.output.shape)]
    for story in stories:
        assert story.title
        assert story.text.endswith(".")
        assert all(formula.count("{") == formula.count("}") for formula in story.formulas)


def test_the_routes_of_a_window_of_max():
    pooled = pool(OVERLAP_X.astype(float), PoolSpec("max", 3, 2))
    assert routes_of_window(pooled, 1, 1) == [Route((1, 1), (2, 2), 1.0)]


def test_the_routes_to_a_cell_that_four_windows_chose():
    pooled = pool(OVERLAP_X.astype(float), PoolSpec("max", 3, 2))
    assert [r.window for r in routes_to_cell(pooled, 2, 2)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_the_routes_of_an_average_leave_padding_out():
    pooled = pool(np.array([[4.0, 8.0]]), PoolSpec("avg", (1, 2), 1, (0, 1)))
    assert routes_of_window(pooled, 0, 0) == [Route((0, 0), (0, 0), 0.5)]


@pytest.mark.parametrize(
    ("spec", "lost"),
    [
        (PoolSpec("max", (1, 2), 1, (0, 1)), 0.0),
        (PoolSpec("avg", (1, 2), 1, (0, 1)), 1.0),
        (PoolSpec("avg", (1, 2), 1, (0, 1), count_include_pad=False), 0.0),
        (PoolSpec("avg", (1, 2), 1, (0, 1), divisor_override=3), None),
        (PoolSpec("lp", (1, 2), 1), None),
    ],
    ids=lambda v: getattr(v, "operator", str(v)),
)
def test_what_is_lost_to_padding(spec, lost):
    pooled = pool(np.array([[4.0, 8.0]]), spec)
    assert pooled.lost(np.ones(pooled.output.shape)) == lost
