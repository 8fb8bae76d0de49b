"""What charts show can be heard: the same numbers, no more of them than anyone would listen to."""

import re

import numpy as np

from figures.check.planes import Plane
from figures.heard import MOST_CELLS, MOST_PLANES, MOST_ROWS, lines, pixels_reached, wrong_cells, wrong_planes


def rows(html):
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]


def chart(*traces):
    return {"data": list(traces), "layout": {"xaxis": {"title": {"text": "p"}}}}


def plane(right, mine):
    right, mine = np.array(right), np.array(mine)
    return Plane(right, right, mine, right != mine, True)


def test_each_named_line_is_a_column_and_each_of_its_places_a_row():
    dots = {"x": [9], "y": [9.0]}
    spec = chart({"name": "a", "x": [1, 2], "y": [0.5, None]}, {"name": "b", "x": [2], "y": [1e-9]}, dots)
    assert rows(lines("A chart", spec)) == [["p", "a", "b"], ["1.000", "0.500", "none"], ["2.000", "none", "1e−9"]]


def test_of_many_points_some_are_told():
    places = list(range(200))
    told = rows(lines("A chart", chart({"name": "a", "x": places, "y": places})))
    assert 2 < len(told) <= MOST_ROWS + 1
    assert told[1][0] == "0.000"


def test_wrong_cells_are_told_with_what_they_hold_and_what_is_right():
    some = plane([[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.5], [3.0, 0.0]])
    assert rows(wrong_cells(some, with_right=True)) == [
        ["cell", "yours", "right"],
        ["row 0, column 1", "2.5", "2"],
        ["row 1, column 1", "0", "4"],
    ]


def test_a_class_that_may_see_wrong_cells_alone_is_not_told_what_is_right():
    html = wrong_cells(plane([[17.0]], [[2.0]]), with_right=False)
    assert rows(html) == [["cell", "yours"], ["row 0, column 0", "2"]]


def test_of_many_wrong_cells_the_first_are_told():
    assert len(rows(wrong_cells(plane(np.zeros((9, 9)), np.ones((9, 9))), True))) == MOST_CELLS + 1


def test_wrong_planes_are_told_by_example_and_channel():
    assert rows(wrong_planes(np.array([[0, 3], [1, 0]]))) == [
        ["", "channel 0", "channel 1"],
        ["example 0", "0", "3"],
        ["example 1", "1", "0"],
    ]


def test_more_planes_than_anyone_would_listen_to_are_not_told():
    assert wrong_planes(np.zeros((MOST_PLANES + 1, 1), int)) == ""


def test_the_pixels_that_receive_most_are_told_by_their_places_in_the_picture():
    told = rows(pixels_reached(np.array([[0, 2, 0], [-3, 1, 2]]), 10, 20))
    places = [(11, 20), (10, 21), (11, 22), (11, 21)]
    assert [row[0] for row in told[1:]] == [f"row {r}, column {c}" for r, c in places]
    assert [row[1] for row in told] == ["receives", "−3", "2", "2", "1"]


def test_of_many_pixels_the_first_of_those_that_receive_most_are_told():
    received = np.ones((100, 100), dtype=np.int32)
    received[50, 50] = 7
    told = rows(pixels_reached(received, 0, 0))
    assert len(told) == MOST_CELLS + 1
    assert [row[0] for row in told[1:3]] == ["row 50, column 50", "row 0, column 0"]


def test_many_pixels_that_receive_as_much_are_told_in_their_order_after_those_that_receive_more():
    received = np.full((20, 30), 0.25)
    received[19, 29], received[3, 4] = -2.0, 1.0
    told = rows(pixels_reached(received, 0, 0))
    assert [row[0] for row in told[1:5]] == [
        "row 19, column 29",
        "row 3, column 4",
        "row 0, column 0",
        "row 0, column 1",
    ]
    assert len(told) == MOST_CELLS + 1


def test_where_nothing_is_received_no_table_is_told():
    assert pixels_reached(np.zeros((4, 4)), 0, 0) == ""
