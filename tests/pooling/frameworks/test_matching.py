"""Which conventions give an output: those that gave it, and no other that does not."""

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.matching import MOST_TAPS, matching
from tests.pooling.checks import message_of

RAMP = np.arange(1.0, 37).reshape(6, 6)
LAYER = PoolSpec("avg", 3, 3, 1)


@pytest.mark.parametrize("key", CONVENTIONS)
def test_a_convention_is_found_by_its_own_output(key):
    output = CONVENTIONS[key].apply(RAMP, LAYER).output
    found = matching(RAMP, output, LAYER)
    assert [match.key for match in found] == list(CONVENTIONS)
    for match in found:
        theirs = CONVENTIONS[match.key].apply(RAMP, LAYER).output
        assert match.gives_it == (theirs.shape == output.shape and np.allclose(theirs, output))
        assert match.size == (theirs.shape if theirs.shape != output.shape else ())


def test_what_is_refused_says_why_and_gives_nothing():
    found = {match.key: match for match in matching(RAMP, RAMP[:2, :2], PoolSpec("lp", 2))}
    assert found["keras_same"].refusal.startswith("operator must be one of max, avg, min, range in Keras")
    assert not found["keras_same"].gives_it


def test_rounding_in_print_is_no_difference():
    output = CONVENTIONS["pytorch"].apply(RAMP / 7, LAYER).output.round(3)
    keys = [
        [match.key for match in matching(RAMP / 7, output, LAYER, atol=atol) if match.gives_it] for atol in (0, 1e-3)
    ]
    assert (keys[0], keys[1][0]) == ([], "pytorch")


def test_size_comes_first():
    x = np.zeros((600, 600))
    message = message_of(matching, x, x, PoolSpec("max", 3, 1))
    assert message == f"x must have windows of at most {MOST_TAPS:,} taps in all, but got {601 * 601 * 9:,}"


def test_leading_axes_agree():
    message = message_of(matching, np.zeros((2, 4, 4)), np.zeros((2, 2)), PoolSpec("max", 2))
    assert message == "output must have the leading axes of x, (2,), but got ()"
