"""The page's script and the theme give every cell the same colour and ink."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from figures.theme import THEMES, ink_on, rgb, sample

SCRIPT = Path(__file__).resolve().parents[2] / "ui" / "js" / "colour.js"
RAMPS = [getattr(theme, name) for theme in THEMES.values() for name in ("values", "gradients", "counts")]
PLACES = [n / 100 for n in range(-5, 106)]
needs_node = pytest.mark.skipif(
    not shutil.which("node"), reason="node is not installed; the browser tests see colours too"
)


def in_node(expression):
    """The value of a JavaScript expression that may use colour.js."""
    code = f"{SCRIPT.read_text()}\nprocess.stdout.write(JSON.stringify({expression}))"
    return json.loads(subprocess.run(["node", "-e", code], capture_output=True, check=True, text=True).stdout)


def spelt(colour):
    return f"rgb({','.join(map(str, rgb(colour)))})"


@needs_node
@pytest.mark.parametrize("ramp", RAMPS, ids=lambda ramp: ramp[0])
def test_fill_and_ink_are_the_theme_s(ramp):
    picture = json.dumps({"ramp": ramp, "low": 0, "high": 1})
    drawn = in_node(f"{json.dumps(PLACES)}.map((t) => cellColours(t, {picture}))")
    expected = [sample(ramp, t) for t in PLACES]
    assert [cell["fill"] for cell in drawn] == [spelt(colour) for colour in expected]
    assert [cell["ink"] for cell in drawn] == [ink_on(colour) for colour in expected]


@needs_node
@pytest.mark.parametrize("value", ["null", "NaN"])
def test_what_is_no_number_has_no_fill(value):
    picture = json.dumps({"ramp": RAMPS[0], "low": 0, "high": 1})
    assert in_node(f"cellColours({value}, {picture})") == {"fill": "transparent", "ink": "var(--lab-ink)"}
