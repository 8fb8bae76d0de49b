"""The current grid and layer under two frameworks' conventions, and the table of their rules."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import streamlit as st

from figures.heatmap import Picture
from figures.pictures import pictures, titles
from figures.stories.frameworks import Compared, compare, own_code
from figures.table import facts, table
from figures.theme import Theme
from lab.state import Lab, alike, fresh, with_example
from pooling import Pooled, PoolingError
from pooling.errors import shown
from pooling.frameworks import CONVENTIONS, FRAMEWORKS
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.rules import RULES, Rule, checked, columns, owner, sources
from ui import address, state
from ui.copying import copy_the_address
from ui.grids.grids import gradient_grid, input_grid
from ui.layout import READING, box, keys, two_columns
from ui.mine import which_is_mine
from ui.panels import head
from ui.shared import shared
from ui.widgets import show, told, wish

#: The two switches: their names in the address, and what they begin with.
SIDES = {"left": "pytorch", "right": "keras_same"}
#: The columns of the table of rules, where nobody has chosen others; those of the two sides are always there.
COLUMNS = ("pytorch", "onnx_exported", "onnx")
RULES_TITLE = "Where frameworks differ"


def frameworks(lab: Lab, pooled: Pooled, sides: dict[str, str], named: tuple[str, ...], theme: Theme) -> None:
    """Draw the switches, both results with what differs marked, the rule, and the table."""
    drawn = pictures(pooled, lab.grad_output, lab.grad_input, theme)
    words, board = two_columns([drawn[name] for name in ("input", "grad_output", "grad_input")], READING)
    with words:
        for side, key in sides.items():
            _switch(side, key)
        both = (sides["left"], sides["right"])
        found = compared(both, lab, pooled, theme)
        _words(found, both)
    with board:
        _grids(found, lab, pooled, drawn)
    with st.container(key="codes"):
        _codes(both, pooled, lab)
    with st.container(key="rules"):
        st.html(f"<h2>{RULES_TITLE}</h2>")
        _columns(named)
        st.html(rules_table(found.rules, among(named, both)))
    with st.container(key="mine"):
        which_is_mine(lab)
    with st.container(key="below"):
        copy_the_address(lab)
    keys(theme.name, "")


def compared(both: tuple[str, str], lab: Lab, pooled: Pooled, theme: Theme) -> Compared:
    """Both results, kept while nothing of them changes: finding the rule behind a difference takes a while."""
    about = (both, lab.signature, theme.name)

    def made() -> Compared:
        return compare(both, pooled, lab.grad_output, theme)

    at_first = alike(lab, fresh())
    return state.kept("compared", about, lambda: shared("compared", about, made, at_first), renew=False)


def chosen() -> tuple[dict[str, str], str]:
    """The framework on each side, as the address says, else as it was before; and what of it there is not."""
    before = st.session_state.get("sides", SIDES)
    asked = {side: address.said(side) or before[side] for side in SIDES}
    unknown = [
        str(PoolingError.broken(side, f"be one of {', '.join(CONVENTIONS)}", shown(key)))
        for side, key in asked.items()
        if key not in CONVENTIONS
    ]
    sides = {side: key if key in CONVENTIONS else SIDES[side] for side, key in asked.items()}
    st.session_state["sides"] = sides
    address.say(**{side: None if key == SIDES[side] else key for side, key in sides.items()})
    return sides, "; ".join(unknown)


def chosen_columns() -> tuple[tuple[str, ...], str]:
    """The frameworks of the table, as the address says, else as before; and what of them there is not."""
    offered = [name for name, framework in FRAMEWORKS.items() if framework.conventions]
    asked = address.said("columns") or ",".join(st.session_state.get("columns", COLUMNS))
    names = asked.split(",")[: len(offered)]
    unknown = next((name for name in names if name not in offered), None)
    named = tuple(name for name in offered if name in names) or COLUMNS
    _keep_columns(named)
    if unknown is None:
        return named, ""
    return named, str(PoolingError.broken("columns", f"be some of {', '.join(offered)}", shown(unknown)))


def _keep_columns(named: tuple[str, ...]) -> None:
    st.session_state["columns"] = named
    address.say(columns=None if named == COLUMNS else ",".join(named))


def among(named: tuple[str, ...], both: tuple[str, str]) -> list[Framework]:
    """The columns that were chosen, and those of both sides, in the order of the frameworks."""
    names = {*named, *map(owner, both)}
    return [framework for name, framework in FRAMEWORKS.items() if name in names]


def _columns(named: tuple[str, ...]) -> None:
    """Which frameworks stand in the table; none is the first few again."""
    offered = [name for name, framework in FRAMEWORKS.items() if framework.conventions]
    show("choose_columns", list(named))
    st.pills(
        "Columns beside those of both sides",
        offered,
        selection_mode="multi",
        format_func=lambda name: FRAMEWORKS[name].heading,
        key="choose_columns",
        on_change=wish("choose_columns", lambda names: _keep_columns(tuple(names) or COLUMNS)),
    )


def _switch(side: str, key: str) -> None:
    """One side's framework; the address follows."""

    show(f"choose_{side}", key)
    st.selectbox(
        f"{side.capitalize()} framework",
        list(CONVENTIONS),
        format_func=lambda name: CONVENTIONS[name].label,
        key=f"choose_{side}",
        on_change=wish(f"choose_{side}", lambda name: address.say(**{side: name})),
    )


