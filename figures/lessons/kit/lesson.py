"""What a lesson is: a grid and a layer to begin with, and steps that tell and show something about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import Picture
from figures.pictures import pictures
from figures.table import Marks
from figures.theme import Theme
from lab.entry import is_whole
from lab.settings import Settings
from pooling import Pooled, PoolingError, pool
from pooling.errors import shown

if TYPE_CHECKING:
    from figures.lessons.kit.predict import Predict


@dataclass(frozen=True)
class Slide:
    """A control of a lesson: a number from `least` to `most`. With a `step` below 1 it is a float."""

    name: str
    label: str
    least: float
    most: float
    start: float
    step: float = 1
    help: str = ""

    def check(self, value: object) -> float:
        """`value`, which may come from a link, if the control can be set to it.

        >>> Slide("k", "kernel", 1, 5, 2).check(3), Slide("p", "power", 1.0, 10.0, 2.0, step=0.5).check(3)
        (3, 3.0)
        """
        whole = float(self.step).is_integer()
        number = is_whole(value, int(self.least), self.most) if whole else isinstance(value, (int, float))
        if not number or isinstance(value, bool) or not self.least <= value <= self.most:  # type: ignore[operator]
            kind = "an int" if whole else "a number"
            raise PoolingError.broken(self.name, f"be {kind} from {self.least} to {self.most}", shown(value))
        return value if whole else float(value)  # type: ignore[return-value, arg-type]


@dataclass(frozen=True)
class Pick:
    """A control of a lesson: one of `options`, names with their labels; the first at the start.

    `offers` is these options or, where they may become more while the app runs, what finds them.
    """

    name: str
    label: str
    offers: Mapping[str, str] | Callable[[], Mapping[str, str]]
    help: str = ""

    @property
    def options(self) -> Mapping[str, str]:
        return self.offers() if callable(self.offers) else self.offers

    @property
    def start(self) -> str:
        return next(iter(self.options))

    def check(self, value: object) -> str:
        """`value`, which may come from a link, if it is one of the options."""
        if not isinstance(value, str) or value not in self.options:
            raise PoolingError.broken(self.name, f"be one of {', '.join(self.options)}", shown(value))
        return value


Knob = Slide | Pick


@dataclass(frozen=True, eq=False)
class Case:
    """What is on screen in a lesson: the grids as edited, the layer, the lesson's controls, the theme."""

    x: NDArray
    grad_output: NDArray
    settings: Settings
    knobs: Mapping[str, Any]
    theme: Theme

    @cached_property
    def pooled(self) -> Pooled:
        return pool(self.x, self.settings.spec(*self.x.shape))

    @cached_property
    def grad_input(self) -> NDArray:
        return self.pooled.backward(self.grad_output)

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The five grids that Explore shows too."""
        return pictures(self.pooled, self.grad_output, self.grad_input, self.theme)


@dataclass(frozen=True, eq=False)
class Grid:
    """A grid of numbers with its marks. `edits` names what a visitor edits in it: "input" or "grad_output"."""

    title: str
    picture: Picture
    caption: str = ""
    marks: Marks = field(default_factory=dict)
    edits: str = ""
    padding: str = ""


@dataclass(frozen=True, eq=False)
class Chart:
    """A Plotly figure, a plain dict, `tall` pixels high."""

    title: str
    spec: dict[str, Any]
    caption: str = ""
    tall: int = 300


@dataclass(frozen=True)
class Rows:
    """A small table of facts; `strong` is the row that it is about."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: int | None = None


@dataclass(frozen=True)
class Code:
    """A few lines of Python that were run for what is on screen; `verdict` says "wrong", "right" or nothing."""

    title: str
    text: str
    verdict: str = ""


@dataclass(frozen=True)
class Drawing:
    """An SVG picture, and the same as a table to be heard."""

    title: str
    svg: str
    caption: str = ""
    table: str = ""


