"""A grid as a table: every number in its cell, every mark seen and said, nothing that a number could break."""

import re

import numpy as np
import pytest

from figures.heatmap import Frame, Picture
from figures.table import MARKS, aloud, facts, table, thumbnail
from figures.theme import LIGHT, contrast, ink_on, sample

SOURCE = "ui/css/lesson.css"


def picture(z=((1.0, 2.0), (3.0, 4.0)), text=None, frame=None):
    z = np.array(z)
    text = text or [[f"{v:g}" for v in row] for row in z]
    return Picture(z, text, LIGHT.values, 1.0, 4.0, frame or Frame())


def cells(html):
    """Rows of (class, style, text) of every number."""
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    found = [re.findall(r'<td class="(lab-number[^"]*)"[^>]*?(?:style="([^"]*)")?>([^<]*)', row) for row in rows]
    return [row for row in found if row]


def test_every_number_stands_in_its_cell():
    assert [[text for *_, text in row] for row in cells(table(picture(), "Input"))] == [["1", "2"], ["3", "4"]]


def test_rows_and_columns_are_numbered_for_those_who_listen():
    html = table(picture(), "Input")
    assert re.findall(r'<th scope="col">(\d)</th>', html) == ["0", "1"]
    assert re.findall(r'<th scope="row">(\d)</th>', html) == ["0", "1"]
    assert 'aria-label="Input"' in html


def test_a_frame_is_drawn_around_and_says_what_stands_in_it():
    html = table(picture(frame=Frame(1, 2, 0, 1)), "Input", padding="−∞")
    assert html.count('<td class="lab-pad">−∞</td>') == 3 * 5 - 4


def test_colours_are_the_ramp_s_and_read_well():
    style = cells(table(picture(), "Input"))[1][0][1]
    fill = sample(LIGHT.values, 2 / 3)
    assert style == f"background:{fill};color:{ink_on(fill)}"
    assert contrast(fill, ink_on(fill)) >= 4.5


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_has_no_colour(value):
    assert cells(table(picture([[value, 1.0]], [["?", "1"]]), "Input"))[0][0][1] == ""


def test_a_mark_is_a_class_and_is_said():
    html = table(picture(), "Input", {(0, 1): "window focus"})
    assert (
        'class="lab-number lab-mark-window lab-mark-focus" title="row 0, column 1: in the selected window; selected"'
        in html
    )
    assert '<span class="lab-aloud"> in the selected window; selected</span>' in html


def test_an_unknown_mark_is_refused():
    with pytest.raises(KeyError):
        aloud("windw")


def test_every_mark_has_its_looks():
    from tests.test_layers import ROOT

    css = (ROOT / SOURCE).read_text()
    assert [name for name in MARKS if f".lab-mark-{name}" not in css] == []
    assert set(re.findall(r"\.lab-mark-([a-z]+)", css)) == set(MARKS)


def test_text_is_no_markup():
    assert "<b>" not in table(picture([[1.0]], [["<b>"]]), "<b>")


def test_a_thumbnail_has_a_square_for_each_cell():
    svg = thumbnail(picture(), side=10)
    assert svg.count("<rect") == 4
    assert 'width="20" height="20"' in svg
    assert f'x="10" y="0" width="9" height="9" rx="2" fill="{sample(LIGHT.values, 1 / 3)}"' in svg


def test_facts_are_a_table_with_heads_of_rows_and_columns_and_one_that_stands_out():
    assert facts("Of <b>", ("", "a"), [("x", "1"), ("y", "<i>2</i>")], [1]) == (
        '<table class="lab-facts" aria-label="Of &lt;b&gt;"><thead><tr><td></td><th scope="col">a</th></tr></thead>'
        "<tbody>"
        '<tr><th scope="row">x</th><td>1</td></tr>'
        '<tr class="lab-strong"><th scope="row">y</th><td><i>2</i></td></tr></tbody></table>'
    )
