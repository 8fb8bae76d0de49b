"""The file that plays without a server: all it needs is in it, and nothing that a visitor typed becomes markup."""

import base64
import json
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from figures.pictures import titles
from figures.theme import THEMES, css_variables
from lab.state import Stepping, fresh
from ui.fitting import FILE, Counts, rules
from ui.stepping.standalone import TOLD, standalone
from ui.stepping.stepper import prepared

SVG = "http://www.w3.org/2000/svg"
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def page(theme, title="Max pooling", caption="kernel 2", at=3):
    """The file of the worked example, tap by tap, and the payload in it."""
    lab = replace(fresh(), stepping=Stepping("both", "tap", at))
    ready = prepared(lab, lab.pooled(), theme)
    sizes = rules(Counts.of(ready.playback.blank, ready.playback.longest), FILE)
    return standalone(title, caption, titles(lab.pooled()), TOLD, sizes, ready.payload, at, theme), ready.payload


class Elements(HTMLParser):
    """Every element of a page as (tag, attributes), and the text in it by tag."""

    def __init__(self, text):
        super().__init__()
        self.found, self.texts, self.open = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open:
            self.texts[self.open[-1]][-1] += data


def attributes(text, name):
    return [attrs[name] for _, attrs in Elements(text).found if name in attrs]


@every_theme
def test_the_only_address_is_the_name_of_svg(theme):
    text, _ = page(theme)
    assert set(re.findall(r"""\bhttps?:[^"'`\s)<]*""", text)) == {SVG}


@every_theme
@pytest.mark.parametrize("way", [r"\bsrc\s*=", r"\bhref\s*=", r"url\((?!#)", "@import", r"\bfetch\(", r"\bimport\b"])
def test_nothing_is_loaded(theme, way):
    text, _ = page(theme)
    assert re.findall(way, text) == []


@every_theme
def test_the_payload_is_in_it_and_plays_from_the_step_it_was_taken_at(theme):
    text, payload = page(theme, at=3)
    steps, at = re.search(r'^play\("([A-Za-z0-9+/=]+)", (\d+)\);$', text, re.M).groups()
    assert (base64.b64decode(steps), at) == (payload, "3")


@every_theme
def test_the_payload_has_all_steps(theme):
    """Nine windows of four taps, forward with a result each, backward, and the end."""
    text, _ = page(theme)
    film = json.loads(zlib.decompress(base64.b64decode(re.search(r'play\("([^"]+)"', text).group(1))))
    assert len(film["steps"]["sentence"]) == 9 * 4 + 9 + 9 * 4 + 1


@every_theme
def test_title_and_caption_are_text_and_never_markup(theme):
    title, caption = '</title><script>alert("1")</script>', "<img onerror='x'> & $steps"
    read = Elements(page(theme, title, caption)[0])
    assert (read.texts["title"], read.texts["h1"], read.texts["p"][0]) == ([title], [title], caption)
    assert [tag for tag, _ in read.found].count("script") == 1
    assert "img" not in [tag for tag, _ in read.found]


@every_theme
def test_it_has_the_colours_of_the_theme(theme):
    assert f":root {{ {css_variables(theme)} }}" in page(theme)[0]


@every_theme
def test_every_property_of_the_lab_that_is_read_is_set(theme):
    text, _ = page(theme)
    read = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert read - set(re.findall(r"(--[\w-]+)\s*[:\"]", text)) == set()


@every_theme
def test_what_a_grid_is_called_stands_above_it(theme):
    read = Elements(page(theme)[0])
    assert read.texts["h2"] == [
        "Input",
        "Output",
        "Argmax mask",
        "Upstream gradient",
        "Input gradient",
        "What this step does",
    ]
    assert read.texts["i"] == ["X", "Y", "", "∂E/∂Y", "∂E/∂X"]


@every_theme
def test_every_grid_has_its_place(theme):
    places = [name for names in attributes(page(theme)[0], "class") for name in names.split()]
    grids = ["input", "output", "argmax", "grad_output", "grad_input"]
    assert [name for name in places if name.startswith("st-key-heatmap_")] == [f"st-key-heatmap_{n}" for n in grids]


@every_theme
def test_the_player_is_a_named_group_and_sentences_are_read_out(theme):
    text, _ = page(theme)
    named = {(attrs.get("role"), attrs["aria-label"]) for _, attrs in Elements(text).found if "aria-label" in attrs}
    assert named == {("group", "player"), (None, "the loops of this pass")}
    assert attributes(text, "aria-live") == ["polite"]


@every_theme
def test_every_control_that_the_script_makes_has_its_name(theme):
    script = Elements(page(theme)[0]).texts["script"][0]
    named = re.findall(r'button\("\w+", "([^"]+)"\)', script) + re.findall(r'"aria-label": "([^"]+)"', script)
    assert sorted(named) == ["first step", "last step", "next step", "play", "previous step", "speed", "step"]


@every_theme
def test_a_language_is_named(theme):
    assert attributes(page(theme)[0], "lang") == ["en"]


@every_theme
def test_no_part_of_a_script_ends_the_script(theme):
    read = Elements(page(theme)[0])
    assert len(read.texts["script"]) == 1
    assert read.texts["script"][0].rstrip().endswith(", 3);")
    assert "class Player" in read.texts["script"][0]
