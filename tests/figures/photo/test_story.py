"""What is said of a pooled picture, against counts made here."""

import numpy as np
import pytest

from figures.photo.story import Density, density_text, forward_text, notes, region_text, titles
from lab.photo.pooled import Box, pool_photo
from lab.photo.state import offered
from pooling import PoolSpec, pool
from tests.lab.photo.files import pixels

X = pixels(12, 12)


def told(spec, region=None):
    """What is said of the density and of a region."""
    pooled = pool_photo(X, spec)
    region = region or Box.whole(pooled.output_size)
    density = pooled.density()
    text = region_text(pooled, region, pooled.received(region))
    return density_text(pooled, Density.of(density)), text


def test_the_share_of_pixels_that_nobody_chose_is_counted():
    spec = PoolSpec("max", 3)
    chosen = {int(n) for channel in range(3) for n in pool(X[..., channel], spec).indices.ravel()}
    assert told(spec)[0].startswith(f"<b>{100 * (144 - len(chosen)) / 144:.1f} %</b> of all pixels are chosen by no")


def test_where_every_pixel_is_chosen_none_is_left_out():
    text = "Every pixel is chosen by a window, in one colour at least. No pixel is chosen more than 3 times"
    assert told(PoolSpec("max", 1))[0].startswith(text)


def test_what_a_region_sends_and_who_receives_it():
    spec, region = PoolSpec("min", 4), Box((0, 1), (1, 3))
    chosen = [int(n) for channel in range(3) for n in pool(X[..., channel], spec).indices[0, 1:3]]
    text = told(spec, region)[1]
    assert "The region's 2 cells send back a gradient of 1 in each of 3 colours: 6 in all." in text
    assert f"It reaches <b>{len(set(chosen))} of the 32 pixels</b> in its windows" in text
    assert text.endswith(f"none more than {max(map(chosen.count, chosen))} of it.")


def test_pixels_between_windows_are_in_none():
    text = told(PoolSpec("avg", 2, 5))[1]  # windows at rows and columns 0, 5 and 10
    assert "It reaches <b>all 36 pixels</b> in its windows: each" in text


def test_one_cell_and_one_pixel():
    text = told(PoolSpec("max", 1), Box((0, 1), (0, 1)))[1]
    assert text.startswith("The region's one cell sends back a gradient of 1 in each of 3 colours: 3 in all. ")
    assert text.endswith("It reaches <b>the only pixel</b> in its window, none more than 3 of it.")


def test_overlapping_windows_choose_a_pixel_often():
    flat = np.zeros((6, 6, 3), np.uint8)
    pooled = pool_photo(flat, PoolSpec("max", 3, 1, 1))
    density = Density.of(pooled.density())
    assert density.most == 3 * 4  # pixel (0, 0) is the first of equal ones in four windows
    assert density_text(pooled, density).endswith("No pixel is chosen more than 12 times, the three colours together.")


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (PoolSpec("avg", 2), "Every pixel weighs the same, 0.25 in each colour: none is left out."),
        (PoolSpec("avg", 2, 3), "<b>55.6 %</b> of all pixels lie in no window: their gradient is 0."),
        (PoolSpec("avg", 2, 1), "No pixel is left out: the weights go from 0.25 to 1 in each colour."),
    ],
    ids=["side by side", "gaps", "overlap"],
)
def test_what_pixels_weigh_in_an_average(spec, text):
    assert told(spec)[0].startswith(text)


def test_what_of_an_average_falls_on_padding_is_said():
    assert told(PoolSpec("avg", 2, 2, 1))[1].endswith(", 108 together: the rest falls on padding.")


def test_an_average_without_padding_loses_nothing():
    assert told(PoolSpec("avg", 5, 2, ceil_mode=True))[1].endswith(
        "in its windows: each window spreads its own evenly."
    )


@pytest.mark.parametrize("operator", offered())
def test_padding_is_mentioned_where_there_is_some(operator):
    assert "adding" in forward_text(PoolSpec(operator, 2, padding=1))
    assert "adding" not in forward_text(PoolSpec(operator, 2))


def test_titles_say_the_sizes():
    heads = titles(pool_photo(X[:, :9], PoolSpec("min", 4)), Box.whole((12, 9)), Box.whole((3, 2)))
    assert (heads["input"].caption, heads["output"].caption) == ("12 × 9 pixels", "3 × 2 cells")
    assert heads["density"].title == "Argmin density"


def test_titles_say_which_part_is_shown():
    heads = titles(pool_photo(X, PoolSpec("avg", 4)), Box((0, 8), (4, 12)), Box((0, 2), (1, 3)))
    assert heads["input"].caption == "pixels in rows 0–7, columns 4–11"
    assert heads["output"].caption == "cells in rows 0–1, columns 1–2"


def test_notes_say_what_is_shown_smaller_and_what_a_link_lacks():
    lines = notes(8, ("It was turned.",), own=True)
    assert any("8 × 8 pixels" in line.replace("\N{NO-BREAK SPACE}", " ") for line in lines)
    assert "It was turned." in lines
    assert lines[-1] == "A link to this page holds the layer and the region, not your picture."
    assert len(notes(1, (), own=False)) == 1
