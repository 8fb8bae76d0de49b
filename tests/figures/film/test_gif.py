"""The film: one frame a step, in the theme's colours, with numbers that are there only once they are written."""

import io
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PIL import Image

from figures.film import gif
from figures.film.board import Board
from figures.film.gif import to_gif
from figures.film.playback import playback
from figures.film.text import SPELLED, is_drawn, plain, width, wrapped, write
from figures.heatmap import Frame
from figures.narration.narrate import narrate
from figures.narration.text import reading_time
from figures.theme import DARK, INKS, LIGHT, THEMES, contrast, rgb, sample
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from pooling import OPERATORS, PoolSpec, pool
from pooling.steps.trace import trace

GRAINS, WAYS = ("window", "tap"), ("forward", "backward", "gather", "both")
#: 0 … 6 and gradients −1 … 1: every one of them is a stop of its ramp or halfway between two.
X = np.array([[0.0, 6.0, 3.0], [1.0, 2.0, 4.0]])
GRAD = np.array([[1.0, -1.0]])


def small(way="both", by="window", operator="max"):
    """Two windows that overlap in cells (0, 1) and (1, 1); with max both choose (0, 1)."""
    return trace(pool(X, PoolSpec(operator, 2, 1)), GRAD, way, by)


def told(steps):
    return [("The same sentence.", "∂E/∂x = 1")] * len(steps.steps)


def film(steps, theme=LIGHT, **options):
    return Image.open(io.BytesIO(to_gif(steps, told(steps), theme, **options)))


def cell(steps, n, grid, row, column, theme=LIGHT):
    """The colour of a cell in frame `n`, inside its marks and above its number."""
    image, board = film(steps, theme), Board(playback(steps, theme), theme)
    image.seek(n)
    x, y, _, _ = board.box(grid, row, column)
    return image.convert("RGB").getpixel((x + 8, y + 8))


@pytest.mark.parametrize(("way", "by"), list(product(WAYS, GRAINS)))
def test_one_frame_before_the_first_step_and_one_for_each(way, by):
    steps = small(way, by)
    assert film(steps).n_frames == len(steps.steps) + 1


def held(image):
    """How long each frame is held, in milliseconds."""
    found = []
    for n in range(image.n_frames):
        image.seek(n)
        found.append(image.info["duration"])
    return found


def test_a_frame_is_held_as_long_as_the_player_holds_its_step():
    steps = small()
    said = narrate(steps)
    times = [reading_time(sentence) for sentence, _ in said]
    assert min(times) >= 2500
    assert len(set(times)) > 1
    assert held(Image.open(io.BytesIO(to_gif(steps, said, LIGHT)))) == [2500, *times]


def test_on_request_a_film_is_16_by_9_and_holds_all_that_it_held():
    steps = small()
    assert film(steps, wide=True).size == (1280, 720)
    usual, wide = (Board(playback(steps, LIGHT), LIGHT, wide).place for wide in (False, True))
    assert wide.cell == usual.cell
    right, foot = wide.panel[2:]
    assert (right, foot) < (1280, 720)


def test_a_wide_film_of_the_largest_grids_lies_within_its_frame():
    pooled = pool(np.zeros((16, 16)), PoolSpec("max", 16, 1, 8))
    board = Board(playback(trace(pooled, np.zeros((17, 17))), LIGHT), LIGHT, wide=True)
    boxes = [board.box(name, *(n - 1 for n in grid.z.shape)) for name, grid in board.grids.items()]
    assert max(box[2] for box in [*boxes, board.place.panel]) < 1280
    assert max(box[3] for box in [*boxes, board.place.panel]) < 720


def test_above_the_grids_stands_which_layer_they_are_of(monkeypatch):
    said, write = [], Board.text
    monkeypatch.setattr(Board, "text", lambda *given, **how: (said.append(given[2]), write(*given, **how))[1])
    pooled = pool(abs(X), PoolSpec("lp", 2, 1, norm_type=3))
    film(trace(pooled, np.ones(pooled.output.shape)))
    assert said[0] == "Lp pooling, p = 3: kernel 2×2, stride 1×1"


