"""The one owner of what a visitor has set: `current()` reads it, `change()` replaces it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pooling import Pooled, PoolSpec, pool
from pooling.entry import LARGEST_SIDE
from pooling.examples import EXAMPLES, GRADIENTS
from pooling.fit import fitted
from pooling.settings import LEAST, Settings

#: Where the lab that the pages share is kept; every lesson has one of its own, "lab:" and its name.
KEY = "lab"
#: An output may have one cell more than its input (kernel 2, padding 1).
LARGEST_OUTPUT = LARGEST_SIDE + 1


@dataclass(frozen=True)
class Selection:
    """What is selected: an output cell with its "window", or an input "cell"."""

    kind: str
    row: int
    column: int


@dataclass(frozen=True)
class Editing:
    """What an editable grid is in the middle of.

    `drafts` holds entries that are no numbers, as they were typed, by (row, column); `version` rises when
    the grid is changed from elsewhere than its own cells; `seen` is the last message taken from it.
    """

    drafts: dict[tuple[int, int], str] = field(default_factory=dict)
    message: str = ""
    version: int = 0
    seen: int = 0


@dataclass(frozen=True)
class Stepping:
    """Which pass is stepped through (`way`), how fine (`by`), and how many steps have been made (`at`).

    `version` rises when the place is set from elsewhere than the player; `seen` is its last message taken.
    """

    way: str = "both"
    by: str = "window"
    at: int = 0
    version: int = 0
    seen: int = 0


@dataclass(frozen=True, eq=False)
class Lab:
    """The whole state. The canvases keep every number ever typed, beyond the present size too.

    `locks` names the parameters whose height and width stay equal; `selection_seen` is the last message
    taken about the selection; `knobs` are the controls of a lesson; `notice` tells what was changed on the
    visitor's behalf.
    """

    height: int
    width: int
    canvas: NDArray
    grad_canvas: NDArray
    settings: Settings = field(default_factory=Settings)
    selection: Selection = field(default_factory=lambda: Selection("window", 1, 0))
    selection_seen: int = 0
    locks: frozenset[str] = frozenset(LEAST)
    example: str = "worked"
    seed: int = 0
    input_editing: Editing = field(default_factory=Editing)
    grad_editing: Editing = field(default_factory=Editing)
    stepping: Stepping = field(default_factory=Stepping)
    knobs: Mapping[str, Any] = field(default_factory=dict)
    notice: str = ""

    @property
    def x(self) -> NDArray:
        return self.canvas[: self.height, : self.width]

    @property
    def spec(self) -> PoolSpec:
        return self.settings.spec(self.height, self.width)

    @property
    def grad_output(self) -> NDArray:
        rows, columns = self.spec.output_size(self.height, self.width)
        return self.grad_canvas[:rows, :columns]

    @property
    def signature(self) -> tuple[Any, ...]:
        """What both passes depend on: equal as long as the layer and the numbers on screen are."""
        return self.spec, self.x.shape, self.x.tobytes(), self.grad_output.tobytes()

    def pooled(self) -> Pooled:
        """The forward pass of what is on screen."""
        return pool(self.x, self.spec)


def place() -> str:
    """Where the state of the page on screen is kept."""
    return st.session_state.get("place", KEY)


def current() -> Lab:
    """The visitor's state on this page; the 6×6 worked example at first."""
    if place() not in st.session_state:
        st.session_state[place()] = fresh()
    return st.session_state[place()]


def fresh() -> Lab:
    """The state that everybody starts from: window (1, 0) of the worked example is selected."""
    blank = Lab(1, 1, np.zeros((LARGEST_SIDE,) * 2), np.ones((LARGEST_OUTPUT,) * 2))
    return with_example(blank, "worked", 0)


def change(**changes: Any) -> None:
    """Replace parts of the state; settings that no longer fit are lowered, and the visitor is told."""
    st.session_state[place()] = settled(replace(current(), **changes))


def settled(lab: Lab) -> Lab:
    """`lab` with legal settings, and a selection that lies in the grids."""
    settings = fitted(lab.settings, lab.height, lab.width)
    notice = lab.notice
    if settings != lab.settings:
        lowered = [f"{k} is now {v}" for k, v in asdict(settings).items() if v != getattr(lab.settings, k)]
        notice = f"To fit the {lab.height}×{lab.width} grid, {', '.join(lowered)}."
    lab = replace(lab, settings=settings, notice=notice)
    selection = lab.selection
    rows, columns = lab.grad_output.shape if selection.kind == "window" else lab.x.shape
    return replace(
        lab,
        selection=replace(selection, row=min(selection.row, rows - 1), column=min(selection.column, columns - 1)),
    )


