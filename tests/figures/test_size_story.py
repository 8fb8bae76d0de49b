"""The output-size equation, literally."""

import pytest

from figures.size_story import size_formula, size_note
from pooling import PoolSpec

CASES = {
    "the 6×6 of the reference": (
        PoolSpec("max", 2),
        (6, 6),
        r"\begin{aligned}H_{out} = W_{out} &= \lfloor (6 + 2{\cdot}0 - 2) / 2 \rfloor + 1\\ &= 3\end{aligned}",
    ),
    "two axes": (
        PoolSpec("avg", (2, 3), (1, 2)),
        (4, 5),
        r"\begin{aligned}H_{out} &= \lfloor (4 + 2{\cdot}0 - 2) / 1 \rfloor + 1 = 3\\ "
        r"W_{out} &= \lfloor (5 + 2{\cdot}0 - 3) / 2 \rfloor + 1 = 2\end{aligned}",
    ),
    "padding and dilation": (
        PoolSpec("max", 3, 2, 1, 2),
        (7, 7),
        r"\begin{aligned}H_{out} = W_{out} &= \lfloor (7 + 2{\cdot}1 - 2{\cdot}(3-1) - 1) / 2 \rfloor + 1\\ "
        r"&= 3\end{aligned}",
    ),
    "ceil_mode": (
        PoolSpec("max", 2, 2, ceil_mode=True),
        (5, 5),
        r"\begin{aligned}H_{out} = W_{out} &= \lceil (5 + 2{\cdot}0 - 2) / 2 \rceil + 1\\ &= 3\end{aligned}",
    ),
    "ceil_mode takes one back": (
        PoolSpec("max", 2, 3, 1, ceil_mode=True),
        (4, 4),
        r"\begin{aligned}H_{out} = W_{out} &= \lceil (4 + 2{\cdot}1 - 2) / 3 \rceil + 1\\ &= 3 \to 2\end{aligned}",
    ),
}


@pytest.mark.parametrize(("spec", "size", "formula"), CASES.values(), ids=CASES.keys())
def test_size_formula(spec, size, formula):
    assert size_formula(spec, *size) == formula


def test_a_window_in_the_far_padding_is_left_out_and_that_is_said():
    spec = PoolSpec("max", (2, 1), (3, 1), (1, 0), ceil_mode=True)
    note = "The last row of windows would start in the far padding, so it is left out."
    assert size_note(spec, 4, 4) == note


def test_there_is_no_note_where_the_formula_says_it_all():
    assert size_note(PoolSpec("max", 2, 2, ceil_mode=True), 5, 5) == ""