@dataclass(frozen=True)
class Stems:
    """A picture of `figures.stems`; its dots are the cells of the grid called `edits`, "input" or "grad_output"."""

    title: str
    svg: str
    edits: str
    caption: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture of pixels as a data URL, and in words what is to be seen."""

    title: str
    url: str
    caption: str
    seen: str


Item = Grid | Chart | Rows | Code | Drawing | Stems | Photo


@dataclass(frozen=True)
class Measure:
    """Something a lesson measures live: `run(count, seed, progress)` gives a sentence; `progress` takes 0 to 1."""

    label: str
    most: int
    start: int
    run: Callable[[int, int, Callable[[float], None]], str]


@dataclass(frozen=True)
class Step:
    """One thing said and shown: short paragraphs in Markdown, LaTeX, pictures, something to measure; all of it live.

    `knobs` names the controls that this step is about; all of the lesson's where it is None. `errata` are the mistakes
    that it shows, by their names in the reference (§5).
    """

    title: str
    tell: Callable[[Case], str]
    show: Callable[[Case], tuple[Item, ...]]
    formula: Callable[[Case], str] | None = None
    measure: Measure | None = None
    knobs: tuple[str, ...] | None = None
    errata: tuple[str, ...] = ()


@dataclass(frozen=True)
class Posed:
    """A question about the case on screen, the right answer, others that are wrong, and why."""

    ask: str
    right: str
    others: tuple[str, ...]
    why: str

    @property
    def options(self) -> tuple[str, ...]:
        """All answers, in an order that does not betray the right one and stays while the question does."""
        answers = dict.fromkeys((self.right, *self.others))
        return tuple(sorted(answers, key=lambda answer: crc32(f"{self.ask} {answer}".encode())))


class Taken(NamedTuple):
    """A pooling with its input and its upstream gradient."""

    x: NDArray
    grad_output: NDArray
    settings: Settings


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson.

    Attributes
    ----------
    slug : str
        Its name in a link.
    title, teaches : str
        What a card says: a few words, and the one thing that it teaches in a sentence.
    x : array (H, W)
    grad_output : array (H_out, W_out), optional
        The upstream gradient at the start; ones where there is none.
    settings : Settings or callable (knobs) -> Settings
        The layer; one that follows the controls is given as a function of their values.
    knobs : the lesson's own controls
    steps : what is told and shown, in order
    predict : callable (case) -> Predict, optional
        The question that it opens with.
    questions : callables (case) -> Posed
    topic : str
        What its quiz asks about (`pooling.quiz`).
    code_note : str
        What the code to take away leaves out, in Markdown.
    within : callable (case) -> Taken, optional
        Where the pooling stands between other layers: what it gets there, for whoever takes it along.
    given : callable (case) -> items, optional
        What is shown beside the questions; the input and the upstream gradient where there is none.
    turn : str
        What is said above the questions: whether they follow the numbers on screen.
    """

    slug: str
    title: str
    teaches: str
    x: NDArray
    settings: Settings | Callable[[Mapping[str, Any]], Settings]
    steps: tuple[Step, ...]
    grad_output: NDArray | None = None
    knobs: tuple[Knob, ...] = ()
    questions: tuple[Callable[[Case], Posed], ...] = ()
    topic: str = "any"
    code_note: str = ""
    within: Callable[[Case], Taken] | None = None
    given: Callable[[Case], tuple[Item, ...]] | None = None
    predict: Callable[[Case], Predict] | None = None
    turn: str = "Predict first, then check. You may change the numbers: the questions follow."

    def controls(self, step: Step) -> tuple[Knob, ...]:
        """The controls beside `step`."""
        return tuple(knob for knob in self.knobs if step.knobs is None or knob.name in step.knobs)

    def start(self) -> dict[str, Any]:
        """The controls as they stand at first."""
        return {knob.name: knob.start for knob in self.knobs}

    def layer(self, knobs: Mapping[str, Any]) -> Settings:
        """The layer under these controls."""
        return self.settings if isinstance(self.settings, Settings) else self.settings(knobs)

    def case(
        self, theme: Theme, knobs: Mapping[str, Any] | None = None, x: NDArray | None = None, grad_output: Any = None
    ) -> Case:
        """The case with these controls and grids; those of the start where nothing else is given."""
        knobs = self.start() | dict(knobs or {})
        x = self.x if x is None else x
        settings = self.layer(knobs)
        size = settings.spec(*x.shape).output_size(*x.shape)
        first = self.grad_output if grad_output is None else grad_output
        upstream = np.ones(size)
        if first is not None:
            rows, columns = min(size[0], first.shape[0]), min(size[1], first.shape[1])
            upstream[:rows, :columns] = first[:rows, :columns]
        return Case(x.astype(float), upstream, settings, knobs, theme)
