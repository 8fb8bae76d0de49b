"""What a visitor has set, as data: grids, layer, selection, place in a pass; and what becomes of it when it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.entry import LARGEST_SIDE
from lab.examples import EXAMPLES, GRADIENTS, LARGEST_OUTPUT, poured
from lab.legal import fitted
from lab.settings import LEAST, Settings
from pooling import Pooled, PoolSpec, pool


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
    """The whole state. The canvases keep every number typed since they were filled, beyond the present size too.

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

    @cached_property
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
        return self._pooled

    @cached_property
    def _pooled(self) -> Pooled:
        return pool(self.x, self.spec)

    @cached_property
    def grad_input(self) -> NDArray:
        """What comes back to what is on screen."""
        return self._pooled.backward(self.grad_output)


def digest(grid: NDArray) -> str:
    """The size and the numbers of a grid as a few letters."""
    return hashlib.blake2b(repr(grid.shape).encode() + grid.tobytes(), digest_size=8).hexdigest()


@cache
def fresh() -> Lab:
    """The state that everybody starts from: window (1, 0) of the worked example is selected.

    It is one and the same for all, so that what it pools to is computed once.
    """
    blank = Lab(1, 1, np.zeros((LARGEST_SIDE,) * 2), np.ones((LARGEST_OUTPUT,) * 2))
    return unchangeable(with_example(blank, "worked", 0))


def unchangeable(lab: Lab) -> Lab:
    """`lab` with canvases that nobody can write into: it is everybody's."""
    for canvas in (lab.canvas, lab.grad_canvas):
        canvas.flags.writeable = False
    return lab


def alike(lab: Lab, other: Lab) -> bool:
    """Whether grids, layer and the controls of a lesson are the same: what is computed of both is the same, too."""
    return lab is other or (lab.signature == other.signature and repr(lab.knobs) == repr(other.knobs))


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
    canvas = poured(partial(example.x, seed=seed), x.shape, lab.canvas.shape)
    lab = replace(lab, canvas=canvas, height=x.shape[0], width=x.shape[1], example=name, seed=seed)
    lab = replace(lab, input_editing=renewed(lab.input_editing), notice="")
    if example.spec is None:
        return settled(lab)
    ones = np.ones(example.spec.output_size(*x.shape))
    grad = laid(np.ones_like(lab.grad_canvas), ones if example.grad_output is None else example.grad_output)
    lab = replace(lab, settings=Settings.of(example.spec), grad_canvas=grad, grad_editing=renewed(lab.grad_editing))
    return settled(lab)


def with_gradient(lab: Lab, name: str) -> Lab:
    """`lab` with its upstream gradient filled by name."""
    _, fill = GRADIENTS[name]
    grad = poured(lambda height, width: fill(height, width, lab.seed), lab.grad_output.shape, lab.grad_canvas.shape)
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

    def following(own: Editing, other: Editing) -> Editing:
        return replace(renewed(other), drafts=own.drafts, message=own.message)

    return replace(
        lab,
        input_editing=following(lab.input_editing, before.input_editing),
        grad_editing=following(lab.grad_editing, before.grad_editing),
        selection_seen=before.selection_seen,
        stepping=replace(lab.stepping, version=before.stepping.version + 1, seen=before.stepping.seen),
    )
