"""The words of questions, whole, on cases that a person can check; and for every kind of question some."""

import numpy as np
import pytest

from figures.stories.quiz import layer_words, no_numbers, question, solution, verdict
from figures.stories.story import Story
from lab.quiz.task import LEVELS, QUESTIONS, Task, check, task, topics
from pooling import PoolSpec
from tests.figures.stories.test_window import de_dx, de_dy, lines

NAN = np.nan
X = [[1, 2, 0, 3], [4, 4, 1, 2]]


def made(kind, *layer, x=X, grad_output=((5, -6),), asked=None, **parameters):
    arrays = (np.array(x, dtype=float), np.array(grad_output, dtype=float))
    return Task(kind, "easy", "any", 0, 0, arrays[0], PoolSpec(*layer, **parameters), arrays[1], asked)


ROUTE = made("route", "max", 2, asked=(0, 1))
TIED_ROUTE = made("route", "max", 2, asked=(0, 0))
OUTPUT = made("output", "max", 2)
AVERAGE = made("output", "avg", 2)
GRADIENT = made("grad_input", "max", 2)


def told(t, given):
    return verdict(t, check(t, given))


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (PoolSpec("max", 2), "Max pooling, kernel 2, stride 2"),
        (PoolSpec("min", (2, 3), (1, 2), (0, 1)), "Min pooling, kernel 2×3, stride 1×2, padding 0×1"),
        (PoolSpec("max", 3, 2, 1, ceil_mode=True), "Max pooling, kernel 3, stride 2, padding 1, ceil_mode=True"),
        (PoolSpec("avg", 2, 2, 1), "Average pooling, kernel 2, stride 2, padding 1, count_include_pad=True"),
    ],
)
def test_a_layer_in_words(spec, words):
    assert layer_words(spec) == words


def test_a_route_asks_for_a_click():
    assert question(ROUTE) == (
        "Max pooling, kernel 2, stride 2. The output cell (0, 1) receives the gradient −6: "
        "click the input cell that gets it. Of equal cells the first in reading order wins."
    )


def test_an_output_asks_for_its_cells():
    assert question(OUTPUT) == "Max pooling, kernel 2, stride 2. Fill in the output: it has 1×2 cells."


def test_an_average_says_how_many_decimals_will_do():
    assert question(AVERAGE) == (
        "Average pooling, kernel 2, stride 2. Fill in the output: it has 1×2 cells. "
        "No answer needs more than two decimals."
    )


def test_a_gradient_says_that_empty_is_0():
    assert question(GRADIENT) == (
        "Max pooling, kernel 2, stride 2. Fill in the gradient of the input, ∂E/∂x, for the upstream gradient "
        "that is given. A cell left empty counts as 0. Of equal cells the first in reading order wins."
    )


def test_what_is_right_is_said_in_a_line():
    assert told(OUTPUT, [[4, 3]]) == Story("Right: all 2 cells.", (), "")
    assert told(ROUTE, (0, 3)) == Story("Right: the gradient goes to (0, 3).", (), "")


@pytest.mark.parametrize("t", [OUTPUT, GRADIENT], ids=["output", "grad_input"])
def test_an_empty_sheet_gives_nothing_away(t):
    assert told(t, np.full(t.answer.shape, NAN)) == Story("Nothing is filled in yet.", (), "")


def test_without_a_click_nothing_is_given_away():
    assert told(ROUTE, None) == Story("No cell is chosen yet.", (), "")


MAX_OF_FIRST = lines(r"y_{0,0} &= \max(1,\ 2,\ \mathbf{4},\ 4)", r"&= 4 \ \text{ at } (1, 0)")
MAX_OF_SECOND = lines(r"y_{0,1} &= \max(0,\ \mathbf{3},\ 1,\ 2)", r"&= 3 \ \text{ at } (0, 3)")
TO_FIRST = lines(f"{de_dx(1, 0)} &= {de_dy(0, 0)}", "&= 5")
TO_SECOND = lines(f"{de_dx(0, 3)} &= {de_dy(0, 1)}", "&= -6")
SECOND_TEXT = (
    "The largest of the 4 cells is 3. It alone made this output, so it alone receives this window's gradient; "
    "the other 3 get 0 from it."
)
TIE_TEXT = (
    "2 of the 4 cells tie at 4: none is greater than the first in reading order, (1, 0), so that one alone makes "
    "the output and receives the whole gradient."
)


