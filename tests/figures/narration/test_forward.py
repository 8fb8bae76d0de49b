"""What the forward pass says at each step, whole, on cases that a person can check."""

import numpy as np
import pytest

from tests.figures.narration.narrated import told

ROW = (1, 2)
FIRST = "Window (0, 0): cell (0, 0) holds "


def test_max_keeps_the_first_of_equals():
    assert told([[1, 5], [5, 2]], "max", 2) == [
        (f"{FIRST}1, the first cell: the largest so far.", "best = 1"),
        ("Cell (0, 1) holds 5, greater than the best so far: it takes the lead.", "5 > 1 → best = 5"),
        ("Cell (1, 0) holds 5, equal and not greater: the first stays, (0, 1).", "5 = 5 → best = 5"),
        ("Cell (1, 1) holds 2, smaller than the best so far: (0, 1) stays.", "2 < 5 → best = 5"),
        (
            "Window (0, 0) is done: 2 cells tie at 5, and none is greater than the first, (0, 1), which becomes the "
            "output.",
            "y[0,0] = max(1, 5, 5, 2) = 5",
        ),
    ]


def test_min_is_the_mirror_image():
    assert told([[5, 1], [1, 2]], "min", 2) == [
        (f"{FIRST}5, the first cell: the smallest so far.", "best = 5"),
        ("Cell (0, 1) holds 1, smaller than the best so far: it takes the lead.", "1 < 5 → best = 1"),
        ("Cell (1, 0) holds 1, equal and not smaller: the first stays, (0, 1).", "1 = 1 → best = 1"),
        ("Cell (1, 1) holds 2, greater than the best so far: (0, 1) stays.", "2 > 1 → best = 1"),
        (
            "Window (0, 0) is done: 2 cells tie at 1, and none is smaller than the first, (0, 1), which becomes the "
            "output.",
            "y[0,0] = min(5, 1, 1, 2) = 1",
        ),
    ]


def test_padding_cannot_win():
    assert told([[-4]], "max", 2, padding=1) == [
        ("Window (0, 0): place (−1, −1) is padding and cannot win.", ""),
        ("Place (−1, 0) is padding and cannot win.", ""),
        ("Place (0, −1) is padding and cannot win.", ""),
        ("Cell (0, 0) holds −4, the first cell: the largest so far.", "best = −4"),
        (
            "Window (0, 0) is done: its largest cell, −4 at (0, 0), becomes the output. 3 places outside the grid "
            "cannot win.",
            "y[0,0] = max(−4) = −4",
        ),
    ]


def test_what_hangs_over_the_edge_cannot_win():
    assert told([[1, 2, 3]], "max", ROW, ceil_mode=True)[3:] == [
        ("Window (0, 1): cell (0, 2) holds 3, the first cell: the largest so far.", "best = 3"),
        ("Place (0, 3) lies beyond the edge (ceil_mode) and cannot win.", ""),
        (
            "Window (0, 1) is done: its largest cell, 3 at (0, 2), becomes the output. 1 place outside the grid "
            "cannot win.",
            "y[0,1] = max(3) = 3",
        ),
    ]


def test_dilation_skips_cells():
    assert told([[1, 9, 3]], "max", ROW, dilation=2)[1:] == [
        ("Cell (0, 2) holds 3, greater than the best so far: it takes the lead.", "3 > 1 → best = 3"),
        ("Window (0, 0) is done: its largest cell, 3 at (0, 2), becomes the output.", "y[0,0] = max(1, 3) = 3"),
    ]


def test_numbers_that_look_alike_are_told_apart_where_they_are_compared():
    assert told([[1.00001, 1.00002]], "max", ROW)[1] == (
        "Cell (0, 1) holds about 1.000, greater than the best so far: it takes the lead.",
        "1.00002 > 1.00001 → best ≈ 1.000",
    )


def test_the_last_nan_wins():
    assert told([[np.nan, 1, np.nan]], "max", (1, 3)) == [
        (f"{FIRST}NaN, the first cell: the largest so far.", "best = NaN"),
        ("Cell (0, 1) holds 1: NaN at (0, 0) stays, whatever it is compared with.", "best = NaN"),
        ("Cell (0, 2) holds NaN: NaN always takes the lead.", "best = NaN"),
        ("Window (0, 0) is done: NaN always wins, the last one at (0, 2).", "y[0,0] = max(NaN, 1, NaN) = NaN"),
    ]


def test_a_window_at_once_tells_what_its_taps_came_to():
    assert told([[1, 5], [3, 2]], "max", 2, by="window") == [
        ("Window (0, 0): its largest cell, 5 at (0, 1), becomes the output.", "y[0,0] = max(1, 5, 3, 2) = 5")
    ]


def test_of_many_cells_the_winner_is_shown():
    assert told([[*range(8), 99, *range(8)]], "max", (1, 17), by="window")[0][1] == (
        "y[0,0] = max(0, 1, 2, 3, 4, 5, …, 99, …, 7) = 99"
    )


def test_an_average_adds_and_divides():
    assert told([[1, 2], [-4, 3]], "avg", 2) == [
        (f"{FIRST}1 and starts the sum.", "sum = 1"),
        ("Cell (0, 1) holds 2 and joins the sum.", "sum = 1 + 2 = 3"),
        ("Cell (1, 0) holds −4 and joins the sum.", "sum = 3 + (−4) = −1"),
        ("Cell (1, 1) holds 3 and joins the sum.", "sum = −1 + 3 = 2"),
        (
            "Window (0, 0) is done: its sum, 2, is divided by 4. The divisor counts 4 cells.",
            "y[0,0] = 2 / 4 = 0.5",
        ),
    ]