def with_example(lab: Lab, name: str, seed: int) -> Lab:
    """`lab` with a named example on screen; one that has a layer of its own brings that along."""
    example = EXAMPLES[name]
    x = example.x(lab.height, lab.width, seed)
    lab = replace(lab, canvas=laid(lab.canvas, x), height=x.shape[0], width=x.shape[1], example=name, seed=seed)
    lab = replace(lab, input_editing=renewed(lab.input_editing), notice="")
    if example.spec is None:
        return settled(lab)
    ones = np.ones(example.spec.output_size(*x.shape))
    grad = laid(lab.grad_canvas, ones if example.grad_output is None else example.grad_output)
    lab = replace(lab, settings=Settings.of(example.spec), grad_canvas=grad, grad_editing=renewed(lab.grad_editing))
    return settled(lab)


def with_gradient(lab: Lab, name: str) -> Lab:
    """`lab` with its upstream gradient filled by name."""
    grad = laid(lab.grad_canvas, GRADIENTS[name][1](*lab.grad_output.shape, lab.seed))
    return replace(lab, grad_canvas=grad, grad_editing=renewed(lab.grad_editing))


def laid(canvas: NDArray, grid: NDArray) -> NDArray:
    """`canvas` with `grid` in its upper left corner."""
    rows, columns = grid.shape
    covered = canvas.copy()
    covered[:rows, :columns] = grid
    return covered


def renewed(editing: Editing) -> Editing:
    """The editing state of a grid that was changed as a whole: no drafts, and edits under way are too late."""
    return Editing(version=editing.version + 1, seen=editing.seen)


def in_place_of(lab: Lab, before: Lab) -> Lab:
    """`lab` to stand where `before` stood: messages about `before` that are under way are too late."""
    return replace(
        lab,
        input_editing=renewed(before.input_editing),
        grad_editing=renewed(before.grad_editing),
        selection_seen=before.selection_seen,
        stepping=replace(lab.stepping, version=before.stepping.version + 1, seen=before.stepping.seen),
    )


def adopt(lab: Lab, where: str = "") -> None:
    """Put a whole state in place: an example, a fill, a link, a lesson."""
    st.session_state[where or place()] = lab


def kept(name: str, signature: Any, make: Callable[[], Any], renew: bool) -> Any:
    """What `make` gave under this name in the visitor's session, made anew with another signature or to `renew`."""
    store = st.session_state.setdefault("kept", {})
    if renew or store.get(name, (None,))[0] != signature:
        store[name] = (signature, make())
    return store[name][1]


def kept_now(name: str, signature: Any) -> Any:
    """What is kept under this name and signature in the visitor's session; None if nothing is."""
    kept_as, value = st.session_state.get("kept", {}).get(name, (None, None))
    return value if kept_as == signature else None


def show(key: str, value: Any, signature: Any = None) -> None:
    """Set a widget to `value` before it is drawn, unless it shows it already.

    To set it again would throw a slider back that the visitor has moved on in the meantime. A widget
    that is drawn on another page or with other options (`signature`) is a new one and is always set.
    """
    drawn = st.session_state.setdefault("drawn", {})
    if st.session_state.get(key) != value or drawn.get(key, show) != signature:
        st.session_state[key] = value
    drawn[key] = signature


def enter(page: str, where: str = KEY, first: Callable[[], Lab] | None = None) -> None:
    """Note which page is drawn, on another one all widgets are new; and where its state is kept, `first` at first."""
    if (st.session_state.get("page"), place()) != (page, where):
        st.session_state["page"], st.session_state["place"] = page, where
        st.session_state["drawn"] = {}
    if first is not None and where not in st.session_state:
        st.session_state[where] = first()


def is_new_link(text: str) -> bool:
    """Whether this link has not been taken yet in the visitor's session; remembers it."""
    if st.session_state.get("taken_link") == text:
        return False
    st.session_state["taken_link"] = text
    return True


def count(name: str) -> int:
    """How often this was asked before in the visitor's session: 0, 1, 2 …"""
    counts = st.session_state.setdefault("counts", {})
    counts[name] = counts.get(name, -1) + 1
    return counts[name]


def presenting() -> bool:
    """Whether the visitor presents."""
    return st.session_state.get("presenting", False)


def present(on: bool) -> None:
    """Begin or end a presentation."""
    st.session_state["presenting"] = on
