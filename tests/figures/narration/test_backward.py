"""What the backward pass says at each step, by window and by input cell, on cases that a person can check."""

import pytest

from tests.figures.narration.narrated import told

ROW = (1, 2)
DONE = "The backward pass is done."
ARRIVED = f"{DONE} All the gradient that was sent has arrived."
LP_DONE = f"{DONE} Lp multiplies by its slopes: the sum of the gradient need not stay the same."
OVERLAP = {"x": [[1, 5, 2]], "kernel": ROW, "stride": 1, "grad": [[0.5, 0.25]]}
ROWS = "i: ⌈(0 − 1 + 1)/1⌉ = 0 to ⌊0/1⌋ = 0, "
COLUMNS = [
    "j: ⌈(0 − 2 + 1)/1⌉ = −1 → 0 to ⌊0/1⌋ = 0",
    "j: ⌈(1 − 2 + 1)/1⌉ = 0 to ⌊1/1⌋ = 1",
    "j: ⌈(2 − 2 + 1)/1⌉ = 1 to ⌊2/1⌋ = 2 → 1",
]


@pytest.mark.parametrize(("operator", "sign", "winner"), [("max", 1, "argmax"), ("min", -1, "argmin")])
def test_a_cell_that_wins_twice_adds_up(operator, sign, winner):
    x = [[sign * 1, sign * 5, sign * 2]]
    assert told(x, operator, ROW, "backward", stride=1, grad=[[0.5, 0.25]]) == [
        ("Window (0, 0): cell (0, 0) is not the winner: it gets nothing from output (0, 0).", ""),
        (
            f"Cell (0, 1) is the {winner}: the whole gradient of output (0, 0), 0.50, travels to it.",
            "∂E/∂x[0,1] = 0 + 0.50 = 0.50",
        ),
        (
            f"Window (0, 1): cell (0, 1) is the {winner}: the whole gradient of output (0, 1), 0.25, travels to it. "
            "It already has 0.50: where windows overlap, gradients add up.",
            "∂E/∂x[0,1] = 0.50 + 0.25 = 0.75",
        ),
        ("Cell (0, 2) is not the winner: it gets nothing from output (0, 1).", ""),
        (ARRIVED, "Σ upstream 0.75 = Σ input gradient 0.75"),
    ]


def test_a_window_at_once_sends_its_whole_gradient():
    assert told(**OVERLAP, operator="max", way="backward", by="window") == [
        ("The gradient of output (0, 0), 0.50, travels whole to the argmax, (0, 1).", "∂E/∂x[0,1] = 0 + 0.50 = 0.50"),
        (
            "The gradient of output (0, 1), 0.25, travels whole to the argmax, (0, 1). It already has 0.50: where "
            "windows overlap, gradients add up.",
            "∂E/∂x[0,1] = 0.50 + 0.25 = 0.75",
        ),
        (ARRIVED, "Σ upstream 0.75 = Σ input gradient 0.75"),
    ]


def test_padding_gets_nothing_from_max():
    assert told([[4]], "max", ROW, "backward", padding=(0, 1))[0] == (
        "Window (0, 0): place (0, −1) is padding and gets nothing.",
        "",
    )


def test_an_average_sends_each_cell_its_share():
    assert told(**OVERLAP, operator="avg", way="backward")[1:3] == [
        (
            "Cell (0, 1) gets 0.250, the gradient of output (0, 0) divided by 2.",
            "0.50 / 2 = 0.250, ∂E/∂x[0,1] = 0 + 0.250 = 0.250",
        ),
        (
            "Window (0, 1): cell (0, 1) gets 0.125, the gradient of output (0, 1) divided by 2. It already has 0.250: "
            "where windows overlap, gradients add up.",
            "0.25 / 2 = 0.125, ∂E/∂x[0,1] = 0.250 + 0.125 = 0.375",
        ),
    ]


def test_an_average_splits_a_window_at_once():
    assert told(**OVERLAP, operator="avg", way="backward", by="window") == [
        (
            "The gradient of output (0, 0), 0.50, is divided by 2: each of its 2 cells gets 0.250.",
            "0.50 / 2 = 0.250 to each of its 2 cells",
        ),
        (
            "The gradient of output (0, 1), 0.25, is divided by 2: each of its 2 cells gets 0.125. Where windows "
            "overlap, gradients add up.",
            "0.25 / 2 = 0.125 to each of its 2 cells; ∂E/∂x[0,1] = 0.250 + 0.125 = 0.375",
        ),
        (ARRIVED, "Σ upstream 0.75 = Σ input gradient 0.75"),
    ]


