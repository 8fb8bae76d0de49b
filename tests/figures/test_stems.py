"""Stems: every dot stands at the height of its number, and a dot that is dragged there says this number again."""

import re

import pytest

from figures.stems import Bar, scale_of, stems
from figures.theme import LIGHT

DRAGGED, OTHERS = [(0, 1.0), (1, -2.5), (2, 0.0)], [(0, 4.0), (1, float("nan")), (2, 0.5)]
SVG = stems("A <row>", DRAGGED, OTHERS, [Bar(0, 1, 3.0), Bar(1, 2, float("nan"))], 3, LIGHT)


def said(name):
    return float(re.search(rf'data-{name}="([^"]+)"', SVG).group(1))


def number(y):
    """What the script makes of a height."""
    part = (said("bottom") - y) / (said("bottom") - said("top"))
    return said("low") + part * (said("high") - said("low"))


def test_dots_stand_at_the_heights_of_their_numbers():
    heights = [float(y) for y in re.findall(r'<circle class="lab-handle"[^>]* cy="([\d.]+)"', SVG)]
    assert [number(y) for y in heights] == pytest.approx([v for _, v in DRAGGED], abs=0.05)


def test_dots_that_can_be_dragged_name_their_cells():
    assert re.findall(r'<g data-column="(\d+)">', SVG) == ["0", "1", "2"]


def test_what_is_no_number_is_not_drawn():
    assert SVG.count("<rect") == 2
    assert SVG.count('stroke-linecap="round"') == 1
    assert "nan" not in SVG


def test_a_title_is_text():
    assert 'aria-label="A &lt;row&gt;"' in SVG


@pytest.mark.parametrize("values", [[], [0.0], [1e9, -1e9], [1e-7], [float("nan")], [5e9]])
def test_a_scale_holds_zero_and_all_numbers_and_can_be_dragged_on(values):
    scale = scale_of(values)
    assert scale.low <= min([0.0, *(v for v in values if v == v)])
    assert scale.high >= max([0.0, *(v for v in values if v == v)])
    assert 0 < scale.step <= (scale.high - scale.low) / 20


def test_no_dot_is_dragged_beyond_what_may_be_typed():
    assert scale_of([1e9]).high == 1e9
