"""What is claimed in words: a table says which sentences a case is to show, and nothing else may be shown.

A table maps each sentence, with its `[places]`, to a function that finds out from the numbers alone whether it holds:
it gives False where the sentence must not be shown, True where it must, and what belongs into its places if it has any.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, wraps
from typing import Any

import numpy as np

from figures.lessons.kit.lesson import Case, Chart, Code, Item, Knob, Lesson, Pick, Rows
from figures.numbers import MINUS

#: Where a sentence ends, and the next one begins.
END = re.compile(r"\n+|(?<=[.?!])\s+(?=[A-Z0-9`<])")
PLACE = re.compile(r"\[(\w+)\]")
INEXACT = ("about ", "≈ ", r"\approx ")
#: What a number with three decimals may be off, and what one in powers of ten, which has three digits.
DECIMALS, DIGITS = 5.001e-4, 5.001e-3
#: What rounding may make of a sum, as a part of its terms.
NOISE = 1e-12


@dataclass(frozen=True)
class Total:
    """A sum, and the size of its terms in all: where they cancel, rounding is what is left."""

    value: float | Fraction
    size: float | Fraction


#: What stands in a place: these words, this number, or what meets a condition.
Place = str | float | Fraction | Total | Callable[[str], bool]
Places = Mapping[str, Place]
Table = Mapping[str, Callable[[Any], bool | Places | Iterable[Places]]]


@dataclass(frozen=True, eq=False)
class Seen:
    """A part of a lesson on screen: the case, the sentences, and what is drawn."""

    case: Case
    said: tuple[str, ...]
    items: tuple[Item, ...] = ()

    @cached_property
    def knobs(self) -> tuple[tuple[str, Any], ...]:
        return tuple(self.case.knobs.items())

    @cached_property
    def x(self) -> tuple[tuple[float, ...], ...]:
        return tuple(map(tuple, self.case.x.tolist()))

    @cached_property
    def g(self) -> tuple[tuple[float, ...], ...]:
        return tuple(map(tuple, self.case.grad_output.tolist()))

    def item(self, title: str) -> Any:
        """The grid, table or chart with this title."""
        (found,) = [item for item in self.items if item.title == title]
        return found

    def shows(self, title: str, expected: Sequence[Sequence[float | Fraction]], size: float | Fraction = 0) -> bool:
        """Whether a grid holds these numbers, but for what rounding makes of terms that come to `size`."""
        shown, wanted = self.item(title).picture.z, np.array(expected, float)
        return shown.shape == wanted.shape and np.allclose(shown, wanted, NOISE, NOISE * float(size), equal_nan=True)

    def marked(self, title: str, mark: str) -> set[tuple[int, int]]:
        """The cells of a grid that have a mark."""
        return {at for at, marks in self.item(title).marks.items() if mark in marks.split()}

    def code(self, title: str) -> Callable:
        """The function whose lines are shown."""
        return _run(self.item(title).text)


def depends_on(*names: str) -> Callable[[Callable], Callable]:
    """For a fact about a case that depends on its `knobs`, `x` or `g` alone: it is found once for each of them."""

    def decorate(find: Callable) -> Callable:
        known: dict[Any, Any] = {}

        @wraps(find)
        def found(at: Seen, *rest: Any) -> Any:
            key = (*(getattr(at, name) for name in names), rest)
            if key not in known:
                known[key] = find(at, *rest)
            return known[key]

        return found

    return decorate


def counted(n: int, thing: str) -> str:
    """A number with its thing: all but 1 take the plural."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def always(seen: Any) -> bool:
    """For what names something, says what to do or what is to come: nothing in the numbers could make it false."""
    return True


#: What E and the upstream gradient are: said wherever a lesson first needs them.
DEFINED: Table = {
    "E is the error of the network, one number.": always,
    "The upstream gradient ∂E/∂y says how fast E changes with each output.": always,
}


def confirm(table: Table, seen: Any) -> set[str]:
    """Assert that what is said is what the table gives, sentence by sentence; the sentences of the table that were."""
    given = [(says, places) for says, gives in table.items() for places in _given(gives(seen))]
    fits = {(n, text): _fits(*given[n], text) for n in range(len(given)) for text in seen.said}
    for n, (says, places) in enumerate(given):
        assert any(fits[n, text] for text in seen.said), f"missing: {says} {places}\n" + "\n".join(seen.said)
    for text in seen.said:
        assert any(fits[n, text] for n in range(len(given))), f"not true here, or in no table: {text}"
    return {says for says, _ in given}