def test_an_average_at_once():
    assert told([[1, 2], [-4, 3]], "avg", 2, by="window")[0][1] == "y[0,0] = (1 + 2 + (−4) + 3) / 4 = 2 / 4 = 0.5"


def test_an_average_that_is_rounded_is_not_called_equal():
    assert told([[1, 0, 0]], "avg", (1, 3), by="window")[0][1] == "y[0,0] = (1 + 0 + 0) / 3 = 1 / 3 ≈ 0.333"


@pytest.mark.parametrize(
    ("place", "divisor", "equation", "layer"),
    [
        (
            "is padding; it adds nothing to the sum, but counts in the divisor",
            "is divided by 3. The divisor counts 1 cell and 2 places of padding.",
            "6 / 3 = 2",
            {},
        ),
        (
            "is padding; it adds nothing to the sum and does not count in the divisor",
            "is divided by 1. The divisor counts 1 cell, not the 2 places outside the grid.",
            "6 / 1 = 6",
            {"count_include_pad": False},
        ),
        (
            "is padding and adds nothing; divisor_override sets the divisor",
            "is divided by −2. divisor_override sets this divisor, whatever the window holds.",
            "6 / (−2) = −3",
            {"divisor_override": -2},
        ),
    ],
)
def test_padding_in_an_average(place, divisor, equation, layer):
    assert told([[6]], "avg", (1, 3), padding=(0, 1), **layer) == [
        (f"Window (0, 0): place (0, −1) {place}.", ""),
        ("Cell (0, 0) holds 6 and starts the sum.", "sum = 6"),
        (f"Place (0, 1) {place}.", ""),
        (f"Window (0, 0) is done: its sum, 6, {divisor}", f"y[0,0] = {equation}"),
    ]


def test_what_hangs_over_the_edge_never_counts_in_an_average():
    assert told([[6, 2, 3]], "avg", ROW, ceil_mode=True)[4:] == [
        ("Place (0, 3) lies beyond the edge (ceil_mode); it adds nothing to the sum and does not count in the divisor.",
         ""),
        (
            "Window (0, 1) is done: its sum, 3, is divided by 1. The divisor counts 1 cell, not the 1 place beyond the "
            "edge.",
            "y[0,1] = 3 / 1 = 3",
        ),
    ]  # fmt: skip


def test_lp_adds_powers_and_takes_the_root():
    assert told([[3, -4]], "lp", ROW) == [
        (f"{FIRST}3; its power, 9, starts the sum.", "3^2 = 9, sum = 9"),
        ("Cell (0, 1) holds −4; its power, 16, joins the sum.", "(−4)^2 = 16, sum = 9 + 16 = 25"),
        (
            "Window (0, 0) is done: the root of its sum of powers, 5, becomes the output.",
            "y[0,0] = 25^(1/2) = 5",
        ),
    ]


def test_lp_at_once():
    assert told([[3, -4]], "lp", ROW, by="window")[0][1] == "y[0,0] = (3^2 + (−4)^2)^(1/2) = 25^(1/2) = 5"


def test_a_partial_window_of_lp_is_scaled_up():
    assert told([[3, 4, 5]], "lp", ROW, ceil_mode=True)[4:] == [
        ("Place (0, 3) lies beyond the edge (ceil_mode) and adds nothing; the sum will be scaled up for it.", ""),
        (
            "Window (0, 1) is done: the root of its sum of powers, about 7.071, becomes the output. The sum is first "
            "scaled up by 2/1, to a full window.",
            "y[0,1] = (2/1 · 25)^(1/2) = 50^(1/2) ≈ 7.071",
        ),
    ]


def test_a_negative_number_to_a_fraction_is_nan():
    assert told([[-2, 1]], "lp", ROW, norm_type=2.5) == [
        (
            f"{FIRST}−2; a negative number to a power that is not whole is NaN, and so is the sum.",
            "(−2)^2.5 = NaN, sum = NaN",
        ),
        ("Cell (0, 1) holds 1; its power joins the sum, but NaN stays NaN.", "1^2.5 = 1, sum = NaN + 1 = NaN"),
        (
            "Window (0, 0) is done: a negative number to the power 2.5 is NaN, and so is the output.",
            "y[0,0] = NaN^(1/2.5) = NaN",
        ),
    ]


def test_the_root_of_a_sum_below_0_is_nan():
    assert told([[-2, 1]], "lp", ROW, by="window", norm_type=3.0) == [
        (
            "Window (0, 0): its sum is below 0, and a negative number to the power 1/3 is NaN.",
            "y[0,0] = ((−2)^3 + 1^3)^(1/3) = (−7)^(1/3) = NaN",
        )
    ]


def test_p_1_is_a_sum():
    assert told([[-2, 1]], "lp", ROW, norm_type=1.0) == [
        (f"{FIRST}−2 and starts the sum.", "sum = −2"),
        ("Cell (0, 1) holds 1 and joins the sum.", "sum = −2 + 1 = −1"),
        ("Window (0, 0) is done: with p = 1 the output is the sum, −1.", "y[0,0] = −1"),
    ]
