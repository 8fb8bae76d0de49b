"""The four ways to remember the argmax: sound pictures, the right cells marked, the right sizes told."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given

from figures.stories.memory import four_ways, places_and_offsets, places_way
from figures.theme import DARK, LIGHT
from lab.examples import OVERLAP_X, WORKED_X
from pooling import PoolSpec, pool
from tests.pooling.checks import spec_of
from tests.pooling.strategies import PROFILE, SELECTING, crowded, problems

SVG = "{http://www.w3.org/2000/svg}"
OVERLAP = pool(OVERLAP_X.astype(float), PoolSpec("max", 3, 2))
TITLES = ["Mask with counts", "Flat index", "Window matrix", "Mask of each window"]


def ways(pooled, theme=LIGHT):
    return {memory.title: memory for memory in four_ways(pooled, theme)}


def marked(svg, style):
    """How many cells are drawn in a style: each is one closed square of a path."""
    paths = ET.fromstring(svg).iter(f"{SVG}path")
    return sum(path.get("d").count("z") for path in paths if path.get("class") == style)


def written(svg):
    return [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]


@given(problems(SELECTING))
@PROFILE
def test_every_picture_is_well_formed_and_marks_what_it_should(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    counts, windows = pooled.weight_sum(), pooled.output.size
    taps = pooled.windows.gather(pooled.x)
    equal = int(((taps == pooled.output.reshape(-1, 1)) & pooled.windows.inside).sum())
    mask, index, matrix, blocks = (memory.svg for memory in four_ways(pooled, LIGHT))
    assert marked(mask, "yes") == np.count_nonzero(counts)
    assert marked(mask, "no") == counts.size - np.count_nonzero(counts)
    assert written(index) == [str(n) for n in pooled.indices.ravel()]
    assert marked(matrix, "yes") == windows
    assert marked(blocks, "yes") == windows
    assert marked(blocks, "tie") == equal - windows


def test_the_four_ways_in_the_order_of_the_reference():
    assert list(ways(OVERLAP)) == TITLES


def test_counts_of_the_overlap_example():
    assert written(ways(OVERLAP)["Mask with counts"].svg) == ["×1", "×4", "×2", "×2"]


def test_flat_indices_of_the_worked_example():
    picture = ways(pool(WORKED_X, PoolSpec("max", 2)))["Flat index"].svg
    assert written(picture) == ["1", "9", "10", "18", "14", "17", "25", "26", "29"]


def test_the_rows_of_the_window_matrix_are_named():
    assert written(ways(OVERLAP)["Window matrix"].svg) == [f"{i},{j}" for i in range(3) for j in range(3)]


def test_the_window_matrix_marks_the_tap_of_the_winner():
    pooled = pool(np.array([[1.0, 2.0, 9.0, 3.0]]), PoolSpec("max", (1, 2)))
    path = next(p for p in ET.fromstring(ways(pooled)["Window matrix"].svg).iter(f"{SVG}path"))
    assert re.findall(r"M(\d+) (\d+)", path.get("d")) == [("15", "1"), ("1", "15")]


TEXTS = {
    "Mask with counts": "How many windows chose each cell: 9 choices in all, one for each output cell. "
    "It shows where gradient can arrive, but not from which window.",
    "Flat index": "For each output cell the number of its winner, counted along the rows of the 7×7 input: "
    "row · 7 + column. 72 bytes as int64; PyTorch's return_indices has this form.",
    "Window matrix": "One row for each window, one column for each of its places, true at the winner: 9×9, "
    "81 bytes as booleans.",
    "Mask of each window": "Inside each window, every cell that equals its largest: 81 bytes; "
    "no window has a tie, so it is right here.",
}


@pytest.mark.parametrize(("title", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_the_words_beside_a_picture(title, text):
    assert ways(OVERLAP)[title].text == text


def test_ties_are_told():
    text = ways(pool(np.full((2, 2), 3.0), PoolSpec("min", 2)))["Mask of each window"].text
    assert text == (
        "Inside each window, every cell that equals its smallest: 4 bytes; here it marks 3 tied cells too many, "
        "each of which would receive a gradient that is not its own."
    )


def test_one_tie_is_one_cell():
    assert (
        "1 tied cell too many, which would receive"
        in ways(pool(np.full((1, 2), 3.0), PoolSpec("max", (1, 2))))[TITLES[3]].text
    )


def test_one_window_of_one_cell_is_told_in_the_singular():
    told = ways(pool(np.ones((1, 1)), PoolSpec("max", 1)))
    assert told["Mask with counts"].text.startswith("How many windows chose each cell: 1 choice in all,")
    assert told["Window matrix"].text.endswith("1×1, 1 byte as booleans.")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_picture_carries_its_own_colours(theme):
    for memory in four_ways(OVERLAP, theme):
        assert f"fill:{theme.ink}" in ET.fromstring(memory.svg).find(f"{SVG}style").text


@given(problems(SELECTING))
@PROFILE
def test_a_place_and_its_offset_lead_to_the_winner(problem):
    layer, size, rng = problem
    pooled = pool(crowded(rng, size), spec_of(layer))
    places, offsets = places_and_offsets(pooled)
    for (i, j), place in np.ndenumerate(places):
        first = (i * layer.stride[0] - layer.padding[0]) * size[1] + j * layer.stride[1] - layer.padding[1]
        assert first + offsets[place] == pooled.indices[i, j]
    memory = places_way(pooled, LIGHT)
    assert written(memory.svg) == [str(n) for n in (*places.ravel(), *offsets)]


def test_places_are_told_with_their_bytes():
    assert places_way(OVERLAP, LIGHT).text == (
        "For each output cell the place of its winner in the window, counted along the rows: 9 bytes. "
        "All windows share the offsets, 72 bytes as int64."
    )


def heard(table):
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [re.findall(r"<td>([^<]*)</td>", row) for row in rows[1:]]


def test_every_picture_can_be_heard_as_a_table():
    mask, index, matrix, blocks = (heard(memory.table) for memory in four_ways(OVERLAP, LIGHT))
    assert mask == [[str(int(n)) for n in row] for row in OVERLAP.weight_sum()]
    assert index == [[str(n) for n in row] for row in OVERLAP.indices]
    assert [row.count("winner") for row in matrix] == [1] * OVERLAP.output.size
    assert [len(row) for row in blocks] == [9] * OVERLAP.output.size


def test_a_tied_cell_is_heard_beside_the_winner_of_its_window():
    blocks = four_ways(pool(np.array([[5.0, 5.0]]), PoolSpec("max", (1, 2), 1)), LIGHT)[3]
    assert heard(blocks.table) == [["winner", "equal to it"]]
    assert "window (0, 0)" in blocks.table


def test_a_picture_of_more_cells_than_anyone_would_listen_to_has_no_table():
    assert four_ways(pool(np.zeros((12, 12)), PoolSpec("max", 6, 1)), LIGHT)[2].table == ""
