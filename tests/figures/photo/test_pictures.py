"""What is sent of a picture and of a map of numbers: nothing is lost, and everything lies where it should."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from figures.photo.pictures import MOST_SHOWN, amounts, block_sums, look, photo, placed
from figures.theme import LIGHT, rgb, sample
from lab.photo.pooled import Box
from tests.lab.photo.files import pixels
from tests.pooling.checks import same


def image_of(sent):
    """A sent picture as the browser reads it."""
    return Image.open(io.BytesIO(base64.b64decode(sent.url.partition(",")[2])))


def test_a_small_picture_is_sent_exactly():
    x = pixels(40, 30)
    same(np.asarray(image_of(photo(x))), x)


def test_means_are_rounded():
    same(np.asarray(image_of(photo(np.full((1, 1, 3), 7.6, np.float32)))), np.full((1, 1, 3), 8, np.uint8))


@pytest.mark.parametrize("size", [(1024, 512), (513, 3), (1, 4096)], ids=str)
def test_a_large_picture_is_reduced(size):
    sent = photo(np.zeros((*size, 3), np.uint8))
    assert max(sent.size) <= MOST_SHOWN
    assert sent.size == tuple(-(-n // sent.factor) for n in size)
    assert image_of(sent).size == sent.size[::-1]


@pytest.mark.parametrize("factor", [1, 2, 3, 5])
def test_no_count_is_lost_in_blocks(factor):
    values = pixels(7, 11, 1)[..., 0].astype(np.int64)
    sums = block_sums(values, factor)
    assert sums.shape == (-(-7 // factor), -(-11 // factor))
    expected = [
        [values[r : r + factor, c : c + factor].sum() for c in range(0, 11, factor)] for r in range(0, 7, factor)
    ]
    same(sums, np.array(expected))


def test_only_zero_has_the_colour_of_zero():
    values = np.array([[0, 1e-6, 1.0, 4.0]])
    found = np.asarray(image_of(amounts(values, LIGHT.counts, 4.0)).convert("RGB"))[0]
    assert tuple(found[0]) == rgb(LIGHT.counts[0])
    assert tuple(found[1]) != tuple(found[0])
    assert tuple(found[3]) == rgb(LIGHT.counts[-1])


def test_numbers_of_both_signs_go_to_both_ends_of_a_ramp():
    values = np.array([[-4, -1, 0, 1, 4]])
    found = np.asarray(image_of(amounts(values, LIGHT.gradients, 4.0)).convert("RGB"))[0]
    middle = len(LIGHT.gradients) // 2
    assert [tuple(found[n]) for n in (0, 2, 4)] == [rgb(LIGHT.gradients[n]) for n in (0, middle, -1)]
    assert [tuple(found[n]) for n in (1, 3)] == [rgb(sample(LIGHT.gradients, part)) for part in (64 / 254, 190 / 254)]


def test_a_map_of_nothing_is_drawn():
    found = np.asarray(image_of(amounts(np.zeros((2, 2)), LIGHT.counts, 0.0)).convert("RGB"))
    assert {tuple(colour) for colour in found.reshape(-1, 3)} == {rgb(LIGHT.counts[0])}


def test_zeros_can_be_seen_through():
    found = np.asarray(image_of(amounts(np.array([[0, 1]]), LIGHT.counts, 1.0, see_through=True)).convert("RGBA"))
    assert found[0, :, 3].tolist() == [0, 255]


@pytest.mark.parametrize("size", [(100, 200), (1, 1), (7, 300)], ids=str)
def test_a_look_holds_its_part_and_stays_inside(size):
    for rows in ((0, 1), (size[0] - 1, size[0]), (0, size[0])):
        for columns in ((0, 1), (size[1] - 1, size[1]), (0, size[1])):
            view = look(Box(rows, columns), size)
            for part, seen, n in zip((rows, columns), (view.rows, view.columns), size, strict=True):
                assert 0 <= seen[0] <= part[0] < part[1] <= seen[1] <= n


def test_a_part_is_placed_in_percent():
    assert placed(Box((2, 4), (0, 5)), Box((0, 8), (0, 10))) == (25, 0, 25, 50)
