"""The four pictures of the Image page and the words beside them, made anew only where something changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from figures.heard import pixels_reached
from figures.numbers import MINUS
from figures.photo.pictures import Sent, amounts, block_sums, factor_of, look, photo, placed
from figures.photo.story import Density, density_text, forward_text, notes, region_text, titles
from figures.phrases import by
from figures.stories.size import size_formula, size_note
from figures.theme import Ramp, Theme
from figures.voices.voice import Title
from lab.photo.address import as_at_first
from lab.photo.pooled import Box, PooledPhoto, pool_photo, reach
from lab.photo.state import PhotoLab
from ui import state, turns
from ui.copying import copy_the_address
from ui.image.region import region_by_mouse
from ui.panels import head
from ui.queue import heavy
from ui.shared import shared
from ui.sources import script, source

#: A picture with at most so many pixels a side is enlarged on screen.
CRISP = 256
#: Numbers of a picture from which on it is heavy work to pool it: those of two megapixels.
HEAVY = 3 * 2**21
DRAG = '<span class="lab-drag"> · drag to choose</span>'

_maps = st.components.v2.component(
    "pooling_lab_photo_maps",
    html='<div class="lab-maps"></div>',
    js=script("photo_maps.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Amounts:
    """A map of numbers (H, W): its picture, the ramp, what the ramp's ends stand for, a sentence about it, and a table
    for those who hear it."""

    sent: Sent
    ramp: Ramp
    least: float
    most: float
    text: str
    table: str = ""


@dataclass(frozen=True)
class Views:
    """What is shown of the input and of the output: all, or the region closely; `reached` are its pixels."""

    near: Box
    out: Box
    reached: Box

    @classmethod
    def of(cls, lab: PhotoLab) -> Views:
        """What the visitor looks at."""
        size, out = lab.photo.size, lab.output_size
        reached = reach(lab.spec, lab.region, size)
        if lab.close_up:
            return cls(look(reached, size), look(lab.region, out), reached)
        return cls(Box.whole(size), Box.whole(out), reached)


def board(lab: PhotoLab, theme: Theme) -> None:
    """Input and output above, what comes back below, the numbers at the end of the way."""
    pixels, layer = lab.photo.pixels, (lab.photo.number, lab.spec)
    kept = partial(_kept, as_at_first(lab))
    large = pixels.size > HEAVY
    pooled: PooledPhoto = kept("pooled", layer, lambda: pool_photo(pixels, lab.spec), large)
    views, region = Views.of(lab), lab.region
    near, out = views.near, views.out
    heads = titles(pooled, near, out)
    given = kept("input", (lab.photo.number, near), lambda: photo(pixels[near.slices]))
    output = kept("output", (layer, out), lambda: photo(pooled.output[out.slices]))
    gradient = kept(
        "gradient", (layer, region, near, theme.name), lambda: _gradient(pooled, region, views, theme), large
    )
    density = kept("density", (layer, near, theme.name), lambda: _density(pooled, near, theme), large)
    inside, place = placed(views.reached, near), placed(region, out)
    height, width = lab.photo.size
    st.html(f"<style>{source('photo.css')}.st-key-photo{{--ratio:{width / height:.5f}}}</style>")
    with st.container(key="photo"):
        _panel("input", heads["input"], _image(given, "The picture") + _outline(inside))
        alt = f"The picture after pooling, {by(pooled.output_size)} cells"
        _panel(
            "output",
            heads["output"]._replace(caption=heads["output"].caption + DRAG),
            _image(output, alt) + _outline(place),
        )
        alt = "Where the gradient of the region lands on the picture"
        layers = _image(given, "", "lab-faint") + _image(gradient.sent, alt, "lab-map") + _outline(inside)
        _panel("gradient", heads["gradient"], layers, gradient)
        _panel("density", heads["density"], _image(density.sent, heads["density"].title, "lab-map"), density)
        with st.container(key="photo_words"):
            st.latex(size_formula(lab.spec, height, width))
            texts = [forward_text(lab.spec), size_note(lab.spec, height, width), density.text, gradient.text]
            small = notes(given.factor, lab.photo.notes, bool(lab.photo.name))
            st.html(_paragraphs(texts, "") + gradient.table + _paragraphs(small, "lab-small"))
            copy_the_address()
            region_by_mouse(region, out, pooled.output_size, theme)
            _maps(key="photo_maps", data={})


def _kept(at_first: bool, name: str, signature: Any, make: Callable[[], Any], large: bool = False) -> Any:
    def made() -> Any:
        turns.pass_by()
        with heavy(large):
            return make()

    name = f"photo_{name}"
    return state.kept(name, signature, lambda: shared(name, signature, made, at_first), renew=False)


def _density(pooled: PooledPhoto, near: Box, theme: Theme) -> Amounts:
    """How often each pixel is chosen; where none is, what it weighs in one channel."""
    values = pooled.density()
    return _amounts(values, near, theme.counts, False, density_text(pooled, Density.of(values)))


def _gradient(pooled: PooledPhoto, region: Box, views: Views, theme: Theme) -> Amounts:
    """What comes back from the region; where none of it is negative, in the half of the ramp above 0."""
    values = pooled.received(region)
    ramp = theme.gradients if values.min() < 0 else theme.gradients[len(theme.gradients) // 2 + 1 :]
    drawn = _amounts(values, views.near, ramp, True, region_text(pooled, region, values))
    part = views.reached
    return replace(drawn, table=pixels_reached(values[part.slices], part.rows[0], part.columns[0]))


def _amounts(values: NDArray, near: Box, ramp: Ramp, see_through: bool, text: str) -> Amounts:
    sums = block_sums(values[near.slices], factor_of(near.size))
    most = float(np.abs(sums).max())
    least = -most if sums.min() < 0 else 0.0
    return Amounts(amounts(sums, ramp, most, see_through), ramp, least, most, text)


def _panel(name: str, title: Title, layers: str, scale: Amounts | None = None) -> None:
    """One picture with its title; below it what its colours mean."""
    with st.container(key=f"photo_{name}"):
        below = _scale(scale) if scale else ""
        st.html(f'{head(*title)}<div class="lab-photo">{layers}</div>{below}')


def _scale(shown: Amounts) -> str:
    """The ramp, with the numbers that its ends stand for."""
    bar = f'<i style="background:linear-gradient(90deg,{",".join(shown.ramp)})"></i>'
    return f'<div class="lab-scale">{_number(shown.least)}{bar}{_number(shown.most)}</div>'


def _number(value: float) -> str:
    """A count in full, a weight in four digits."""
    return (f"{int(value):,}" if value == int(value) else f"{value:.4g}").replace("-", MINUS)


def _image(sent: Sent, alt: str, kind: str = "") -> str:
    """One layer; pixels that are larger on screen than in the picture keep their edges."""
    crisp = " lab-crisp" if max(sent.size) <= CRISP else ""
    return f'<img class="{kind}{crisp}" src="{sent.url}" alt="{escape(alt)}" decoding="sync">'


def _outline(place: tuple[float, float, float, float]) -> str:
    sides = zip(("top", "left", "height", "width"), place, strict=True)
    return f'<div class="lab-outline" style="{"".join(f"{side}:{part:.4f}%;" for side, part in sides)}"></div>'


def _paragraphs(texts: list[str], kind: str) -> str:
    return "".join(f'<p class="{kind}">{text}</p>' for text in texts if text)
