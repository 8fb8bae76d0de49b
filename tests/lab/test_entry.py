"""What a visitor types or pastes: what is legal is taken, what is not is named with its rule and value."""

import numpy as np
import pytest

from lab.entry import block, grid, number, side
from tests.pooling.checks import message_of, same

# ---- one number ----------------------------------------------------------------------------------------

NUMBERS = {"1": 1.0, " −1.5 ": -1.5, "-2": -2.0, "1e-300": 1e-300, ".5": 0.5, "1e9": 1e9, "+3": 3.0, "-0": 0.0}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items(), ids=NUMBERS.keys())
def test_a_typed_number(text, value):
    same(np.array(number(text, "cell")), np.array(value))


def test_minus_zero_is_zero():
    assert not np.signbit(number("-0", "cell"))
    assert not np.signbit(number(-0.0, "cell"))


NOT_NUMBERS = {
    "": "nothing",
    "abc": "'abc'",
    "inf": "'inf'",
    "-Infinity": "'-Infinity'",
    "nan": "'nan'",
    "1e308": "'1e308'",
    "1e999": "'1e999'",
    "1000000001": "'1000000001'",
    "1_000": "'1_000'",
    "0x10": "'0x10'",
    "1 2": "'1 2'",
}


@pytest.mark.parametrize(("text", "told"), NOT_NUMBERS.items(), ids=repr)
def test_what_is_no_number_is_told(text, told):
    expected = f"input row 2 column 0 must be a finite number from −1e9 to 1e9, but got {told}"
    assert message_of(number, text, "input row 2 column 0") == expected


@pytest.mark.parametrize("text", ["1,5", "−0,25", ",5", "1,500"])
def test_a_decimal_comma_is_refused_with_what_to_write(text):
    expected = f"cell must be a finite number from −1e9 to 1e9, with a point for decimals, but got '{text}'"
    assert message_of(number, text, "cell") == expected


@pytest.mark.parametrize("value", [True, None, [1], {}, 10**400, float("nan"), float("-inf")], ids=lambda v: str(v)[:9])
def test_what_is_sent_and_no_number_is_refused(value):
    assert message_of(number, value, "cell").startswith("cell must be a finite number from −1e9 to 1e9, but got ")


def test_a_long_entry_does_not_fill_the_screen():
    assert len(message_of(number, "9" * 100_000, "cell")) < 150


# ---- a pasted block ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\r2", [["1"], ["2"]]),
        ("1 234\n5", [["1 234"], ["5"]]),
        ("1\n\n3", [["1"], [""], ["3"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ("abc\t2", [["abc", "2"]]),
    ],
    ids=repr,
)
def test_a_block_as_spreadsheets_copy_it(text, rows):
    assert block(text) == rows


FORMS = {
    "[[1, 2], [3, 4]]": [["1", "2"], ["3", "4"]],
    "[[ 1.  2.]\n [ 3. -4.]]": [["1.", "2."], ["3.", "-4."]],
    "tensor([[1., 2.]], grad_fn=<MeanBackward0>)": [["1.", "2."]],
    "tensor([[[[1., 2.],\n          [3., 4.]]]])": [["1.", "2."], ["3.", "4."]],
    "[1, 2, 3]": [["1", "2", "3"]],
    "[1 2; 3 4]": [["1", "2"], ["3", "4"]],
    "1 2\n3 4": [["1", "2"], ["3", "4"]],
    "1,2\n3,4\n": [["1", "2"], ["3", "4"]],
    "1;2\n3;4": [["1", "2"], ["3", "4"]],
    "1,5;2,25": [["1.5", "2.25"]],
    "1,5\t2,25": [["1.5", "2.25"]],
    "1,234\t5": [["1,234", "5"]],
    "1,5\n2\n3,25": [["1.5"], ["2"], ["3.25"]],
    "1 & 2 \\\\ 3 & −4": [["1", "2"], ["3", "-4"]],
    "| a | b |\n|---|---|\n| 1 | 2 |": [["1", "2"]],
    "[[1, x], [nan, 4]]": [["1", "x"], ["nan", "4"]],
    "1 2\n3 x": [["1", "2"], ["3", "x"]],
    "two words\nthree more words": [["two words"], ["three more words"]],
    "[a]\t[b]": [["[a]", "[b]"]],
}


@pytest.mark.parametrize(("text", "rows"), FORMS.items(), ids=repr)
def test_a_block_in_every_form_that_numbers_are_copied_in(text, rows):
    assert block(text) == rows


REFUSED = {
    "[[1, 2], [3, 4]": "close every list that it opens, but got a list that does not end",
    "[[1, 2], [3]]": "have rows of one length, but got [2, 1]",
    "1,2,3\n4,5": "have rows of one length, but got [3, 2]",
    "[[[1], [2]], [[3], [4]]]": "be one plane, but got several",
    "[[1 ... 2]]": "be printed whole (np.set_printoptions(threshold=10**9)) or saved as .npy, "
    "but got '...' in place of numbers",
    "[" * 9000: "close every list that it opens, but got a list that does not end",
}


@pytest.mark.parametrize(("text", "why"), REFUSED.items(), ids=lambda text: text[:12])
def test_a_block_that_is_not_whole_is_refused(text, why):
    assert message_of(block, text) == f"pasted block must {why}"


def test_a_block_of_17_by_17_does_not_fit():
    text = "\n".join("\t".join("1" * 17) for _ in range(17))
    assert message_of(block, text) == "pasted block must fit into 16×16 cells from row 0 column 0, but got 17×17"


def test_a_block_must_fit_from_where_it_is_pasted():
    message = "pasted block must fit into 3×3 cells from row 2 column 2, but got 2×1"
    assert message_of(block, "1\n2", (2, 2), (3, 3)) == message


def test_a_ragged_block_is_named_by_its_rows():
    message = "pasted block must have rows of one length, but got [2, 1]"
    assert message_of(block, "1\t2\n3") == message


def test_an_empty_block_is_one_empty_cell():
    assert block("\n") == [[""]]


def test_a_block_of_100_kb_is_refused_by_its_size():
    message = "pasted block must be text of at most 16384 characters, but got 100000 characters"
    assert message_of(block, "1" * 100_000) == message


@pytest.mark.parametrize(("told", "got"), [("100000", "100000"), ("", "1"), ("1e9", "4"), ("9" * 5000, "5001")])
def test_of_a_block_too_long_to_be_sent_the_browser_tells_the_size(told, got):
    message = f"pasted block must be text of at most 16384 characters, but got {got} characters"
    assert message_of(block, f"\0{told}") == message


# ---- sizes, grids --------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0, 17, -1, True, 2.0, "3", None, 10**5000], ids=lambda v: type(v).__name__)
def test_a_side_is_an_int_from_1_to_16(value):
    if value == 10**5000:
        value = 10**4000  # Python itself refuses to write a longer one
    assert message_of(side, value, "height").startswith("height must be an int from 1 to 16, but got ")


def test_a_grid_names_its_first_bad_cell():
    message = "input row 1 column 0 must be a finite number from −1e9 to 1e9, but got 'x'"
    assert message_of(grid, [[1, 2], ["x", "y"]], (2, 2), "input") == message


@pytest.mark.parametrize("value", [[[1]], [[1, 2], [3]], "12", None, [[1, 2], 3]], ids=repr)
def test_a_grid_of_another_shape_is_refused(value):
    assert message_of(grid, value, (2, 2), "input").startswith("input must be 2 rows of 2 numbers, but got ")