def reads(text: str, value: float | Fraction | Total) -> bool:
    """Whether a number as it is written is `value`: without "about" or "≈" it has to be, but for rounding.

    >>> reads(r"\\approx 0.333", 1 / 3), reads("0.333", 1 / 3), reads("−2", -2), reads("0", Total(1e-9, 1e9))
    (True, False, True, True)
    """
    total = value if isinstance(value, Total) else Total(value, abs(value))
    plain = (
        re.sub("|".join((*map(re.escape, INEXACT), "^= ", r"[(),]")), "", text).replace(MINUS, "-").replace("∞", "inf")
    )
    plain = re.sub(r"\{\\cdot\}10\^\{(-?\d+)\}", r"e\1", plain).replace(r"\text{NaN}", "NaN")
    try:
        shown = float(plain)
    except ValueError:
        return False
    if not (math.isfinite(shown) and math.isfinite(total.value)):
        return str(shown) == str(float(total.value))
    room = (DIGITS * abs(shown) if "e" in plain else DECIMALS) if text.startswith(INEXACT) else 0
    return abs(Fraction(shown) - Fraction(total.value)) <= room + NOISE * total.size


def parts(lesson: Lesson, case: Case) -> Iterator[tuple[str, Seen]]:
    """Every part of a lesson: its card, its controls, its steps, its questions."""
    yield "card", Seen(case, tuple(sentences(lesson.title, lesson.teaches, lesson.code_note)))
    yield "controls", Seen(case, tuple(text for knob in lesson.knobs for text in _control(knob)))
    for n, step in enumerate(lesson.steps, 1):
        items = step.show(case)
        formula = [step.formula(case)] if step.formula else []
        drawn = (text for item in items for text in item_lines(item))
        said = [step.title, *sentences(step.tell(case)), *formula, *drawn]
        yield f"step {n}", Seen(case, tuple(said), items)
    for n, pose in enumerate(lesson.questions, 1):
        posed = pose(case)
        answers = [f"right: {posed.right}", *(f"wrong: {other}" for other in posed.others)]
        yield f"question {n}", Seen(case, (*sentences(posed.ask), *answers, *sentences(posed.why)))


def sentences(*texts: str) -> Iterator[str]:
    """The sentences of some texts.

    >>> list(sentences("It is 2.5. Why?\\n\\nLp, p = 2: so."))
    ['It is 2.5.', 'Why?', 'Lp, p = 2: so.']
    """
    for text in texts:
        yield from filter(None, END.split(text))


def _given(found: bool | Places | Iterable[Places] | None) -> list[Places]:
    if isinstance(found, Mapping):
        return [found]
    if isinstance(found, Iterable):
        return list(found)
    return [{}] if found else []


def _fits(says: str, places: Places, text: str) -> bool:
    if not places:
        return says == text
    found = _pattern(says).fullmatch(text)
    return found is not None and all(_stands(words, places[name]) for name, words in found.groupdict().items())


def _stands(text: str, place: Place) -> bool:
    if callable(place):
        return place(text)
    return text == place if isinstance(place, str) else reads(text, place)


@cache
def _run(text: str) -> Callable:
    names: dict[str, Any] = {"np": np}
    exec(text, names)
    return [value for value in names.values() if callable(value)][-1]


@cache
def _pattern(says: str) -> re.Pattern[str]:
    pattern, known = "", set()
    for n, piece in enumerate(PLACE.split(says)):
        place = f"(?P={piece})" if piece in known else f"(?P<{piece}>.*?)"
        pattern += place if n % 2 else re.escape(piece)
        known |= {piece} if n % 2 else set()
    return re.compile(pattern)


def _control(knob: Knob) -> list[str]:
    options = knob.options.items() if isinstance(knob, Pick) else ()
    return [" | ".join(filter(None, (knob.label, knob.help))), *(f"{knob.label}: {k} is {v}" for k, v in options)]


def item_lines(item: Item) -> list[str]:
    """What an item says: its title and caption, each row of a table, each name in a chart."""
    if isinstance(item, Rows):
        rows = [("▸ " if n == item.strong else "") + " | ".join(row) for n, row in enumerate(item.rows)]
        return [item.title, " | ".join(item.head), *rows]
    about = item.verdict if isinstance(item, Code) else item.caption
    line = [text for text in [" | ".join(filter(None, (item.title, about)))] if text]
    if isinstance(item, Chart):
        axes = [item.spec["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
        return [*line, *(trace["name"] for trace in item.spec["data"] if "name" in trace), *axes]
    return line