def _show_one() -> None:
    """A case that two frameworks differ in: padded, all negative."""
    lab = state.current()
    state.adopt(with_example(lab, "negative", lab.seed))
    address.say(right="zero_padding")


def _words(found: Compared, both: tuple[str, str]) -> None:
    """What differs, the rule behind it in both frameworks, and what each says of itself."""
    st.html(f'<h2 aria-live="polite">{escape(found.text)}</h2>')
    if not found.differ:
        st.button("Show a case that differs", on_click=told(_show_one))
    for rule in found.rules:
        lines = "".join(
            f"<li><b>{escape(CONVENTIONS[key].label)}</b>: {escape(RULES[rule].text(key))}</li>" for key in both
        )
        st.html(f"<p><b>{escape(RULES[rule].point)}</b></p><ul>{lines}</ul>")
    for key, notes in dict(zip(both, found.notes, strict=True)).items():
        for note in notes:
            st.html(f'<p class="lab-note"><b>{escape(CONVENTIONS[key].label)}</b>: {escape(note)}</p>')


def _codes(both: tuple[str, str], pooled: Pooled, lab: Lab) -> None:
    """The code of both sides, each with its own result, where there is some."""
    for key in dict.fromkeys(both):
        text = own_code(key, pooled, lab.grad_output)
        if text:
            with st.expander(f"The code of {CONVENTIONS[key].label}, with its own result"):
                st.code(text, language="python")


def _grids(found: Compared, lab: Lab, pooled: Pooled, drawn: dict[str, Picture]) -> None:
    heads = titles(pooled)
    with st.container(key="lesson_row_given"):
        with box("input"):
            st.html(head(*heads["input"], editable=True))
            input_grid(lab, drawn["input"], padding="")
        with box("upstream"):
            st.html(head(*heads["grad_output"], editable=True))
            gradient_grid(lab, drawn["grad_output"])
    half = len(found.grids) // 2
    for row, grids in (("outputs", found.grids[:half]), ("gradients", found.grids[half:])):
        with st.container(key=f"lesson_row_{row}"):
            for n, grid in enumerate(grids):
                with box(f"{row}_{n}"):
                    st.html(head(grid.title, "", grid.caption) + table(grid.picture, grid.title, grid.marks))


def rules_table(strong: tuple[str, ...] = (), frameworks: list[Framework] | None = None) -> str:
    """Every rule in some frameworks, with the versions that were measured and the documentation; `strong` stand out."""
    frameworks, rows = columns() if frameworks is None else frameworks, []
    for rule in RULES.values():
        said = [framework.said(rule.name) for framework in frameworks]
        witnesses = f"{escape(', '.join(checked(said)))} {_pages(rule, said)}"
        rows.append((escape(rule.point), *(escape(one.text) for one in said), witnesses))
    about = [n for n, name in enumerate(RULES) if name in strong]
    headings = [framework.heading for framework in frameworks]
    table_of_rules = facts(RULES_TITLE, ("", *headings, "Checked with"), rows, about)
    return f'<div class="lab-scroll lab-whole">{table_of_rules}</div>'


def _pages(rule: Rule, said: list[Said]) -> str:
    """Links to the documentation: short on screen, and named in full for those who hear one without its row."""
    names = [f"[{n}] {urlsplit(url).hostname} on {rule.point}" for n, url in enumerate(sources(said), 1)]
    return " ".join(
        f'<a href="{escape(url)}" target="_blank" aria-label="{escape(name)}">[{n}]</a>'
        for n, (url, name) in enumerate(zip(sources(said), names, strict=True), 1)
    )
