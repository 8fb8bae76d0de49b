"""The sidebar of the Image page: operator, window, region, the visitor's own picture."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from figures.phrases import by
from figures.plain import named
from lab.photo.file import LARGEST_FILE, largest_side
from lab.photo.state import LARGEST, PhotoLab, offered, part
from pooling.registry import OPERATORS
from ui.controls import HELP, section
from ui.image import state as photo_state
from ui.widgets import show, told, wish

#: Characters of a file's name that are shown.
LONGEST_NAME = 60


def sidebar(lab: PhotoLab) -> None:
    """Draw every control for the present state; each writes straight back to it."""
    with st.sidebar:
        section("Operator")
        _choice("op", lab.op, offered(), lambda name: OPERATORS[name].label)
        section("Window")
        _window(lab)
        section("Region of the output")
        for axis, name in enumerate(("rows", "columns")):
            _span(name, axis, lab)
        _toggle(
            "close_up",
            "close-up",
            lab.close_up,
            "Show the region and its pixels as large as the pictures are.",
            lambda on: photo_state.change(close_up=on),
        )
        section("Picture")
        _picture(lab)


def _set(name: str, said: Any) -> None:
    photo_state.change(**{name: said})


def _choice(name: str, value: str, options: tuple[str, ...], label: Any) -> None:
    key = f"photo_{name}"
    show(key, value)
    st.segmented_control(
        name,
        options,
        format_func=label,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=wish(key, partial(_set, name)),
        width="stretch",
    )


def _slider(name: str, value: int, least: int, most: int) -> None:
    if least == most:  # nothing to choose
        return
    key = f"photo_{name}"
    show(key, value, (least, most))
    st.slider(name, least, most, key=key, help=HELP[name], on_change=wish(key, partial(_set, name)))


def _toggle(name: str, label: str, value: bool, help_text: str, take: Any) -> None:
    key = f"photo_{name}"
    show(key, value)
    st.toggle(label, key=key, help=help_text, on_change=wish(key, take))


def _window(lab: PhotoLab) -> None:
    _slider("kernel_size", lab.kernel_size, 1, lab.largest_kernel)
    _toggle(
        "follow",
        "stride = kernel_size",
        lab.stride is None,
        "As in PyTorch when no stride is given: windows neither overlap nor leave gaps.",
        lambda on: photo_state.change(stride=None if on else lab.kernel_size),
    )
    if lab.stride is not None:
        _slider("stride", lab.stride, 1, LARGEST)
    _slider("padding", lab.padding, 0, lab.kernel_size // 2)
    _toggle(
        "ceil_mode",
        "ceil_mode",
        lab.ceil_mode,
        "Round the output size up: keep a last, partial window.",
        lambda on: photo_state.change(ceil_mode=on),
    )


def _span(name: str, axis: int, lab: PhotoLab) -> None:
    """Which rows (columns) of the output send a gradient back.

    When the region was moved from elsewhere the slider is a new one: what the browser still says of the old one is
    no news, and no run that was cut short can leave it without its value.
    """
    out = lab.output_size[axis]
    if out == 1:
        return
    first, end = getattr(lab.region, name)
    key = f"photo_{name}_{lab.moved}"

    def take() -> None:
        low, high = st.session_state[key]
        if (low, high) != (first, end - 1):
            photo_state.change(**{name: part((low, high + 1), out)})

    help_text = f"First and last of the output {name} that send a gradient of 1 back; all others send 0."
    st.slider(f"region {name}", 0, out - 1, (first, end - 1), key=key, help=help_text, on_change=take)


def _picture(lab: PhotoLab) -> None:
    side = largest_side()
    st.file_uploader(
        f"Your PNG or JPEG (≤ {side} × {side})",
        ["png", "jpg", "jpeg"],
        key=photo_state.file_key(lab),
        help="It stays with this visit: it is not stored, and no link holds it.",
        max_upload_size=LARGEST_FILE,
    )
    if lab.photo.name:
        st.button("Back to the lake", key="photo_restore", on_click=told(photo_state.restore))
        st.caption(f"On screen: {named(lab.photo.name[:LONGEST_NAME])}, {by(lab.photo.size)} pixels.")
