"""The picture to begin with is the same every time, and has what pooling treats differently."""

import numpy as np

from lab.photo.landscape import landscape
from tests.pooling.checks import same


def test_it_is_the_same_every_time():
    first = landscape()
    landscape.cache_clear()
    same(landscape(), first)


def test_it_has_light_and_dark_and_no_hard_clipping():
    x = landscape()
    assert x.shape == (1024, 1024, 3)
    assert np.mean(x == 255) < 0.01
    assert np.mean(x < 8) < 0.2
    assert x.max() > 240


def test_nobody_can_change_it():
    assert not landscape().flags.writeable
