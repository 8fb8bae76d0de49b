"""What results are checked with: the right arrays, hard cases, the mistakes that people make, finite differences.

>>> from pooling import verify
>>> verify.grad_input([[0, 2, 0]], [[1, 5, 3]], kernel_size=(1, 2), stride=1)
Your gradient is right in all 3 cells.
"""

from pooling.verify.case import Case
from pooling.verify.check import backward, forward, grad_input, indices, output
from pooling.verify.known import MISTAKES, Named
from pooling.verify.report import Report
from pooling.verify.verdict import Verdict, judge

__all__ = [
    "MISTAKES",
    "Case",
    "Named",
    "Report",
    "Verdict",
    "backward",
    "forward",
    "grad_input",
    "indices",
    "judge",
    "output",
]
