"""When a mistake can be made: what a case must have for it; its operator is asked, never named."""

from __future__ import annotations

from pooling.operators.choosing import Choosing
from pooling.verify.case import Case


def always(case: Case) -> bool:
    return True


def chooses(case: Case) -> bool:
    """Whether cells are chosen: a forward pass remembers where they stand."""
    return bool(case.large.chosen) or case.indices4 is not None


def shares(case: Case) -> bool:
    return not chooses(case)


def selects(case: Case) -> bool:
    return case.operator.selects


def divides(case: Case) -> bool:
    return case.operator.has("divisor_override")


def counts_padding(case: Case) -> bool:
    return divides(case) and case.spec.count_include_pad and case.spec.divisor_override is None


def ignores_padding(case: Case) -> bool:
    return divides(case) and not counts_padding(case)


def padded(case: Case) -> bool:
    return any(map(any, case.pads))


def choosing_and_padded(case: Case) -> bool:
    return chooses(case) and padded(case)


def has_channels(case: Case) -> bool:
    return case.x4.shape[1] > 1


def has_axes_to_confuse(case: Case) -> bool:
    return case.x.ndim > 2


def oblong(case: Case) -> bool:
    """Whether a parameter is a pair of different numbers."""
    spec = case.spec
    return any(pair[0] != pair[1] for pair in (spec.kernel_size, spec.stride, case.pads, spec.dilation))


def strides(case: Case) -> bool:
    return case.spec.kernel_size != case.spec.stride


def can_round(case: Case) -> bool:
    return case.operator.has("ceil_mode")


def takes_the_largest(case: Case) -> bool:
    return selects(case) and isinstance(case.operator, Choosing) and case.operator.choices[0].order.large


def takes_the_smallest(case: Case) -> bool:
    return selects(case) and isinstance(case.operator, Choosing) and not case.operator.choices[0].order.large
