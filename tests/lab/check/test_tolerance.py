"""A right result that was printed is right, though it has lost its digits; and nothing else is."""

import numpy as np
import pytest

from lab.arrays.printed import printed
from lab.check.state import Check, as_text
from lab.check.tolerance import tolerance
from lab.settings import Settings
from pooling.verify import judge


def verdict(check):
    rtol, atol = tolerance(check)
    return judge(check.given("mine"), check.case, check.what, rtol, atol)


def pasted(settings, what="grad_input", **texts):
    return Check(settings, what, texts={role: str(text) for role, text in texts.items()})


@pytest.mark.parametrize(
    ("text", "absolute", "relative"),
    [
        ("1 2\n3 4", 0, 0), ("0.25 1.5", 0, 0), ("1.", 0, 0), ("0.333", 5e-4, 0), ("tensor([0.3333])", 5e-5, 0),
        ("[0.33333333 1.        ]", 5e-9, 0), ("0.1, 0.30000000000000004", 0, 0), ("[[0.25, 3.125]]", 0, 0),
        ("[1.2345e-02 1.0000e+01]", 0, 5e-5), ("", 0, 0),
    ],
)  # fmt: skip
def test_half_a_unit_of_the_last_decimal_of_what_was_printed(text, absolute, relative):
    found = printed(text)
    assert (found.absolute, found.relative) == (pytest.approx(absolute), pytest.approx(relative))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("digits", [4, 8])
@pytest.mark.parametrize("operator", ["max", "avg", "min", "lp", "range"])
@pytest.mark.parametrize("what", ["grad_input", "output"])
def test_what_is_right_is_right_as_it_is_printed(digits, operator, what, dtype):
    random = np.random.default_rng(digits)
    x = (random.permutation(72).reshape(9, 8) / 7 + 1).astype(dtype)  # no ties, in print neither
    settings = Settings(operator, (3, 3), (1, 2))
    start = Check(settings, arrays={"x": x})
    gradient = random.normal(size=start.case.right("output").shape).astype(dtype)
    mine = Check(settings, what, arrays={"x": x, "grad_output": gradient}).case.right(what).astype(dtype)
    with np.printoptions(precision=digits, floatmode="fixed", suppress=True, threshold=10_000):
        assert verdict(pasted(settings, what, x=x, grad_output=gradient, mine=mine)).ok
    with np.printoptions(threshold=10_000):
        assert verdict(pasted(settings, what, x=x, grad_output=gradient, mine=mine)).ok
    assert verdict(pasted(settings, what, x=as_text(x), grad_output=as_text(gradient), mine=as_text(mine))).ok


X = "[[0. 1. 2. 3.]\n [4. 5. 6. 7.]\n [8. 9. 10. 11.]\n [12. 13. 14. 15.]]"


@pytest.mark.parametrize(
    ("settings", "what", "x", "sent", "mine"),
    [
        (Settings(), "grad_input", X, "0.001 0.002\n0.001 0.002", "0 0 0 0\n0 0 0 0\n0 0 0 0\n0 0 0 0"),
        (Settings("avg"), "grad_input", X, "0.001 0.002\n0.001 0.002",
         "0.001 0.001 0.002 0.002\n0.001 0.001 0.002 0.002\n0.001 0.001 0.002 0.002\n0.001 0.001 0.002 0.002"),
        (Settings(), "output", "[[0.123 0.456]\n [0.789 0.784]]", "", "0.784"),
        (Settings(), "output", "1 2\n3 4", "1.2346e+05", "1"),
        (Settings(), "grad_input", X, "[[1.0000e+05 1.0000e+00]\n [2.0000e+00 3.0000e+00]]",
         "0 0 0 0\n0 100000 0 0\n0 0 0 0\n0 0 0 0"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_wrong_however_the_others_were_printed(settings, what, x, sent, mine):
    assert not verdict(pasted(settings, what, x=x, grad_output=sent, mine=mine)).ok


@pytest.mark.parametrize("factor", [0, 10])
def test_where_print_lost_as_much_as_there_is_it_counts_for_nothing(factor):
    x = np.random.default_rng(0).normal(size=(28, 28)).round(4)
    settings = Settings("avg", whole_plane=True)
    right = Check(settings, arrays={"x": x}).case.right("grad_input")
    with np.printoptions(precision=4, floatmode="fixed", suppress=True, threshold=10_000):
        assert not verdict(pasted(settings, x=x, mine=as_text(factor * right))).ok