def test_a_wrong_click_is_explained_by_the_window():
    assert told(ROUTE, (1, 3)) == Story(
        "Not right: the gradient goes to (0, 3), not to (1, 3).", (MAX_OF_SECOND,), SECOND_TEXT
    )


def test_a_click_outside_the_window_is_told_so():
    assert told(ROUTE, (1, 1)).text == (f"Cell (1, 1) does not lie in the window of output cell (0, 1). {SECOND_TEXT}")


def test_a_click_on_the_second_of_equal_cells_is_told_of_the_first():
    assert told(TIED_ROUTE, (1, 1)) == Story(
        "Not right: the gradient goes to (1, 0), not to (1, 1).", (MAX_OF_FIRST,), TIE_TEXT
    )


def test_a_wrong_output_cell():
    assert told(OUTPUT, [[4, 2]]) == Story(
        "1 of 2 cells is right.",
        (MAX_OF_SECOND,),
        "Output cell (0, 1) is 3, not 2. It is the largest of the 4 cells in its window.",
    )


def test_an_empty_output_cell():
    assert told(OUTPUT, [[NAN, 3]]) == Story(
        "1 of 2 cells is right, 1 left empty.",
        (MAX_OF_FIRST,),
        "Output cell (0, 0) was left empty: it is 4. It is the largest of the 4 cells in its window.",
    )


def test_the_first_wrong_cell_is_explained():
    story = told(OUTPUT, [[-1.5, NAN]])
    assert story.title == "0 of 2 cells are right, 1 left empty."
    assert story.text.startswith("Output cell (0, 0) is 4, not −1.5. ")


def test_an_answer_with_many_decimals_is_about_that():
    assert told(OUTPUT, [[4, 3.14159]]).text.startswith("Output cell (0, 1) is 3, not about 3.142. ")


def test_a_minimum_is_the_smallest():
    story = told(made("output", "min", 2), [[1, 1]])
    assert story.text == "Output cell (0, 1) is 0, not 1. It is the smallest of the 4 cells in its window."


def test_padding_never_wins():
    t = made("output", "max", 2, 2, 1, x=[[-1, -2], [-3, -4]], grad_output=[[1, 2], [3, 4]])
    assert told(t, [[0, -2], [-3, -4]]).text == (
        "Output cell (0, 0) is −1, not 0. It is the only cell in its window. "
        "3 places of the window lie outside the grid and can never win."
    )


def test_one_place_outside_is_told_in_the_singular():
    t = made("output", "max", (1, 2), (1, 2), (0, 1), x=[[1, 2, 3]], grad_output=[[1, 2]])
    assert told(t, [[0, 3]]).text.endswith(" 1 place of the window lies outside the grid and can never win.")


def test_an_average_is_a_sum_over_a_divisor():
    assert told(AVERAGE, [[2.75, 2]]) == Story(
        "1 of 2 cells is right.",
        (lines(r"y_{0,1} &= \tfrac{1}{4}\,(0 + 3 + 1 + 2)", r"&= \tfrac{6}{4} = 1.5"),),
        "Output cell (0, 1) is 1.5, not 2. It is the sum of the 4 cells in its window, divided by 4.",
    )


@pytest.mark.parametrize(
    ("counts", "value", "by", "told_of_padding"),
    [
        (True, "0.5", 2, "Padding counts as 0 and is part of the divisor (count_include_pad=True)."),
        (False, "1", 1, "Padding does not count (count_include_pad=False)."),
    ],
)
def test_padding_in_an_average(counts, value, by, told_of_padding):
    grid = {"x": [[1, 2, 3]], "grad_output": [[1, 2]]}
    t = made("output", "avg", (1, 2), (1, 2), (0, 1), count_include_pad=counts, **grid)
    assert told(t, [[9, 2.5]]).text == (
        f"Output cell (0, 0) is {value}, not 9. It is the only cell in its window, divided by {by}. {told_of_padding}"
    )


def test_the_overhang_of_an_average_never_counts():
    t = made("output", "avg", (1, 2), ceil_mode=True, x=[[1, 2, 3]], grad_output=[[1, 2]])
    assert told(t, [[1.5, 1.5]]).text == (
        "Output cell (0, 1) is 3, not 1.5. It is the only cell in its window, divided by 1. "
        "Places beyond the padded edge (ceil_mode) never count."
    )


