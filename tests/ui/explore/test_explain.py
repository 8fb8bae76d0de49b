"""The ledger of gradient says what is there, and nothing that is not."""

import re
from dataclasses import replace

import numpy as np

from lab.settings import Settings
from lab.state import fresh
from ui.explore.explain import _ledger


def ledger(x, grad_output, settings):
    lab = fresh()
    canvas, grads = lab.canvas.copy(), lab.grad_canvas.copy()
    x, grad_output = np.array(x, dtype=float), np.array(grad_output, dtype=float)
    canvas[: x.shape[0], : x.shape[1]] = x
    grads[: grad_output.shape[0], : grad_output.shape[1]] = grad_output
    lab = replace(lab, canvas=canvas, grad_canvas=grads, height=x.shape[0], width=x.shape[1], settings=settings)
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", _ledger(lab, lab.pooled())))


PADDED = Settings("avg", (1, 2), (1, 1), (0, 1))


def test_all_of_a_maximum_s_gradient_arrives():
    told = ledger([[1, 9, 4]], [[2, 3]], Settings("max", (1, 2), (1, 1)))
    assert told == {"Σ upstream": "5", "Σ input gradient": "5", "lost to padding": "0"}


def test_the_padding_s_share_is_lost():
    assert ledger([[4, 8]], [[1, 2, 3]], PADDED) == {"Σ upstream": "6", "Σ input gradient": "4", "lost to padding": "2"}


def test_a_divisor_of_one_s_own_loses_nothing_that_could_be_counted():
    told = ledger([[4, 8]], [[1, 2, 3]], replace(PADDED, divisor_override=2))
    assert told == {"Σ upstream": "6", "Σ input gradient": "4"}


def test_what_is_no_number_is_not_called_0():
    told = ledger([[-2, 1]], [[10]], Settings("lp", (1, 2), (1, 2), norm_type=3.0))
    assert told == {"Σ upstream": "10", "Σ input gradient": "NaN"}
