"""The sidebar: operator, window and grid. Ranges follow each other, so that no control can be set wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lab.entry import LARGEST_VALUE
from lab.legal import choices
from lab.settings import NORM_TYPES
from lab.state import Lab
from pooling.registry import OPERATORS
from ui import state
from ui.grid_controls import fills
from ui.widgets import show, told, wish

HELP = {
    "kernel_size": "Cells that a window covers on each axis.",
    "stride": "How far a window stands from the one before it.",
    "padding": "Rows and columns added around the input, at most half the kernel. Padding never wins a maximum.",
    "dilation": "Distance between the cells that one window reads.",
}


def sidebar() -> None:
    """Draw every control for the present state; each writes straight back to it."""
    lab = state.current()
    with st.sidebar:
        section("Operator")
        _segmented("operator", lab)
        section("Window")
        _toggle("whole_plane", "global", lab, "One window over the whole plane.")
        if not lab.settings.whole_plane:
            for name in ("kernel_size", "stride", *(n for n in ("padding", "dilation") if _has(lab, n))):
                _axes(name, lab)
            if _has(lab, "ceil_mode"):
                _toggle("ceil_mode", "ceil_mode", lab, "Round the output size up: keep a last, partial window.")
        _scalars(lab)
        section("Grid")
        fills()


def _has(lab: Lab, name: str) -> bool:
    """Whether the present operator has a parameter."""
    return OPERATORS[lab.settings.operator].has(name)


def section(title: str) -> None:
    """Its title; a heading that nobody sees as one, so that those who hear the page can go from part to part."""
    st.html(f'<div class="lab-section" role="heading" aria-level="2">{title}</div>')


def _set(name: str, value: Any) -> None:
    state.change(settings=replace(state.current().settings, **{name: value}), notice="")


def _segmented(name: str, lab: Lab) -> None:
    key = f"set_{name}"
    show(key, getattr(lab.settings, name))
    st.segmented_control(
        name,
        list(OPERATORS),
        format_func=lambda operator: OPERATORS[operator].label,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=wish(key, partial(_set, name)),
        width="stretch",
    )


def _toggle(name: str, label: str, lab: Lab, help_text: str, disabled: bool = False) -> None:
    key = f"set_{name}"
    show(key, getattr(lab.settings, name))
    st.toggle(label, key=key, help=help_text, disabled=disabled, on_change=wish(key, partial(_set, name)))


def _axes(name: str, lab: Lab) -> None:
    """One slider for both axes, or one each; the button beside it locks them together."""
    locked = name in lab.locks and len(set(getattr(lab.settings, name))) == 1
    sliders, lock = st.columns([5, 1], vertical_alignment="bottom", gap="small")
    with sliders:
        if locked:
            _slider(name, (0, 1), name, lab)
        else:
            for axis, column in enumerate(st.columns(2, gap="small", vertical_alignment="bottom")):
                with column:
                    _slider(name, (axis,), f"{name} {('height', 'width')[axis]}", lab)
    key = f"lock_{name}"
    what = f"set {name} height and width apart" if locked else f"keep {name} height and width equal"
    icon = ":material/lock:" if locked else ":material/lock_open:"
    lock.button(what, key=key, icon=icon, help=what, type="tertiary", on_click=told(_lock), args=(name, locked))


def _lock(name: str, locked: bool) -> None:
    lab = state.current()
    if locked:
        state.change(locks=lab.locks - {name})
        return
    height = getattr(lab.settings, name)[0]
    possible = choices(lab.settings, name, (0, 1), lab.height, lab.width)
    nearest = min(possible, key=lambda value: abs(value - height), default=height)
    both: dict[str, Any] = {name: (nearest, nearest)}
    state.change(locks=lab.locks | {name}, settings=replace(lab.settings, **both))


def _slider(name: str, axes: tuple[int, ...], label: str, lab: Lab) -> None:
    key = f"set_{name}_{''.join(map(str, axes))}"
    value = getattr(lab.settings, name)[axes[0]]
    possible = choices(lab.settings, name, axes, lab.height, lab.width)
    fixed = len(possible) < 2
    show(key, value, possible)

    def take(said: int) -> None:
        now = state.current()
        present = list(getattr(now.settings, name))
        for axis in axes:
            present[axis] = said
        if len(axes) == 1:  # two that come to say the same stay two: the one that is in use would be gone
            state.change(locks=now.locks - {name})
        _set(name, tuple(present))

    why = " Nothing else fits the other settings now." if fixed else f" From {possible[0]} to {possible[-1]} fit now."
    options = possible if not fixed else (value, value + 1)
    st.select_slider(label, options, key=key, on_change=wish(key, take), disabled=fixed, help=HELP[name] + why)


def _scalars(lab: Lab) -> None:
    """The parameters that only one operator has."""
    if _has(lab, "divisor_override"):
        given = lab.settings.divisor_override is not None
        if not lab.settings.whole_plane:  # a global window has no padding to count
            beaten = " It has no effect while divisor_override is set." if given else ""
            _toggle("count_include_pad", "count_include_pad", lab, f"Padding counts in the divisor.{beaten}", given)
        _divisor(lab, given)
    if _has(lab, "norm_type"):
        show("set_norm_type", lab.settings.norm_type)
        st.number_input(
            "norm_type p",
            *NORM_TYPES,
            None,
            step=0.5,
            format="%g",
            key="set_norm_type",
            help="The power: 1 adds the window up; for positive numbers a large p comes close to the largest.",
            on_change=wish("set_norm_type", partial(_set, "norm_type")),
        )


def _divisor(lab: Lab, given: bool) -> None:
    """The switch of divisor_override; while it is on, the number takes the place of its help."""
    switch, number = st.columns([5, 3] if given else [9, 1], vertical_alignment="center", gap="xsmall")
    show("give_divisor", given)
    switch.toggle(
        "divisor_override",
        key="give_divisor",
        help=None if given else "Divide by a number of your own.",
        on_change=wish("give_divisor", lambda on: _set("divisor_override", 1 if on else None)),
    )
    if given:
        show("set_divisor", lab.settings.divisor_override)
        number.number_input(
            "divide by",
            -int(LARGEST_VALUE),
            int(LARGEST_VALUE),
            None,
            step=1,
            key="set_divisor",
            on_change=wish("set_divisor", _take_divisor),
            label_visibility="collapsed",
        )


def _take_divisor(value: int) -> None:
    """Zero is no divisor: step over it, in the direction the visitor was going."""
    before = state.current().settings.divisor_override or 1
    _set("divisor_override", value or (-1 if before > 0 else 1))
