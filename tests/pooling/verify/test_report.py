"""What is said of a function: the cases that fail, what raises, what it cannot be asked."""

import numpy as np
import pytest

from pooling import max_pool2d, max_pool2d_backward, verify


def right(x, grad_output, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    _, indices = max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices=True)
    return max_pool2d_backward(grad_output, indices, x.shape)


def doubled(x, grad_output, kernel_size, stride=None, padding=0):
    return 2 * right(x, grad_output, kernel_size, stride, padding)


def test_a_right_function_passes_every_case():
    assert repr(verify.backward(right)) == "All 13 cases pass."


def test_channels_last_is_asked_for_by_data_format():
    def last(x, grad_output, kernel_size, stride, padding, dilation, ceil_mode):
        moved = (np.moveaxis(a, -1, 1) for a in (x, grad_output))
        return np.moveaxis(right(*moved, kernel_size, stride, padding, dilation, ceil_mode), 1, -1)

    assert repr(verify.backward(last, data_format="NHWC")) == "All 13 cases pass."


@pytest.mark.parametrize("axes", [2, 3, 4])
def test_how_many_axes_it_takes_is_found_out(axes):
    def picky(x, grad_output, kernel_size, stride):
        if x.ndim != axes:
            raise ValueError(x.ndim)
        return right(x, grad_output, kernel_size, stride)

    report = verify.backward(picky)
    assert report.ok
    assert {each.hard.case.x.ndim for each in report.tried} == {axes}


def test_what_raises_is_a_failed_case_with_its_message():
    def raises(x, grad_output, kernel_size, stride):
        raise IndexError("index 3 is out of bounds")

    first = repr(verify.backward(raises)).splitlines()[1]
    assert first == "side by side (6×6, kernel 2, stride 2): it raises IndexError: 'index 3 is out of bounds'."


def test_what_it_takes_no_parameter_for_is_not_tried():
    told = repr(verify.backward(doubled)).splitlines()
    assert told[-1] == "Not tried, for the function takes no dilation: spread."
    assert told[1].startswith("side by side (6×6, kernel 2, stride 2): Yours is 2 times the right one. 9 of 36 cells")


def test_any_keyword_is_given_to_a_function_that_takes_all():
    assert verify.backward(lambda x, dout, **layer: right(x, dout, **layer)).ok


def test_a_function_that_writes_into_its_arguments_spoils_no_other_case():
    def spoils(x, grad_output, kernel_size, stride):
        made = right(x, grad_output, kernel_size, stride)
        x[...] = 0
        grad_output[...] = 0
        return made

    assert verify.backward(spoils).ok
    assert verify.backward(right).ok
