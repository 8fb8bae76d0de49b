"""What the formulas say in words of Lp and of an average's shares, where it is easily said wrong."""

from figures.formulas import backward_formulas, forward_formulas

FORMULAS = {formula.anchor: formula for formula in (*forward_formulas(), *backward_formulas())}


def test_a_window_is_left_out_where_it_would_start_beyond_the_input():
    assert FORMULAS["F1"].text == (
        "On each axis: how often a window of k cells, d apart, fits into the padded input when it moves by s. With "
        "ceil_mode the division is rounded up; a window that would start beyond the input is then left out."
    )


def test_where_lp_is_nan():
    assert FORMULAS["F6"].detail == (
        "k is the size of a full window, n the cells that this one holds. As in PyTorch there is no absolute value, "
        "and in floating point a negative number to a power that is not whole, p or 1/p, is NaN."
    )


def test_the_slopes_of_lp():
    text = "Unless p is 1, a cell's slope depends on its value. Where S is 0 nothing is sent, as in PyTorch."
    assert FORMULAS["B9"].detail == text


def test_the_shares_of_an_average():
    assert FORMULAS["B4"].text == (
        "Every cell of the window receives the same share. The share of counted padding is lost; with "
        "divisor_override the shares add up to more or less than the gradient, unless it is the number of cells."
    )
