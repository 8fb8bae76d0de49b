"""What range pooling says is true where cells tie, where one cell is both, and where gradients of both signs meet."""

import numpy as np
import pytest

from figures.photo.story import region_text
from figures.stories.quiz import solution
from figures.stories.window import window_story
from figures.voices import VOICES
from lab.photo.pooled import Box, pool_photo
from lab.quiz.task import LEVELS, task
from pooling import PoolSpec, pool, range_pool2d_backward
from tests.figures.narration.narrated import told

PAIRS = (1, 2)


def said(x, kernel=PAIRS, way="backward", by="tap", grad=None, **layer):
    return [sentence for sentence, _ in told(x, "range", kernel, way, by, grad, **layer)]


def cell_text(x, column, **layer):
    pooled = pool(np.array(x, dtype=float), PoolSpec("range", PAIRS, **layer))
    holding = pooled.windows.holding(0, column)
    return VOICES["range"].cell(pooled, 0, column, len(holding), 0)


def test_a_cell_that_ties_is_not_said_to_be_another_number():
    sentences = said([[2, 5, 5]], (1, 3))
    assert sentences[1].startswith("Cell (0, 1) is the largest:")
    assert sentences[2] == "Cell (0, 2) was not chosen: it gets nothing from output (0, 0)."


def test_of_equal_cells_the_first_is_both_and_the_others_were_not_chosen():
    sentences = said([[2, 2]])
    assert "is the largest and the smallest" in sentences[0]
    assert sentences[1] == "Cell (0, 1) was not chosen: it gets nothing from output (0, 0)."


@pytest.mark.parametrize(
    ("x", "column", "text"),
    [
        ([[1, 5]], 1, "1 window holds this cell and chose it as its largest: what it sends arrives as it is."),
        ([[1, 5]], 0, "1 window holds this cell and chose it as its smallest: what it sends arrives with its sign "
         "turned."),
        ([[3, 3]], 1, "1 window holds this cell but chose another: it receives 0."),
        ([[3, 3]], 0, "1 window holds this cell and chose it as its largest and as its smallest, which cancels: it "
         "receives 0."),
    ],
)  # fmt: skip
def test_a_cell_of_one_window(x, column, text):
    assert cell_text(x, column) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        ([[1, 5, 2]], "2 windows hold this cell; as their largest chose it 2. What they send adds up."),
        ([[1, 5, 9]], "2 windows hold this cell; as their largest chose it 1, as their smallest 1, whose gradient "
         "arrives with its sign turned. What they send adds up."),
        ([[1, 5, 5]], "2 windows hold this cell; as their largest chose it 1, as both 1, which sends nothing."),
        ([[5, 1, 1]], "2 windows hold this cell; as their smallest chose it 1, whose gradient arrives with its sign "
         "turned, as both 1, which sends nothing."),
    ],
)  # fmt: skip
def test_a_cell_of_two_windows(x, text):
    assert cell_text(x, 1, stride=1) == text


def test_a_cell_at_once_says_what_arrives():
    assert [sentence.partition("; ")[2] for sentence in said([[1, 5, 9]], way="gather", by="window", stride=1)][1] == (
        "as their largest chose it 1, as their smallest 1, whose gradient arrives with its sign turned: what they "
        "send adds up."
    )
    assert said([[2, 2]], way="gather", by="window")[1].endswith("but chose another: the cell gets nothing.")


def test_a_sum_of_0_is_not_written_as_noise():
    sentence, line = told([[1, 5, 3, 9]], "range", PAIRS, "backward", grad=[[0.1, 0.2, 0.3]], stride=1)[-1]
    assert sentence.endswith("or not at all: what arrives adds up to 0.")
    assert line.endswith("Σ input gradient ≈ 0")


def test_the_numbers_of_a_difference_are_in_its_row():
    x = np.arange(25.0).reshape(5, 5)
    x[3, 2], x[2, 2] = 99, -5
    _, line = told(x, "range", 5)[-1]
    assert all(row.count("99") and row.count("−5") for row in line.split(" = ")[1].split(" − min"))
    row = window_story(pool(x, PoolSpec("range", 5)), np.ones((1, 1)), 0, 0).formulas[0].partition("y_")[0]
    assert "99" in row
    assert "-5" in row


def test_different_numbers_look_different_in_a_difference():
    _, line = told([[1 / 3, 0.3333]], "range", PAIRS)[-1]
    top, bottom = line.split("≈ ")[-2].strip().split(" − ")
    assert top != bottom


@pytest.mark.parametrize("level", LEVELS)
def test_a_solution_names_every_cell_that_something_is_sent_to(level):
    for seed in range(12):
        asked = task(seed, 1, level, "range")
        if asked.kind != "grad_input":
            continue
        reached = int((asked.pooled.windows.scatter_add((asked.pooled.derivative != 0).astype(int)) > 0).sum())
        found = solution(asked)
        assert found.title == f"The gradient reaches {reached} of the {asked.answer.size} input cells."
        assert len(found.formulas) == reached


def test_a_window_of_equal_cells_sends_nothing_at_both_speeds():
    x, grad = np.array([[1.0, 2.0, 2.0]]), np.array([[0.1, 1e9]])
    pooled = pool(x, PoolSpec("range", PAIRS, 1))
    assert pooled.backward(grad).tolist() == [[-0.1, 0.1, 0.0]]
    assert range_pool2d_backward(grad, x, PAIRS, 1).tolist() == [[-0.1, 0.1, 0.0]]
    assert range_pool2d_backward([[np.inf]], [[3.0, 3.0]], PAIRS).tolist() == [[0.0, 0.0]]


def test_whole_numbers_beyond_double_precision_are_equal_at_both_speeds():
    x = np.array([[2**53, 2**53 + 1]])
    assert (
        range_pool2d_backward([[1.0]], x, PAIRS).tolist()
        == pool(x, PoolSpec("range", PAIRS)).backward([[1.0]]).tolist()
    )


def test_pixels_whose_gradients_cancel_are_reached_all_the_same():
    x = np.array([[[0, 9, 5], [9, 0, 5]]], np.uint8)
    pooled = pool_photo(x, PoolSpec("range", PAIRS))
    region = Box.whole(pooled.output_size)
    assert "It reaches <b>all 2 pixels</b> in its window" in region_text(pooled, region, pooled.received(region))
