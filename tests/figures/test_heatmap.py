"""One grid as a Plotly figure: Plotly takes every spec, and the numbers in it are the exact ones."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from figures.heatmap import Frame, Picture, heatmap, symmetric_range, value_range
from figures.theme import DARK, LIGHT

Z = np.array([[1.0, 2.5, -3.0], [0.0, np.nan, np.inf]])
FRAME = Frame(top=1, left=1, bottom=2, right=1)


def picture(z=Z, frame=Frame()):  # noqa: B008 - frozen
    text = [[str(v) for v in row] for row in z]
    return Picture(z, text, LIGHT.values, -3, 2.5, frame)


def axis_range(spec, name):
    return spec["layout"][name]["range"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("with_text", [True, False])
@pytest.mark.parametrize("frame", [Frame(), FRAME], ids=["bare", "framed"])
def test_plotly_takes_the_spec(theme, with_text, frame):
    assert go.Figure(heatmap(picture(frame=frame), theme, with_text)).data[0].type == "heatmap"


def test_a_spec_is_plain_json_with_null_for_what_is_no_number():
    spec = json.loads(json.dumps(heatmap(picture(), LIGHT, True), allow_nan=False))
    assert spec["data"][0]["z"] == [[1.0, 2.5, -3.0], [0.0, None, None]]


def test_row_0_is_on_top():
    low, high = axis_range(heatmap(picture(), LIGHT, True), "yaxis")
    assert (low, high) == (1.5, -0.5)


def test_a_frame_widens_the_axes_by_its_cells():
    spec = heatmap(picture(frame=FRAME), LIGHT, True)
    assert axis_range(spec, "yaxis") == [3.5, -1.5]
    assert axis_range(spec, "xaxis") == [-1.5, 3.5]


def test_padding_is_drawn_only_where_there_is_a_frame():
    counts = [len(heatmap(picture(frame=frame), LIGHT, True)["layout"]["shapes"]) for frame in (Frame(), FRAME)]
    assert counts == [0, 1]


def test_text_is_left_out_where_something_else_writes_it():
    templates = [heatmap(picture(), LIGHT, with_text)["data"][0]["texttemplate"] for with_text in (True, False)]
    assert templates == ["%{text}", ""]


def test_colours_are_an_explicit_list():
    scale = heatmap(picture(), LIGHT, True)["data"][0]["colorscale"]
    assert scale[0] == [0, LIGHT.values[0]]
    assert scale[-1] == [1, LIGHT.values[-1]]


def test_a_frame_adds_to_the_size():
    assert FRAME.size((2, 3)) == (5, 5)


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        ([[1.0, 4.0], [6.0]], (1, 6)),
        ([[np.nan, np.inf]], (0, 1)),
        ([[2.0, 2.0]], (1.5, 2.5)),
        ([[np.nan, -1.0], [3.0, -np.inf]], (-1, 3)),
    ],
    ids=["shared", "nothing finite", "constant", "mixed"],
)
def test_value_range(arrays, expected):
    assert value_range(*(np.array(a) for a in arrays)) == expected


@pytest.mark.parametrize(
    ("arrays", "most"),
    [([[-3.0, 1.0]], 3), ([[1.0], [2.0]], 2), ([[0.0, 0.0]], 1), ([[np.nan]], 1)],
    ids=["negative", "shared", "all zero", "nothing finite"],
)
def test_symmetric_range(arrays, most):
    assert symmetric_range(*(np.array(a) for a in arrays)) == (-most, most)


def test_a_constant_gradient_has_the_full_colour():
    assert symmetric_range(np.array([2.0, 2.0])) == (-2, 2)
