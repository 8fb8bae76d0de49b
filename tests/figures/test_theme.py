"""Colours: every number and every caption can be read, and a ramp's lightness says how much."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from figures.theme import FORCED, INKS, THEMES, contrast, css_variables, ink_on, luminance, rgb, sample

PLACES = np.linspace(0, 1, 101)
READABLE = 4.5
FIGURES = Path(__file__).resolve().parents[2] / "figures"
STYLE = Path(__file__).resolve().parents[2] / "ui" / "css" / "scene.css"
CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
every_ramp = pytest.mark.parametrize("ramp", ["values", "gradients", "counts"])


def lightness(theme, ramp):
    """At 21 places: closer ones differ by less than the rounding to 255 steps."""
    return np.array([luminance(sample(getattr(theme, ramp), t)) for t in PLACES[::5]])


@every_theme
@every_ramp
def test_a_number_reads_on_every_colour_of_a_ramp(theme, ramp):
    worst = min(contrast(colour, ink_on(colour)) for colour in (sample(getattr(theme, ramp), t) for t in PLACES))
    assert worst >= READABLE


@every_theme
@pytest.mark.parametrize("text", ["ink", "muted", "danger"])
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_words_read_on_their_ground(theme, text, ground):
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= READABLE


@every_theme
def test_the_button_that_leads_on_is_read_on_the_ground_that_streamlit_is_told(theme):
    told = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme.name]
    assert told["primaryColor"] == theme.primary
    assert f"--lab-on-primary:{ink_on(theme.primary)};" in css_variables(theme)
    assert contrast(ink_on(theme.primary), theme.primary) >= READABLE


@every_theme
def test_a_faded_zero_still_reads(theme):
    opacity = float(re.search(r"text\.lab-zero \{ opacity: ([\d.]+)", STYLE.read_text()).group(1))
    ground = sample(theme.gradients, 0.5)
    mixed = [opacity * a + (1 - opacity) * b for a, b in zip(rgb(ink_on(ground)), rgb(ground), strict=True)]
    assert contrast("#" + "".join(f"{round(v):02x}" for v in mixed), ground) >= READABLE


@every_theme
def test_the_selection_stands_out_from_the_ground(theme):
    assert contrast(theme.selection, theme.background) >= 3


@every_theme
@pytest.mark.parametrize("ramp", ["values", "counts"])
def test_a_sequential_ramp_is_monotone_in_lightness(theme, ramp):
    steps = np.diff(lightness(theme, ramp))
    assert (steps < 0).all() or (steps > 0).all()


@every_theme
def test_a_diverging_ramp_is_monotone_on_both_sides_of_its_middle(theme):
    light = lightness(theme, "gradients")
    away = 1 if theme.name == "dark" else -1
    assert (away * np.diff(light[10:]) > 0).all()
    assert (away * np.diff(light[:11]) < 0).all()


@every_theme
def test_the_middle_of_a_diverging_ramp_is_grey(theme):
    middle = rgb(sample(theme.gradients, 0.5))
    assert max(middle) - min(middle) <= 12


@pytest.mark.parametrize(
    ("t", "colour"),
    [(-1, "#000000"), (0, "#000000"), (0.25, "#808080"), (0.5, "#ffffff"), (1, "#ff0000"), (2, "#ff0000")],
)
def test_sample_is_linear_between_stops_and_clamped(t, colour):
    assert sample(("#000000", "#ffffff", "#ff0000"), t) == colour


@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#000000"), ("#777777", "#000000"), ("#0000ff", "#ffffff")])
def test_ink_is_the_better_of_black_and_white(ground, ink):
    assert ink_on(ground) == ink


def properties(css):
    return dict(pair.split(":") for pair in css.partition("@media")[0].rstrip(";").split(";"))


@every_theme
def test_css_knows_every_plain_colour(theme):
    declared = properties(css_variables(theme))
    names = ["selection", "ink", "muted", "line", "background", "surface", "padding", "danger", "shadow"]
    assert {name: declared[f"--lab-{name}"] for name in names} == {name: getattr(theme, name) for name in names}


@every_theme
def test_css_knows_both_inks(theme):
    declared = properties(css_variables(theme))
    assert (declared["--lab-ink-dark"], declared["--lab-ink-light"]) == INKS


@every_theme
def test_a_system_s_own_colours_stand_for_the_plain_ones_in_their_own_rule(theme):
    own, _, forced = css_variables(theme).partition("@media(forced-colors:active)")
    assert "CanvasText" not in own
    assert set(properties(forced.strip("{}"))) == set(properties(own)) & {f"--lab-{name}" for name in FORCED}


@every_theme
def test_the_line_around_a_selection_is_told_from_the_selection(theme):
    assert contrast(theme.selection, theme.background) >= 3


@every_theme
def test_ramps_have_evenly_many_stops_around_zero(theme):
    assert len(theme.gradients) % 2 == 1
    assert all(a != b for a, b in pairwise(theme.gradients))


@pytest.mark.parametrize("file", sorted(FIGURES.glob("*.py")), ids=lambda file: file.name)
def test_no_other_file_of_figures_names_a_colour(file):
    found = re.search(r"rgba?\(\d|#[0-9a-fA-F]{6}", file.read_text())
    assert (found is not None) == (file.name == "theme.py")