def test_a_wrong_gradient_is_explained_by_its_cell():
    story = told(GRADIENT, [[0, 0, 0, -6], [6, 0, 0, 0]])
    assert (story.title, story.formulas[-1]) == ("7 of 8 cells that you filled in are right.", TO_FIRST)
    assert len(story.formulas) == 2
    assert story.text == (
        "Input cell (1, 0) receives 5, not 6. 1 window holds this cell and chose it: that one sends its whole gradient."
    )


def test_a_gradient_that_was_left_out():
    story = told(GRADIENT, [[NAN, NAN, NAN, NAN], [5, NAN, NAN, NAN]])
    assert story.title == "1 of 1 cell that you filled in is right, 1 wrongly left empty."
    assert story.text.startswith("Input cell (0, 3) was left empty, which counts as 0: it receives −6. ")


def test_cells_left_empty_count_as_nothing_that_was_filled_in():
    assert told(GRADIENT, [[NAN, 1, NAN, NAN], [4, NAN, NAN, -6]]).title == (
        "0 of 3 cells that you filled in are right, 1 wrongly left empty."
    )
    whole = told(GRADIENT, [[NAN, NAN, NAN, -6], [5, NAN, NAN, NAN]])
    assert whole.title == "Right: all 8 cells, with 0 in the 6 left empty."
    assert told(GRADIENT, [[0, 0, 0, -6], [5, 0, 0, NAN]]).title == "Right: all 8 cells, with 0 in the one left empty."


@pytest.mark.parametrize(
    ("drafts", "title"),
    [
        ({(0, 1): "1,5"}, "“1,5” at (0, 1) is no number. Write 1.5, with a point."),
        (
            {(0, 1): "−0,25", (1, 0): "x"},
            "“−0,25” at (0, 1) is no number, and so is 1 more. Write −0.25, with a point.",
        ),
        ({(0, 1): "x", (1, 0): "y", (1, 1): "z"}, "“x” at (0, 1) is no number, and so are 2 more."),
    ],
)
def test_entries_that_are_no_numbers_are_named(drafts, title):
    assert no_numbers(drafts) == Story(title, (), "")


def test_a_gradient_at_the_second_of_equal_cells_is_told_of_the_first():
    assert told(GRADIENT, [[0, 0, 0, -6], [5, 5, 0, 0]]).text == (
        "Input cell (1, 1) receives 0, not 5. 1 window holds this cell but chose another: it receives 0. "
        "In 1 window it ties with the winner, which comes first in reading order."
    )


def test_the_solution_of_a_route():
    title = "The gradient of output cell (0, 1) goes to input cell (0, 3)."
    assert solution(ROUTE) == Story(title, (MAX_OF_SECOND, TO_SECOND), SECOND_TEXT)


def test_the_solution_of_an_output():
    assert solution(OUTPUT) == Story("The output, cell by cell.", (MAX_OF_FIRST, MAX_OF_SECOND), "")


def test_the_solution_of_a_gradient():
    title = "The gradient reaches 2 of the 8 input cells."
    assert solution(GRADIENT) == Story(title, (TO_SECOND, TO_FIRST), "The other 6 receive 0.")


def test_the_solution_of_a_gradient_that_leaves_one_cell_out():
    t = made("grad_input", "avg", (1, 2), x=[[1, 2, 3]], grad_output=[[4]])
    assert solution(t).text == "The other one receives 0."


def test_the_solution_of_a_gradient_that_reaches_every_cell():
    assert solution(made("grad_input", "avg", 2, grad_output=[[4, 8]])).text == ""


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("topic", topics())
def test_every_question_has_its_words(topic, level):
    for number in range(QUESTIONS):
        t = task(4, number, level, topic)
        assert question(t).startswith(f"{layer_words(t.spec)}. ")
        assert solution(t).formulas
        if t.kind == "route":
            wrong = next((row, column) for row, column in np.argwhere(~t.answer).tolist())
            assert told(t, wrong).title.endswith(f"not to {wrong}.")
        else:
            worse = t.answer.copy()
            worse[-1, -1] += 1
            filled = " that you filled in" if t.kind == "grad_input" else ""
            assert told(t, worse).title == f"{worse.size - 1} of {worse.size} cells{filled} are right."
            assert not any(r"\approx" in line for line in told(t, worse).formulas)
