"""The address of the Image page: all of its state but the picture, there and back, every value checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from lab.fields import one_of
from lab.photo.pooled import Span
from lab.photo.state import LARGEST, PhotoLab, offered, part
from pooling import PoolingError
from pooling.errors import shown

NAMES = ("op", "kernel_size", "stride", "padding", "ceil_mode", "rows", "columns", "close_up", "picture")
#: Of a picture's name so many characters are said.
LONGEST_NAME = 60


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
    return said | ({"picture": lab.photo.name[:LONGEST_NAME]} if lab.photo.name else {})


def as_at_first(lab: PhotoLab) -> bool:
    """Whether all of it is as everybody finds it, the picture too."""
    return lab.photo.number == 0 and not query(lab)


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

    kernel = min(
        take("kernel_size", lambda text: whole("kernel_size", text, 1, lab.largest_kernel)), lab.largest_kernel
    )
    found = replace(
        found,
        op=take("op", lambda text: one_of("op", text, offered())),
        kernel_size=kernel,
        stride=take("stride", lambda text: whole("stride", text, 1, LARGEST)),
        padding=take("padding", lambda text: whole("padding", text, 0, kernel // 2)),
        ceil_mode=take("ceil_mode", lambda text: one_of("ceil_mode", text, ("true", "false")) == "true"),
        close_up=take("close_up", lambda text: one_of("close_up", text, ("true", "false")) == "true"),
    )
    rows, columns = (
        take(name, partial(_part_of, name, n)) for name, n in zip(("rows", "columns"), found.output_size, strict=True)
    )
    name = said.get("picture", "")[:LONGEST_NAME]
    notice = f"The picture {name} is in no link: open it again." if name and name != lab.photo.name else ""
    return replace(found, rows=rows, columns=columns, notice=notice), dropped


def _part_of(name: str, out: int, text: str) -> tuple[float, float]:
    """A span from an address as a part of an axis of `out` cells."""
    return part(span(name, text, out), out)


def whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number from an address."""
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and least <= int(text) <= most):
        raise PoolingError.broken(name, f"be an int from {least} to {most}", shown(text))
    return int(text)


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
