"""How long a pass may be, and what is played of one that is longer."""

from dataclasses import replace

import numpy as np
import pytest

from lab.length import MOST_STEPS, grain, length, why_coarser
from lab.link import pack, unpack
from lab.settings import Settings
from lab.share import decode, encode
from lab.state import Stepping, fresh
from pooling.steps import trace as steps
from pooling.steps.trace import WAYS
from tests.pooling.strategies import OPERATORS


def lab(way="both", by="tap", at=0, operator="avg", kernel=16, stride=1, padding=8):
    """The longest passes there are: 16×16 cells, kernel 16, padding 8."""
    layer = Settings(operator, (kernel, kernel), (stride, stride), (padding, padding))
    start = fresh()
    full = replace(start, height=16, width=16, canvas=np.ones_like(start.canvas), settings=layer)
    return replace(full, stepping=Stepping(way, by, at))


def asking(lab):
    """A link that asks for the grain that is wanted, played or not."""
    return pack(unpack(encode(lab)) | {"stepping": [lab.stepping.way, lab.stepping.by, lab.stepping.at]})


def test_the_longest_pass_is_played_by_windows_and_the_page_says_why():
    assert grain(lab()) == "window"
    assert why_coarser(lab()) == (
        "Tap by tap this pass has 148,258 steps; at most 20,000 are played. Shown by windows."
    )


def test_by_input_cell_it_is_shown_by_input_cells():
    assert why_coarser(lab("gather")).endswith("are played. Shown by input cells.")


@pytest.mark.parametrize("by", ["window", "tap"])
def test_a_usual_pass_is_played_as_it_is_wanted(by):
    usual = lab(by=by, kernel=3, padding=1)
    assert (grain(usual), why_coarser(usual)) == (by, "")


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("way", WAYS)
def test_by_windows_no_pass_of_the_lab_is_too_long(operator, way):
    """At most 17 × 17 windows, each forward and backward, or 16 × 16 cells; a side of 16 is the largest there is."""
    layers = [lab(way, operator=operator, kernel=k, padding=p) for k, p in ((1, 0), (2, 1), (16, 8), (16, 0))]
    legal = [each for each in layers if each.settings.is_legal(16, 16)]
    assert legal
    assert max(length(each, "window") for each in legal) <= 2 * 17 * 17 + 1 < MOST_STEPS


def test_a_link_to_too_many_steps_opens_by_windows_at_its_last_step_and_says_so(monkeypatch):
    monkeypatch.setattr(steps.Places, "of", lambda *_: pytest.fail("a link walked its pass"))
    opened, dropped = decode(asking(lab(at=100_000)))
    assert (opened.stepping.by, opened.stepping.at) == ("window", 579)
    assert dropped == [
        "Tap by tap this pass has 148,258 steps; at most 20,000 are played. Shown by windows",
        "step must be at most 579 in this pass, but got 100000",
    ]


def test_a_link_says_what_is_played_so_that_it_opens_without_a_word():
    opened, dropped = decode(encode(lab(at=579)))
    assert (opened.stepping.by, opened.stepping.at, dropped) == ("window", 579, [])
