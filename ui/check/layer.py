"""The sidebar of the Check page: the layer that the arrays belong to, and how they lie."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lab.check.examples import EXAMPLES
from lab.check.state import WHATS, Check
from lab.settings import LARGEST, LEAST, NORM_TYPES
from pooling.registry import OPERATORS
from pooling.verify.case import DATA_FORMATS
from ui.check import state as checks
from ui.controls import HELP, section
from ui.widgets import show, wish


def sidebar(check: Check) -> None:
    """Draw every control for the present state; each writes straight back to it. A task has its layer."""
    if check.task:
        return
    with st.sidebar:
        section("Example")
        _example(check)
        section("What is checked")
        chooses = OPERATORS[check.settings.operator].selects
        whats = {
            what: label for what, label in WHATS.items() if chooses or what in ("output", "grad_input", check.what)
        }
        _pick("what", check.what, whats, checks.ask)
        section("Operator")
        labels = {name: operator.label for name, operator in OPERATORS.items()}
        _pick("operator", check.settings.operator, labels, _operator)
        section("Window")
        _toggle("whole_plane", "global", check)
        if not check.settings.whole_plane:
            for name in ("kernel_size", "stride", "padding", "dilation"):
                if OPERATORS[check.settings.operator].has(name):
                    _axes(name, check)
        _others(check)
        section("Layout")
        labels = {name: ", ".join(name) for name in DATA_FORMATS}
        _pick("data_format", check.data_format, labels, lambda value: checks.change(data_format=value))


def _set(name: str, value: Any) -> None:
    checks.change(settings=replace(checks.current().settings, **{name: value}))


def _operator(name: str) -> None:
    """Another operator; one that chooses no cell has no indices."""
    if checks.current().what == "indices" and not OPERATORS[name].selects:
        checks.ask("grad_input")
    _set("operator", name)


def _example(check: Check) -> None:
    options = {} if check.example else {"": "your own"}
    options |= {name: example.label for name, example in EXAMPLES.items()}
    show("check_example", check.example, check.example == "")
    st.selectbox(
        "example", list(options), format_func=options.__getitem__, key="check_example",
        on_change=wish("check_example", checks.take_example), label_visibility="collapsed",
    )  # fmt: skip


def _pick(name: str, value: str, options: dict[str, str], take: Any) -> None:
    key = f"check_{name}"
    show(key, value, tuple(options))
    if name == "operator":
        st.segmented_control(
            name, list(options), format_func=options.__getitem__, key=key, required=True,
            label_visibility="collapsed", on_change=wish(key, take), width="stretch",
        )  # fmt: skip
    else:
        st.selectbox(
            name, list(options), format_func=options.__getitem__, key=key, label_visibility="collapsed",
            on_change=wish(key, take),
        )  # fmt: skip


def _axes(name: str, check: Check) -> None:
    """A number for the height and one for the width."""
    pair = getattr(check.settings, name)
    for axis, column in enumerate(st.columns(2, gap="small")):
        key = f"check_{name}_{axis}"
        show(key, pair[axis])
        column.number_input(
            f"{name} {('height', 'width')[axis]}", LEAST[name], LARGEST[name], None, step=1, key=key,
            help=HELP[name], on_change=wish(key, partial(_side, name, axis)),
        )  # fmt: skip


def _side(name: str, axis: int, side: int) -> None:
    pair = list(getattr(checks.current().settings, name))
    pair[axis] = side
    _set(name, tuple(pair))


def _others(check: Check) -> None:
    """The parameters that only some operators have."""
    operator = OPERATORS[check.settings.operator]
    for name in ("ceil_mode", "count_include_pad"):
        if operator.has(name) and not check.settings.whole_plane:
            _toggle(name, name, check)
    if operator.has("divisor_override"):
        show("check_divisor_override", check.settings.divisor_override)
        st.number_input("divisor_override", value=None, step=1, key="check_divisor_override", placeholder="none",
                        on_change=wish("check_divisor_override", _divisor, partial(_divisor, 0)))  # fmt: skip
    if operator.has("norm_type"):
        show("check_norm_type", check.settings.norm_type)
        st.number_input("norm_type p", *NORM_TYPES, None, step=0.5, format="%g", key="check_norm_type",
                        on_change=wish("check_norm_type", partial(_set, "norm_type")))  # fmt: skip


def _toggle(name: str, label: str, check: Check) -> None:
    key = f"check_{name}"
    show(key, getattr(check.settings, name))
    st.toggle(label, key=key, on_change=wish(key, partial(_set, name)))


def _divisor(value: int) -> None:
    """An emptied field, and 0, which divides nothing, mean none."""
    _set("divisor_override", value or None)
