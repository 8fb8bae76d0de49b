"""What a visitor has set on the Image page: picture, layer and region; the address says all but the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from figures.landscape import landscape
from figures.photo_file import decoded
from pooling import PoolingError, PoolSpec
from pooling.photo import Box, Span
from pooling.spec import Pair, shown
from ui import state

PAGE, KEY, LINK = "Image", "photo", "photo_link"
OPERATORS = ("max", "min", "avg")
LARGEST = 64
#: The part of the output, by height and width, that sends a gradient back at first.
START = ((0.5625, 0.6875), (0.65625, 0.78125))
NAMES = ("op", "kernel_size", "stride", "padding", "ceil_mode", "rows", "columns", "close_up")


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture (H, W, 3) of uint8; `number` tells one from another."""

    pixels: NDArray
    name: str = ""
    notes: tuple[str, ...] = ()
    number: int = 0

    @property
    def size(self) -> Pair:
        return self.pixels.shape[0], self.pixels.shape[1]


@dataclass(frozen=True, eq=False)
class PhotoLab:
    """The whole state. `stride` None follows the kernel; the region's spans are parts of the output from 0 to 1.

    `notice` tells what was changed on the visitor's behalf, `refused` why the last of `uploads` files is not shown;
    `moved` rises when the region was set from elsewhere than its sliders, or has another output to lie in.
    """

    photo: Photo = field(default_factory=lambda: Photo(landscape()))
    op: str = "max"
    kernel_size: int = 8
    stride: int | None = None
    padding: int = 0
    ceil_mode: bool = False
    rows: tuple[float, float] = START[0]
    columns: tuple[float, float] = START[1]
    close_up: bool = False
    notice: str = ""
    refused: str = ""
    uploads: int = 0
    moved: int = 0

    @property
    def output_size(self) -> Pair:
        return self.spec.output_size(*self.photo.size)

    @property
    def spec(self) -> PoolSpec:
        return PoolSpec(self.op, self.kernel_size, self.stride, self.padding, ceil_mode=self.ceil_mode)

    @property
    def largest_kernel(self) -> int:
        return min(LARGEST, *self.photo.size)

    @property
    def region(self) -> Box:
        """The region in output cells; never empty."""
        rows, columns = self.output_size
        return Box(cells(self.rows, rows), cells(self.columns, columns))


def cells(part: tuple[float, float], out: int) -> Span:
    """A part of an axis of `out` cells, in cells.

    >>> cells((0.5, 0.625), 128), cells((0.5, 0.625), 1)
    ((64, 80), (0, 1))
    """
    first = min(round(part[0] * out), out - 1)
    return first, max(first + 1, round(part[1] * out))


def part(span: Span, out: int) -> tuple[float, float]:
    """Cells of an axis as a part of it."""
    return span[0] / out, span[1] / out


def current() -> PhotoLab:
    """The state on screen."""
    return st.session_state.setdefault(KEY, PhotoLab())


def change(**changes: Any) -> None:
    """Replace parts of the state; what no longer fits is lowered and named, and the address follows."""
    before = current()
    lab = fitted(replace(before, **{"notice": "", "refused": "", **changes}))
    if lab.output_size != before.output_size:
        lab = replace(lab, moved=lab.moved + 1)
    st.session_state[KEY] = lab
    _write(lab)