def long(monkeypatch):
    """A pass of 13 steps in a film of at most 6 frames: steps 3, 6, 9, 12 and the last, which ends it."""
    monkeypatch.setattr(gif, "MOST_FRAMES", 6)
    steps = trace(pool(np.tile(X, 2), PoolSpec("max", 2, 1)), np.ones((1, 5)), "both", "window")
    steps = replace(steps, steps=(*steps.steps, steps.steps[-1], steps.steps[-1]))
    assert gif.shown(len(steps.steps)) == [3, 6, 9, 12, 13]
    return steps


def test_of_a_long_pass_every_nth_step_is_shown_and_the_last(monkeypatch):
    steps, counts, draw = long(monkeypatch), [], gif.frame

    def drawn(board, step, count, *told):
        counts.append(count)
        return draw(board, step, count, *told)

    monkeypatch.setattr(gif, "frame", drawn)
    assert film(steps).n_frames == 6
    assert counts == [f"step {n} of 13" for n in (0, 3, 6, 9, 12, 13)]


def test_a_frame_shows_what_the_skipped_steps_have_written(monkeypatch):
    """The first frame that is drawn is that of step 3: by then outputs 0, 1 and 2 are there."""
    steps = long(monkeypatch)
    surface, there = rgb(LIGHT.surface), rgb(sample(LIGHT.values, 1.0))
    assert [cell(steps, 1, "output", 0, column) for column in range(5)][:1] == [there]
    assert [cell(steps, 1, "output", 0, column) == surface for column in range(5)] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("steps", [1, 2, 598, 599, 600, 1198, 1199, 20_000])
def test_a_film_has_at_most_600_frames(steps):
    assert len(gif.shown(steps)) + 1 <= 600
    assert gif.shown(steps)[-1] == steps


def test_it_begins_again_for_ever():
    assert film(small()).info["loop"] == 0


def test_all_frames_have_one_even_size():
    image = film(small())
    sizes = set()
    for n in range(image.n_frames):
        image.seek(n)
        sizes.add(image.size)
    assert len(sizes) == 1
    assert all(length % 2 == 0 for length in sizes.pop())


