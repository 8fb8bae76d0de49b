"""Every sentence about a pooled picture is true of it: see `photo_claims.py`."""

from itertools import product

import numpy as np
import pytest

from figures.photo.story import Density, density_text, forward_text, notes, region_text, share, titles
from lab.photo.pooled import Box, pool_photo
from lab.photo.state import offered
from tests.figures.lessons.claims import confirm, sentences
from tests.figures.photo.photo_claims import CLAIMS
from tests.figures.photo.photo_facts import Pass, Said, Titled, reads_as_part
from tests.lab.photo.files import pixels
from tests.pooling.checks import spec_of
from tests.pooling.loops import Layer

#: Noise; few values, so that many are equal; one value; three colours alike; three that differ; one pixel.
PICTURES = [
    pixels(7, 6),
    np.random.default_rng(5).integers(0, 3, (7, 6, 3)).astype(np.uint8),
    np.full((4, 5, 3), 9, np.uint8),
    np.arange(4, dtype=np.uint8).reshape(2, 2, 1).repeat(3, axis=2),
    np.array([[[3, 0, 1], [2, 3, 0]], [[1, 2, 3], [0, 1, 2]]], np.uint8),
    np.full((1, 1, 3), 7, np.uint8),
]
WINDOWS = [(1, 1, 0, False), (2, 2, 0, False), (2, 1, 0, False), (3, 2, 1, True), (2, 3, 0, False), (3, 3, 1, False)]
LAYERS = [
    Layer(operator, (k, k), (s, s), (p, p), ceil_mode=ceil) for operator, (k, s, p, ceil) in product(offered(), WINDOWS)
]


def regions(size):
    """The whole output, its first and its last cell, and a part."""
    rows, columns = size
    ends = [
        ((0, 1), (0, 1)),
        ((rows - 1, rows), (columns - 1, columns)),
        ((0, (rows + 1) // 2), (columns // 2, columns)),
    ]
    return [Box.whole(size), *(Box(*spans) for spans in ends)]


def said(layer):
    """Everything that is said of a layer's passes, part by part, with what is true of them."""
    for x in PICTURES:
        if min(x.shape[:2]) + 2 * layer.padding[0] < layer.kernel_size[0]:
            continue
        spec = spec_of(layer)
        pooled = pool_photo(x, spec)
        run = Pass(x, layer, pooled)
        for region in regions(pooled.output_size):
            density, received = density_text(pooled, Density.of(pooled.density())), pooled.received(region)
            texts = {"layer": forward_text(spec), "density": density, "region": region_text(pooled, region, received)}
            for part, text in texts.items():
                yield part, Said(run, region, tuple(sentences(text)))


def headed(layer):
    """Titles and notes: of all of a picture, of a part, of one that is too large to be shown in full."""
    for side, own in product((6, 512, 513, 1100), (False, True)):
        pooled = pool_photo(np.zeros((side, 3, 3), np.uint8), spec_of(layer))
        for rows in ((0, side), (1, 3)):
            near, out = Box(rows, (0, 3)), Box((0, pooled.output_size[0]), (0, 1))
            lines = tuple(" | ".join(filter(None, title)) for title in titles(pooled, near, out).values())
            yield "titles", Titled(pooled, near, out, own, lines)
            factor = -(-(rows[1] - rows[0]) // 512)
            yield "notes", Titled(pooled, near, out, own, tuple(sentences(*notes(factor, (), own))))


def test_what_is_said_is_true_and_what_is_true_is_said():
    shown = {(part, says) for layer in LAYERS for part, at in said(layer) for says in confirm(CLAIMS[part], at)}
    plain = [Layer(operator, (2, 2), (2, 2)) for operator in offered()]
    shown |= {(part, says) for layer in plain for part, at in headed(layer) for says in confirm(CLAIMS[part], at)}
    assert shown == {(part, says) for part in CLAIMS for says in CLAIMS[part]}, "some sentences are never shown"


@pytest.mark.parametrize("whole", [1, 7, 999, 1000, 1001, 2000])
def test_a_share_is_never_all_or_nothing_of_what_it_is_not(whole):
    assert [part for part in range(whole + 1) if not reads_as_part(share(part, whole), part, whole)] == []
