"""Files of both passes: every array comes back equal."""

import io
import json

import numpy as np
import pytest
from hypothesis import given

from lab.export import arrays, to_json, to_npz
from pooling import PoolSpec, pool
from tests.pooling import worked
from tests.pooling.checks import same, spec_of
from tests.pooling.strategies import PROFILE, crowded, problems, upstream

WORKED = pool(worked.X, PoolSpec("max", 2))
EXPECTED = {
    "x": worked.X,
    "output": worked.OUTPUT,
    "grad_output": worked.GRAD_OUTPUT,
    "grad_input": worked.GRAD_INPUT,
    "indices": worked.INDICES,
}


def loaded(pooled, grad_output):
    return dict(np.load(io.BytesIO(to_npz(pooled, grad_output)), allow_pickle=False))


@pytest.mark.parametrize("name", EXPECTED)
def test_npz_of_the_worked_example(name):
    same(loaded(WORKED, worked.GRAD_OUTPUT)[name], EXPECTED[name])


@pytest.mark.parametrize("name", EXPECTED)
def test_json_of_the_worked_example(name):
    same(np.array(json.loads(to_json(WORKED, worked.GRAD_OUTPUT))[name]), EXPECTED[name].astype(EXPECTED[name].dtype))


def test_both_name_the_layer():
    spec = {"operator": "max", "kernel_size": [2, 2], "stride": [2, 2], "padding": [0, 0], "dilation": [1, 1]}
    spec |= {"ceil_mode": False, "count_include_pad": True, "divisor_override": None, "norm_type": 2.0}
    assert json.loads(to_json(WORKED, worked.GRAD_OUTPUT))["spec"] == spec
    assert json.loads(str(loaded(WORKED, worked.GRAD_OUTPUT)["spec"])) == spec


def test_an_average_has_no_indices():
    assert "indices" not in arrays(pool(worked.X, PoolSpec("avg", 2)), worked.GRAD_OUTPUT)


def test_json_writes_null_for_what_is_no_number():
    pooled = pool([[-2.0, 1.0]], PoolSpec("lp", (1, 2), norm_type=3))
    assert json.loads(to_json(pooled, np.ones((1, 1))))["output"] == [[None]]


def test_json_writes_null_for_infinity():
    pooled = pool([[-np.inf, 1.0]], PoolSpec("max", (1, 2)))
    assert json.loads(to_json(pooled, np.ones((1, 1))))["x"] == [[None, 1.0]]


@given(problems())
@PROFILE
def test_npz_holds_every_array_of_any_layer(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    grad_output = upstream(rng, pooled)
    file = loaded(pooled, grad_output)
    assert file.pop("spec")
    for name, array in arrays(pooled, grad_output).items():
        same(file.pop(name), array)
    assert not file
