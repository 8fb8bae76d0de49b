"""Which array is what: by its name, by its shape where only one thing has it, else not at all."""

import numpy as np
import pytest

from lab.arrays.roles import ROLES, roles


def of(**shapes):
    return {name: np.ones(shape) for name, shape in shapes.items()}


@pytest.mark.parametrize(
    ("arrays", "found"),
    [
        (of(x=(4, 4), mine=(4, 4)), {"x": "x", "grad_input": "mine"}),
        (of(A_prev=(4, 4), dA=(2, 2), dA_prev=(4, 4)), {"x": "A_prev", "grad_output": "dA", "grad_input": "dA_prev"}),
        (of(X=(4, 4), dY=(2, 2), dX=(4, 4), out=(2, 2)),
         {"x": "X", "grad_output": "dY", "output": "out", "grad_input": "dX"}),
        (of(x=(4, 4), dout=(2, 2), foo=(4, 4)), {"x": "x", "grad_output": "dout", "grad_input": "foo"}),
        (of(x=(4, 4), y=(2, 2), foo=(2, 2)), {"x": "x", "grad_output": "foo", "output": "y"}),
        (of(x=(4, 4), foo=(4, 4), bar=(4, 4)), {"x": "x"}),
        (of(x=(4, 4), input=(4, 4), foo=(2, 2)), {"x": "x"}),
        (of(X=(4, 4), input=(4, 4)), {}),
        (of(foo=(4, 4), bar=(2, 2)), {}),
        (of(x=(4, 4), dout=(4, 4), foo=(4, 4)), {"x": "x", "grad_output": "dout"}),
        (of(indices=(2, 2)), {}),
        ({"idx": np.ones((2, 2), int)}, {"indices": "idx"}),
    ],
)  # fmt: skip
def test_roles(arrays, found):
    assert roles(arrays) == found


def test_an_array_alone_is_mine_where_the_input_is_known():
    assert roles({"": np.ones((4, 4))}, np.ones((4, 4)), (2, 2)) == {"grad_input": ""}


def test_the_input_of_the_file_is_the_one_that_counts():
    assert roles(of(x=(9, 9), foo=(9, 9), bar=(4, 4)), np.ones((4, 4))) == {"x": "x", "grad_input": "foo"}


@pytest.mark.parametrize("name", ["mine", "Yours", "result"])
def test_ones_own_is_what_is_checked(name):
    assert roles({name: np.ones((2, 2))}, mine="output") == {"output": name}


def test_an_array_as_large_as_the_output_may_be_two_things():
    assert roles({"": np.ones((2, 2))}, np.ones((4, 4)), (2, 2)) == {}


def test_the_lab_s_own_names():
    arrays = {name: np.ones((2, 2), int) for name in ROLES}
    assert roles(arrays) == {name: name for name in ROLES}
