"""Text as it is really copied: what stands around the numbers, which dtype it says, and what is refused."""

import numpy as np
import pytest

from lab.arrays.text import LARGEST_PASTE, read
from tests.pooling.checks import message_of, same

X = np.array([[1.0, 2.5], [-3.0, 4.0]])
COPIED = {
    "a shell": ">>> x\narray([[ 1. ,  2.5],\n       [-3. ,  4. ]])",
    "a notebook": "Out[12]: \narray([[ 1. ,  2.5],\n       [-3. ,  4. ]])",
    "a parameter": "Parameter containing:\ntensor([[ 1.0000,  2.5000],\n        [-3.,  4.]], requires_grad=True)",
    "TensorFlow": "<tf.Tensor: shape=(2, 2), dtype=float64, numpy=\narray([[ 1. ,  2.5],\n       [-3. ,  4. ]])>",
    "a statement": "dout = torch.tensor([[1, 2.5], [-3, 4]], device='cuda:0');",
    "LaTeX in an equation": r"$$X = \left[\begin{array}{rr} 1 & 2.5 \\[2pt] -3 & 4 \\ \end{array}\right]$$",
    "a heading and a rule": "| a | b |\n|--:|:-:|\n| 1 | 2.5 |\n| −3 | 4 |",
    "a remark": "# by hand\n1 2.5\n-3 4\n",
    "an empty line between": "1 2.5\n\n-3 4",
    "quoted": '"1","2.5"\n"-3","4"',
    "decimal commas between spaces": "1,0 2,5\n-3,0 4,0",
}
DTYPES = {
    "array([[1., 2.]], dtype=float32)": "float32",
    "np.array([[1, 2]], dtype=np.float16)": "float16",
    "tensor([[1., 2.]], dtype=torch.float64)": "float64",
    "tensor([[1., 2.]], dtype=torch.bfloat16)": "float32",
    "tensor([[1, 2]], dtype=torch.int32)": "int32",
    "tensor([[1, 2]])": "int64",
    "tensor([[1., 2.]])": "float64",
    "1 2": "int64",
    "1 2.": "float64",
    "1 nan": "float64",
}
REFUSED = {
    "": "have at least one number, but got none",
    "[[1, 2], [3]]": "have rows of one length, but got 2 and 1",
    "[[[1], [2]], [[3]]]": "have rows of one length, but got lists of 3 rows in all for (2, 2)",
    "[[1, 2], 3]": "hold nothing between its lists, but got '3'",
    "[[1, 2], [[3, 4]]]": "have lists of one depth, but got 2 and 3",
    "1,234\t5": "write decimals with a dot, where a comma may also set thousands apart, but got '1,234'",
    "array([[1]], dtype=int8, x": "be lists of numbers, as NumPy, PyTorch or Python write them, "
    "but got ', dtype=int8, x'",
    "array([[1, 300]], dtype=uint8)": "hold uint8, as it says, but got others",
    "tensor([[True]], dtype=torch.bool)": "hold numbers, float16 to float64 or ints, but got dtype 'torch.bool'",
    "[[1.]], dtype=torch.complex64": "hold numbers, float16 to float64 or ints, but got dtype 'torch.complex64'",
    "[[1.0, ..., 2.0]]": "be printed whole (np.set_printoptions(threshold=10**9)) or saved as .npy, "
    "but got '...' in place of numbers",
    "1" * (LARGEST_PASTE + 1): "be pasted in at most 2,000,000 characters: upload it as a file, but got 2,000,001",
}


@pytest.mark.parametrize("text", COPIED.values(), ids=COPIED)
def test_what_is_copied_along_is_passed_over(text):
    same(read(text, "x"), X)


@pytest.mark.parametrize(("text", "dtype"), DTYPES.items(), ids=DTYPES)
def test_the_dtype_that_is_said_or_seen(text, dtype):
    assert read(text, "x").dtype.name == dtype


@pytest.mark.parametrize(("text", "why"), REFUSED.items(), ids=lambda text: text[:20])
def test_what_is_no_array_is_refused(text, why):
    assert message_of(read, text, "x") == f"x must {why}"


def test_a_plane_larger_than_there_is_room_is_refused():
    assert message_of(read, "1 2 3", "x", (2, 2)) == "x must have at most 2×2 cells a plane, but got 1×3"
