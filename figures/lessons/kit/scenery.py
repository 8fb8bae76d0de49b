"""The lab's own picture, pooled: what a layer keeps of many numbers, counted and to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.lessons.kit.lesson import Photo
from figures.photo.pictures import photo
from figures.phrases import by
from lab.photo.landscape import landscape
from lab.photo.pooled import pool_photo
from pooling import PoolSpec


@dataclass(frozen=True)
class Scenery:
    """The picture before and after a max pooling: how many numbers there are, their mean, and what is to be seen."""

    size: tuple[int, ...]
    numbers: tuple[int, int]
    means: tuple[float, float]
    before: Photo
    after: Photo


@cache
def scenery(kernel: int) -> Scenery:
    """The picture and its maxima over windows of `kernel` × `kernel` pixels that touch."""
    x = landscape()
    y = pool_photo(x, PoolSpec("max", kernel)).output
    given, pooled = (
        Photo(title, photo(array).url, f"{by(array.shape[:2])} pixels", "a mountain lake at dusk" + blocks)
        for title, array, blocks in (("Picture", x, ""), ("Max pooling", y, ", in coarse blocks of one colour each"))
    )
    return Scenery(x.shape, (x.size, y.size), (float(x.mean()), float(y.mean())), given, pooled)