@pytest.mark.parametrize(
    ("place", "cell", "end", "layer"),
    [
        (
            ("is padding and counts; this share leaves the grid and is lost.", "3 / 3 = 1 is lost"),
            ("Cell (0, 0) gets 1, the gradient of output (0, 0) divided by 3.",
             "3 / 3 = 1, ∂E/∂x[0,0] = 0 + 1 = 1"),
            (f"{DONE} Padding took 2; all the rest has arrived.", "Σ upstream 3 = Σ input gradient 1 + 2 lost"),
            {},
        ),
        (
            ("is padding, which does not count and gets nothing.", ""),
            ("Cell (0, 0) gets 3, the gradient of output (0, 0) divided by 1.",
             "3 / 1 = 3, ∂E/∂x[0,0] = 0 + 3 = 3"),
            (ARRIVED, "Σ upstream 3 = Σ input gradient 3"),
            {"count_include_pad": False},
        ),
        (
            ("is padding and gets nothing; divisor_override alone sets what each cell gets.", ""),
            ("Cell (0, 0) gets −1.5, the gradient of output (0, 0) divided by −2.",
             "3 / (−2) = −1.5, ∂E/∂x[0,0] = 0 + (−1.5) = −1.5"),
            (f"{DONE} divisor_override sets the shares: the sum of the gradient need not stay the same.",
             "Σ upstream = 3, Σ input gradient = −1.5"),
            {"divisor_override": -2},
        ),
    ],
)  # fmt: skip
def test_padding_under_an_average(place, cell, end, layer):
    steps = told([[6]], "avg", (1, 3), "backward", padding=(0, 1), grad=[[3]], **layer)
    subjects = ("Window (0, 0): place (0, −1) ", "Place (0, 1) ")
    assert steps == [(subjects[0] + place[0], place[1]), cell, (subjects[1] + place[0], place[1]), end]


def test_a_window_at_once_tells_what_its_padding_took():
    assert told([[6]], "avg", (1, 3), "backward", "window", padding=(0, 1), grad=[[4]]) == [
        (
            "The gradient of output (0, 0), 4, is divided by 3: its one cell gets about 1.333. The share of 2 places "
            "of padding, about 2.667, leaves the grid and is lost.",
            "4 / 3 ≈ 1.333 to its one cell",
        ),
        (
            f"{DONE} Padding took about 2.667; all the rest has arrived.",
            "Σ upstream 4 ≈ Σ input gradient 1.333 + 2.667 lost",
        ),
    ]


def test_what_hangs_over_the_edge_of_an_average_gets_nothing():
    assert told([[6, 2, 3]], "avg", ROW, "backward", ceil_mode=True)[3] == (
        "Place (0, 3) lies beyond the edge (ceil_mode) and gets nothing.",
        "",
    )


def test_lp_sends_by_its_slopes():
    assert told([[3, 4]], "lp", ROW, "backward", grad=[[10]]) == [
        (
            "Window (0, 0): cell (0, 0) gets 6, the gradient of output (0, 0) times the cell's slope.",
            "10 · 0.6 = 6, ∂E/∂x[0,0] = 0 + 6 = 6",
        ),
        (
            "Cell (0, 1) gets 8, the gradient of output (0, 0) times the cell's slope.",
            "10 · 0.8 = 8, ∂E/∂x[0,1] = 0 + 8 = 8",
        ),
        (LP_DONE, "Σ upstream = 10, Σ input gradient = 14"),
    ]


def test_lp_sends_a_window_at_once():
    assert told([[0, 3, 4]], "lp", (1, 3), "backward", "window", grad=[[10]])[0] == (
        "The gradient of output (0, 0), 10, goes to each cell, times the cell's own slope. 1 cell has slope 0: nothing "
        "arrives there.",
        "10 · 0.6 = 6 to (0, 1), 10 · 0.8 = 8 to (0, 2)",
    )


def test_where_the_sum_is_0_lp_sends_nothing():
    why = "where a window's sum is 0, its slopes are taken as 0, as in PyTorch"
    assert told([[3, -3]], "lp", ROW, "backward", norm_type=1.0)[:2] == [
        (f"Window (0, 0): cell (0, 0) gets nothing: {why}.", ""),
        (f"Cell (0, 1) gets nothing: {why}.", ""),
    ]
    assert told([[0, 0]], "lp", ROW, "backward", "window")[0] == (
        f"The gradient of output (0, 0), 1, goes nowhere: {why}.",
        "",
    )


