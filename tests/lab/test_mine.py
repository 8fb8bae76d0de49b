"""What was pasted, read, bounded and compared."""

import pytest

from lab.mine import LARGEST, which
from lab.settings import Settings
from tests.pooling.checks import message_of

RAMP = "1 2 3\n4 5 6\n7 8 9"


@pytest.mark.parametrize(
    ("output", "keys"),
    [
        ("[[3, 2.25], [3.75, 2.25]]", ["flax_same", "scikit_image"]),
        ("3 4.5\n7.5 9", ["keras_same", "caffe", "ncnn", "mxnet", "tflite_same"]),
        ("[[1, 1], [1, 1]]", []),
    ],
)
def test_the_conventions_of_an_average(output, keys):
    assert [match.key for match in which(RAMP, output, Settings("avg")) if match.gives_it] == keys


HOSTILE = {
    "words": ("ceci n'est pas", "1"),
    "too long": ("1 " * LARGEST, "1"),
    "too much to do": ("\n".join(["0 " * 300] * 300), "0 0\n0 0"),
    "no output": (RAMP, "[[]]"),
    "other axes": (RAMP, "[[[1]], [[2]]]"),
}


@pytest.mark.parametrize(("x", "output"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_compared_is_refused(x, output):
    assert " must " in message_of(which, x, output, Settings("max", (3, 3), (1, 1)))
