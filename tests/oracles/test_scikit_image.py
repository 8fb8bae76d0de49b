"""Side by side with scikit-image's block_reduce: zeros fill the last blocks.

In no requirements file: `pip install scikit-image`. Run with scikit-image 0.26.0.
"""

import numpy as np
import pytest

from pooling.frameworks import CONVENTIONS
from tests.oracles import own_code
from tests.oracles.conventions import agrees, problems
from tests.oracles.layers import over

measure = pytest.importorskip("skimage.measure", reason="scikit-image is an oracle of these tests alone")

FUNCTIONS = {"max": np.max, "min": np.min, "avg": np.mean, "range": np.ptp}
LAYERS = {
    name: (layer._replace(stride=layer.kernel_size), *size)
    for name, (layer, *size) in problems(*FUNCTIONS, dilation=(1, 1), divisor_override=None).items()
}


def pooled(layer, x):
    return measure.block_reduce(x, (1, 1, *layer.kernel_size), FUNCTIONS[layer.operator]), None


@over(LAYERS)
def test_blocks(name, problem):
    agrees(CONVENTIONS["scikit_image"], pooled, name, problem)


def test_nan_wins():
    assert np.isnan(measure.block_reduce(np.array([[np.nan, 1.0]]), (1, 2), np.max))


def test_scikit_image_s_own_code_gives_its_own_result():
    own_code.check(
        "scikit_image", "range", both=False, dilation=(1, 1), stride=(2, 2), kernel_size=(2, 2), padding=(0, 0)
    )
