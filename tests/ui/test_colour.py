"""The page's script and the theme give every cell the same colour and ink."""

import pytest

from figures.theme import THEMES, ink_on, rgb, sample
from tests.ui.node import in_node, needs_node

RAMPS = [getattr(theme, name) for theme in THEMES.values() for name in ("values", "gradients", "counts")]
PLACES = [n / 100 for n in range(-5, 106)]


def spelt(colour):
    return f"rgb({','.join(map(str, rgb(colour)))})"


@needs_node
@pytest.mark.parametrize("ramp", RAMPS, ids=lambda ramp: ramp[0])
def test_fill_and_ink_are_the_theme_s(ramp):
    code = "return given.places.map((t) => script.cellColours(t, { ramp: given.ramp, low: 0, high: 1 }));"
    drawn = in_node(["page/colour.js"], code, {"places": PLACES, "ramp": ramp})
    expected = [sample(ramp, t) for t in PLACES]
    assert [cell["fill"] for cell in drawn] == [spelt(colour) for colour in expected]
    assert [cell["ink"] for cell in drawn] == [ink_on(colour) for colour in expected]
