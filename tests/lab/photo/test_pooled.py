"""A pooled picture: every channel by the loops' definition, and what comes back from any region."""

import tracemalloc

import numpy as np
import pytest

from lab.photo import pooled as pooled_photo
from lab.photo.pooled import Box, pool_photo, reach
from lab.photo.state import offered
from pooling import OPERATORS, PoolSpec, max_pool2d_backward, pool
from pooling.operators.choosing import Choosing
from pooling.planes import Planes
from tests.pooling import loops
from tests.pooling.checks import close, same, spec_of
from tests.pooling.loops import Layer
from tests.pooling.strategies import SELECTING

SIZE = (9, 7)
LAYERS = [
    Layer(operator, (k, k), (s, s), (p, p), ceil_mode=ceil)
    for operator in offered()
    for k, s, p, ceil in ((1, 1, 0, False), (2, 2, 1, False), (3, 2, 1, True), (3, 1, 0, False), (2, 5, 0, True))
]
CHOOSING = [operator for operator in offered() if isinstance(OPERATORS[operator], Choosing)]
every_layer = pytest.mark.parametrize("layer", LAYERS, ids=str)


def picture():
    """Few values, so that there are many ties."""
    return np.random.default_rng(5).integers(0, 6, (*SIZE, 3)).astype(np.uint8)


def planes(x):
    return [x[..., channel].tolist() for channel in range(x.shape[2])]


@every_layer
def test_every_channel_is_pooled_by_itself(layer):
    x = picture()
    expected = np.stack([loops.forward(plane, layer)[0] for plane in planes(x)], axis=-1)
    found = pool_photo(x, spec_of(layer)).output
    assert found.dtype == (np.uint8 if OPERATORS[layer.operator].selects else np.float32)
    close(found, expected, rtol=1e-6)


@every_layer
@pytest.mark.parametrize("region", ["all", "first", "last", "middle"])
def test_a_region_gets_back_what_its_windows_send(layer, region):
    x, spec = picture(), spec_of(layer)
    rows, columns = spec.output_size(*SIZE)
    box = {
        "all": Box.whole((rows, columns)),
        "first": Box((0, 1), (0, 1)),
        "last": Box((rows - 1, rows), (columns - 1, columns)),
        "middle": Box((rows // 2, rows), (0, -(-columns // 2))),
    }[region]
    sent = np.zeros((rows, columns))
    sent[box.slices] = 1
    expected = sum(np.array(loops.backward(plane, layer, sent.tolist())) for plane in planes(x))
    close(pool_photo(x, spec).received(box), expected)


@every_layer
def test_the_density_is_how_often_a_pixel_is_chosen_or_what_it_weighs(layer):
    x, spec = picture(), spec_of(layer)
    weights = [pool(np.array(plane, dtype=float), spec) for plane in planes(x)]
    if weights[0].chosen is None:
        expected = weights[0].weight_sum()
    else:
        chosen = np.concatenate([pooled.chosen.ravel() for pooled in weights])
        expected = np.bincount(chosen, minlength=SIZE[0] * SIZE[1]).reshape(SIZE)
    close(pool_photo(x, spec).density(), expected)


def test_it_is_the_gradient_that_the_functions_give():
    x = picture()
    pooled = pool_photo(x, PoolSpec("max", 3, 1, 1))
    sent = np.ones(pooled.output.shape)
    grad = max_pool2d_backward(
        sent, pooled.chosen(Box.whole(pooled.output_size))[0], x.shape, data_format="channels_last"
    )
    same(pooled.received(Box.whole(SIZE)).astype(float), grad.sum(axis=-1))


@every_layer
def test_the_reach_is_from_the_first_to_the_last_cell_of_the_windows(layer):
    spec = spec_of(layer)
    rows = spec.output_size(*SIZE)[0]
    box = Box((rows // 2, rows), (0, 1))
    cells = [
        cell for i in range(*box.rows) for j in range(*box.columns) for cell in loops.real_cells(i, j, *SIZE, layer)
    ]
    (top, bottom), (left, right) = ((min(c[a] for c in cells), max(c[a] for c in cells) + 1) for a in (0, 1))
    assert reach(spec, box, SIZE) == Box((top, bottom), (left, right))


@pytest.mark.parametrize("operator", SELECTING)
def test_a_window_as_large_as_the_picture(operator):
    x = picture()
    layer = Layer(operator, SIZE, SIZE)
    expected = [loops.forward(plane, layer)[1][0][0] for plane in planes(x)]
    assert pool_photo(x, spec_of(layer)).chosen(Box((0, 1), (0, 1)))[0][0, 0].tolist() == expected


def test_one_pixel_is_a_picture():
    pooled = pool_photo(np.full((1, 1, 3), 9, np.uint8), PoolSpec("max", 1))
    assert pooled.output.tolist() == [[[9, 9, 9]]]
    assert pooled.received(Box.whole((1, 1))).tolist() == [[3]]


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer.operator in CHOOSING], ids=str)
def test_the_chosen_pixels_are_those_of_the_functions(layer, monkeypatch):
    monkeypatch.setattr(pooled_photo, "CELLS", 20)  # several bands
    x, spec = picture(), spec_of(layer)
    large = OPERATORS[layer.operator].forward(Planes(x, channels_last=True), spec)
    pooled = pool_photo(x, spec)
    rows, columns = pooled.output_size
    for region in (Box.whole((rows, columns)), Box((rows // 2, rows), (columns // 2, columns))):
        for found, indices in zip(pooled.chosen(region), large.chosen, strict=True):
            same(found, indices[region.slices])
        times = sum(np.bincount(i[region.slices].ravel(), minlength=SIZE[0] * SIZE[1]) for i in large.chosen)
        same(pooled._times_chosen(region, [1] * len(large.chosen)).ravel(), times.astype(np.int32))


@pytest.mark.parametrize(("kernel", "taps"), [(16, np.uint8), (17, np.uint16), (64, np.uint16)])
def test_a_chosen_pixel_takes_a_byte_or_two(kernel, taps):
    pooled = pool_photo(np.zeros((70, 70, 3), np.uint8), PoolSpec("max", kernel, 1))
    assert [numbers.dtype for numbers in pooled.large.chosen] == [taps]


@pytest.mark.parametrize("operator", CHOOSING)
@pytest.mark.parametrize("kernel", [2, 8])
def test_while_it_is_pooled_a_picture_takes_little_more_than_its_result(operator, kernel):
    x = np.random.default_rng(0).integers(0, 256, (1500, 1500, 3), np.uint8)
    spec = PoolSpec(operator, kernel, 1)
    pool_photo(x, spec)
    tracemalloc.start()
    pooled = pool_photo(x, spec)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held <= 1.02 * sum(array.nbytes for array in (*pooled.large.chosen, pooled.output))
    assert peak <= 1.5 * held


@pytest.mark.parametrize("kernel", [3, 9, 64])
def test_the_chosen_pixel_of_a_window_far_larger_than_the_picture(kernel):
    pooled = pool_photo(np.full((1, 2, 3), 9, np.uint8), PoolSpec("max", kernel, 1, kernel // 2))
    assert [int(indices.max()) for indices in pooled.chosen(Box.whole(pooled.output_size))] == [0]