def fitted(lab: PhotoLab) -> PhotoLab:
    """`lab` with a kernel that fits the picture and a padding of at most half of it."""
    kernel = min(lab.kernel_size, lab.largest_kernel)
    padding = min(lab.padding, kernel // 2)
    lowered = [f"kernel_size is now {kernel}"] if kernel != lab.kernel_size else []
    lowered += [f"padding is now {padding}"] if padding != lab.padding else []
    if not lowered:
        return lab
    notice = f"{lab.notice} To fit, {' and '.join(lowered)}.".strip()
    return replace(lab, kernel_size=kernel, padding=padding, notice=notice)


def query(lab: PhotoLab) -> dict[str, str]:
    """What the address says of a state: whatever is not as at first."""
    start, region = PhotoLab(), lab.region
    said: dict[str, str] = {}
    for name in ("op", "kernel_size", "padding"):
        if getattr(lab, name) != getattr(start, name):
            said[name] = str(getattr(lab, name))
    said |= {"stride": str(lab.stride)} if lab.stride is not None else {}
    said |= {name: "true" for name in ("ceil_mode", "close_up") if getattr(lab, name)}
    for name, span in (("rows", region.rows), ("columns", region.columns)):
        if getattr(lab, name) != getattr(start, name):
            said[name] = f"{span[0]}-{span[1] - 1}"
    return said


def read(said: dict[str, str], lab: PhotoLab) -> tuple[PhotoLab, list[str]]:
    """The state that an address asks for, with the picture of `lab`; and what of it is none, in words."""
    dropped: list[str] = []
    found = PhotoLab(photo=lab.photo, uploads=lab.uploads, moved=lab.moved + 1)

    def take(name: str, check: Callable[[str], Any]) -> Any:
        try:
            return check(said[name]) if name in said else getattr(found, name)
        except PoolingError as error:
            dropped.append(str(error))
            return getattr(found, name)

    kernel = take("kernel_size", lambda text: whole("kernel_size", text, 1, lab.largest_kernel))
    found = replace(
        found,
        op=take("op", lambda text: one_of("op", text, OPERATORS)),
        kernel_size=min(kernel, lab.largest_kernel),
        stride=take("stride", lambda text: whole("stride", text, 1, LARGEST)),
        padding=take("padding", lambda text: whole("padding", text, 0, kernel // 2)),
        ceil_mode=take("ceil_mode", lambda text: one_of("ceil_mode", text, ("true", "false")) == "true"),
        close_up=take("close_up", lambda text: one_of("close_up", text, ("true", "false")) == "true"),
    )
    rows, columns = (
        take(name, lambda text, name=name, n=n: part(span(name, text, n), n))
        for name, n in zip(("rows", "columns"), found.output_size, strict=True)
    )
    return replace(found, rows=rows, columns=columns), dropped


def whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number from an address."""
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and least <= int(text) <= most):
        raise PoolingError.broken(name, f"be an int from {least} to {most}", shown(text))
    return int(text)


def one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    """One of some words from an address."""
    if text not in allowed:
        raise PoolingError.broken(name, f"be one of {', '.join(allowed)}", shown(text))
    return text


def span(name: str, text: str, out: int) -> Span:
    """The first and the last of `out` rows or columns, as "3-9"."""
    first, dash, last = text.partition("-")
    try:
        if not dash:
            raise PoolingError.broken(name, "be two numbers", text)
        begin = whole(name, first, 0, out - 1)
        return begin, whole(name, last, begin, out - 1) + 1
    except PoolingError:
        rule = f"be the first and the last of 0…{out - 1} with a - between them"
        raise PoolingError.broken(name, rule, shown(text)) from None


def choose(asked: Any) -> None:
    """Take a region that was drawn on the output, as the browser tells it."""
    lab = current()
    try:
        form = isinstance(asked, dict) and all(isinstance(asked.get(name), str) for name in ("rows", "columns"))
        if not form:
            raise PoolingError.broken("region", "have rows and columns", shown(asked))
        sides = zip(("rows", "columns"), lab.output_size, strict=True)
        spans = {name: part(span(name, asked[name], n), n) for name, n in sides}
    except PoolingError as error:
        change(refused=f"{error}.")
        return
    change(**spans, moved=lab.moved + 1)


def opened() -> None:
    """Take the state from the address where that is another than the page wrote itself; warn of what was dropped."""
    entering = st.session_state.get("page") != PAGE
    state.enter(PAGE)
    said = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    if said != st.session_state.get(LINK, {}) and (said or not entering):
        lab, dropped = read(said, current())
        if dropped:
            lab = replace(lab, notice=f"This link could not be read in full. Dropped: {'; '.join(dropped)}.")
        st.session_state[KEY], st.session_state[LINK] = lab, said
    elif entering and not said:
        _write(current())


def _write(lab: PhotoLab) -> None:
    """Bring the address to the state."""
    said = query(lab)
    others = {name: value for name, value in st.query_params.items() if name not in NAMES}
    if st.query_params.to_dict() != {**others, **said}:
        st.query_params.from_dict({**others, **said})
    st.session_state[LINK] = said


def upload(name: str, content: bytes) -> None:
    """Put a visitor's file in place of the picture, or say why it cannot be."""
    number = current().uploads + 1
    try:
        found = decoded(content)
    except PoolingError as error:
        change(refused=f"{error}. The picture on screen stays.", uploads=number)
        return
    change(photo=Photo(found.pixels, name, found.notes, number), uploads=number)


def restore() -> None:
    """Bring the picture of the beginning back."""
    change(photo=PhotoLab().photo)
