"""Padding that differs on each side, or has a name: what is right of it, and the mistakes that people make with it."""

import numpy as np
import pytest

from pooling import OPERATORS, PoolSpec, max_pool2d, max_pool2d_backward, verify
from pooling.verify.case import Case
from pooling.verify.mistaken import Mistaken
from pooling.verify.switches import Switches
from tests.pooling.checks import close, same

X = np.random.default_rng(8).permutation(42).reshape(6, 7) - 20.0
PADDINGS = {
    "unequal": ((0, 1), (2, 0)),
    "unequal on one axis": ((1, 1), (0, 1)),
    "as much on both axes": ((0, 1), (0, 1)),
    "same": "same",
    "same_lower": "same_lower",
}
every_padding = pytest.mark.parametrize("padding", PADDINGS.values(), ids=PADDINGS.keys())


def case_of(operator, padding, kernel_size=(3, 4), stride=(2, 3)):
    spec = PoolSpec(operator, kernel_size, stride, padding)
    size = spec.output_size(*X.shape)
    return Case(X, spec, np.random.default_rng(9).integers(1, 9, size).astype(float))


def made(case, what, **switches):
    """What some switches make of a case of one plane."""
    planes = Mistaken(case.x4[0], case.grad4[0], case.spec, np.zeros((1, 2), int), 1)
    return planes.result(what, Switches(**switches))[0]


@every_padding
@pytest.mark.parametrize("operator", [name for name, operator in OPERATORS.items() if operator.has("padding")])
def test_the_right_switches_give_what_the_library_gives(operator, padding):
    case = case_of(operator, padding)
    close(made(case, "output"), case.right("output"))
    close(made(case, "grad_input"), case.right("grad_input"))
    if OPERATORS[operator].selects:
        same(made(case, "indices"), case.right("indices"))


@every_padding
def test_assigning_is_named(padding):
    case = case_of("max", padding, (3, 3), 1)
    verdict = verify.judge(made(case, "grad_input", write="assign"), case)
    assert not verdict.ok
    assert verdict.mistakes[0].said == "assigning (=)"


@pytest.mark.parametrize(("crop", "said"), [("start", "behind"), ("end", "before")])
def test_cutting_one_side_alone_is_named(crop, said):
    case = case_of("avg", ((1, 2), (2, 1)), (3, 3), 1)
    verdict = verify.judge(made(case, "grad_input", crop=crop), case)
    assert [mistake.said for mistake in verdict.mistakes] == [f"cutting the padding off {said} the plane alone"]


def test_padding_with_zeros_is_what_padding_by_hand_gives():
    case = case_of("max", ((0, 1), (2, 0)))
    close(made(case, "output", zeros=True), max_pool2d(np.pad(X, ((0, 1), (2, 0))), (3, 4), (2, 3)))


@every_padding
def test_a_gradient_of_the_library_is_right(padding):
    y, indices = max_pool2d(X, (3, 4), (2, 3), padding, return_indices=True)
    mine = max_pool2d_backward(np.ones_like(y), indices, X.shape)
    assert verify.grad_input(mine, X, kernel_size=(3, 4), stride=(2, 3), padding=padding).ok


def test_sides_that_are_alike_are_handed_on_as_they_are():
    asked = []

    def mine(x, kernel_size, stride, padding):
        asked.append(padding)

    verify.signature.Signature(mine, "max").call(case_of("max", ((0, 1), (0, 1))))
    assert asked == [((0, 1), (0, 1))]