def test_progress_ends_at_1():
    heard = []
    film(small(by="tap"), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_the_worked_example_is_small_enough_for_a_slide():
    steps = trace(pool(WORKED_X, PoolSpec("max", 2, 2)), WORKED_GRAD_OUTPUT, "both", "tap")
    assert len(to_gif(steps, told(steps), LIGHT)) < 1_000_000


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_input_has_the_colours_of_its_values(theme):
    found = {value: cell(small(), 0, "input", *np.argwhere(value == X)[0], theme) for value in (0, 3, 6)}
    assert found == {value: rgb(sample(theme.values, value / 6)) for value in (0, 3, 6)}


def test_an_output_is_blank_until_it_is_written():
    steps, written = small("forward"), rgb(sample(LIGHT.values, 1.0))
    assert [cell(steps, n, "output", 0, 1) for n in (0, 1, 2)] == [rgb(LIGHT.surface), rgb(LIGHT.surface), written]


def test_the_mask_darkens_with_each_window_that_chooses_a_cell():
    found = [cell(small("forward"), n, "argmax", 0, 1) for n in (0, 1, 2)]
    assert found == [rgb(sample(LIGHT.counts, count / 3)) for count in (0, 1, 2)]


def test_the_input_gradient_is_blank_until_gradient_flows():
    found = [cell(small("both"), n, "grad_input", 1, 0) for n in (2, 3)]
    assert found == [rgb(LIGHT.surface), rgb(sample(LIGHT.gradients, 0.5))]


def test_a_partial_sum_beyond_the_last_one_is_in_range():
    """1 arrives in (0, 1), then −1: the sum ends at 0."""
    found = [cell(small("backward"), n, "grad_input", 0, 1) for n in (1, 2)]
    assert found == [rgb(sample(LIGHT.gradients, 1.0)), rgb(sample(LIGHT.gradients, 0.5))]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_no_colour_is_foreign_to_the_theme(theme):
    image = film(small(), theme)
    board = Board(playback(small(), theme), theme)
    own = {rgb(colour) for colour in board.palette.colours}
    for n in range(image.n_frames):
        image.seek(n)
        assert {colour for _, colour in image.convert("RGB").getcolors(1 << 16)} <= own


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_numbers_read_well_on_every_colour_of_a_ramp(theme):
    palette = Board(playback(small(), theme), theme).palette
    grounds = [palette.at(ramp, t) for ramp in palette.ramps for t in np.linspace(0, 1, 61)]
    inks = [palette.colours[palette.ink(n)] for n in grounds]
    assert set(inks) <= set(INKS)
    assert min(contrast(palette.colours[n], ink) for n, ink in zip(grounds, inks, strict=True)) >= 4.5


def test_a_palette_leaves_room_for_what_is_unchanged():
    assert len(Board(playback(small(), DARK), DARK).palette.colours) < 256


@pytest.mark.parametrize(("operator", "way", "by"), list(product(OPERATORS, WAYS, GRAINS)))
def test_every_operator_and_way_is_drawn_padded_dilated_and_overhung(operator, way, by):
    own = {"padding": 1, "dilation": (2, 1)}
    options = {name: value for name, value in own.items() if OPERATORS[operator].has(name)}
    x = np.random.default_rng(0).normal(size=(5, 4))
    pooled = pool(x, PoolSpec(operator, 2, 2, ceil_mode=True, **options))
    steps = trace(pooled, np.ones(pooled.output.shape), way, by)
    assert film(steps, DARK).n_frames == len(steps.steps) + 1


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_is_drawn(bad):
    steps = trace(pool([[bad, 1.0], [2.0, 3.0]], PoolSpec("max", 2)), [[bad]], "both")
    assert film(steps).n_frames == 4


def test_the_largest_grids_fit_in_a_frame():
    pooled = pool(np.zeros((16, 16)), PoolSpec("max", 16, 1, 8))
    board = Board(playback(trace(pooled, np.zeros((17, 17))), LIGHT), LIGHT)
    assert board.grids["input"].frame == Frame(8, 8, 8, 8)
    assert board.place.size[0] <= 1200
    assert board.place.size[1] <= 900


def test_every_spelling_is_drawn():
    assert [sign for spelling in SPELLED.values() for sign in spelling if not is_drawn(sign)] == []


@pytest.mark.parametrize("sign", "−×∂Σ≈→")
def test_the_commonest_signs_are_drawn_as_they_are(sign):
    assert plain(sign) == sign
    strength = Image.new("L", (40, 40), 0)
    write(strength, sign, 20, middle=True)
    left, top, right, foot = strength.getbbox()
    assert abs(left + right - 40) <= 4
    assert 2 <= top < foot <= 38


@pytest.mark.parametrize("sign", "−×∂Σ≈√→²…·±’")
def test_the_signs_of_the_mathematics_have_a_spelling(sign):
    assert "?" not in plain(sign)


def test_wrapped_text_stays_within_its_room():
    lines = wrapped("A sentence of some length, and " + "oneverylongword" * 9, 14, 200)
    assert "".join(lines).replace(" ", "") == "Asentenceofsomelength,and" + "oneverylongword" * 9
    assert max(width(line, 14) for line in lines) <= 200


def test_a_text_without_end_is_cut():
    steps = small("forward")
    assert Image.open(io.BytesIO(to_gif(steps, [("word " * 3000, "1 + " * 3000)] * 2, LIGHT))).n_frames == 3