def test_slopes_that_are_nan():
    steps = told([[-2, 1]], "lp", ROW, "backward", norm_type=3.0, grad=[[2]])
    assert steps[1:] == [
        (
            "Cell (0, 1) gets NaN, the gradient of output (0, 0) times the cell's slope, NaN.",
            "2 · NaN = NaN, ∂E/∂x[0,1] = 0 + NaN = NaN",
        ),
        (LP_DONE, "Σ upstream = 2, Σ input gradient = NaN"),
    ]
    assert told([[-2, 1]], "lp", ROW, "backward", "window", norm_type=3.0, grad=[[2]])[0] == (
        "The gradient of output (0, 0), 2, meets slopes that are NaN, so NaN is all that it brings.",
        "2 · NaN = NaN to (0, 0), 2 · NaN = NaN to (0, 1)",
    )


def test_a_cell_gathers_from_the_windows_that_chose_it():
    assert told(**OVERLAP, operator="max", way="gather", by="window") == [
        (
            "Input cell (0, 0): window (0, 0) holds it but chose another: the cell gets nothing.",
            f"{ROWS}{COLUMNS[0]}; ∂E/∂x[0,0] = 0",
        ),
        (
            "Input cell (0, 1): 2 windows hold it, (0, 0) and (0, 1); both chose it: their gradients add up.",
            f"{ROWS}{COLUMNS[1]}; ∂E/∂x[0,1] = 0 + 0.50 + 0.25 = 0.75",
        ),
        (
            "Input cell (0, 2): window (0, 1) holds it but chose another: the cell gets nothing.",
            f"{ROWS}{COLUMNS[2]}; ∂E/∂x[0,2] = 0",
        ),
        (ARRIVED, "Σ upstream 0.75 = Σ input gradient 0.75"),
    ]


def test_a_cell_gathers_window_by_window():
    assert told(**OVERLAP, operator="max", way="gather")[:5] == [
        ("Input cell (0, 0): window (0, 0) holds it.", ROWS + COLUMNS[0]),
        ("Window (0, 0) holds cell (0, 0) but chose (0, 1): it sends nothing.", ""),
        ("Input cell (0, 1): 2 windows hold it, (0, 0) and (0, 1).", ROWS + COLUMNS[1]),
        (
            "Window (0, 0) chose cell (0, 1), its argmax: it sends its whole gradient, 0.50.",
            "∂E/∂x[0,1] = 0 + 0.50 = 0.50",
        ),
        (
            "Window (0, 1) chose cell (0, 1), its argmax: it sends its whole gradient, 0.25.",
            "∂E/∂x[0,1] = 0.50 + 0.25 = 0.75",
        ),
    ]


def test_a_cell_gathers_shares_of_averages():
    assert told(**OVERLAP, operator="avg", way="gather", by="window")[1] == (
        "Input cell (0, 1): 2 windows hold it, (0, 0) and (0, 1); each sends its gradient divided by its divisor.",
        f"{ROWS}{COLUMNS[1]}; ∂E/∂x[0,1] = 0 + 0.250 + 0.125 = 0.375",
    )


def test_a_cell_gathers_shares_of_averages_window_by_window():
    assert told(**OVERLAP, operator="avg", way="gather")[4] == (
        "Window (0, 1) sends 0.125, the gradient of output (0, 1) divided by 2.",
        "0.25 / 2 = 0.125, ∂E/∂x[0,1] = 0.250 + 0.125 = 0.375",
    )


def test_a_cell_with_slope_0_gathers_nothing():
    assert told([[0, 4, 0]], "lp", ROW, "gather", "window", stride=1)[0][0] == (
        "Input cell (0, 0): window (0, 0) holds it but sends nothing: its slope in this window is 0."
    )


def test_a_cell_in_no_window_says_so():
    assert told([[1, 5, 2]], "max", ROW, "gather", "window", stride=3)[2] == (
        "Input cell (0, 2): no window holds it, so no gradient reaches it.",
        "i: ⌈(0 − 1 + 1)/3⌉ = 0 to ⌊0/3⌋ = 0, j: ⌈(2 − 2 + 1)/3⌉ = 1 to ⌊2/3⌋ = 0 (none); ∂E/∂x[0,2] = 0",
    )


def test_dilated_windows_are_listed():
    layer = {"stride": 1, "dilation": 2, "padding": (0, 1)}
    assert told([[1, 5, 2]], "max", ROW, "gather", "window", [[1, 2, 4]], **layer)[1] == (
        "Input cell (0, 1), (0, 2) in the padded grid: 2 windows hold it, (0, 0) and (0, 2); both chose it: their "
        "gradients add up.",
        "(0 − i)/2 whole and 0…0: i = 0, (2 − j)/2 whole and 0…1: j = 0 or 2; ∂E/∂x[0,1] = 0 + 1 + 4 = 5",
    )
