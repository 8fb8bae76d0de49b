"""What many tests here check in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from pooling import PoolingError, PoolSpec
from tests.pooling.loops import Layer


def message_of(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The whole message of the PoolingError that a call must raise."""
    with pytest.raises(PoolingError) as caught:
        call(*args, **kwargs)
    return str(caught.value)


def same(actual: Any, expected: NDArray) -> None:
    """Equal in every value (NaN equals NaN), in shape and in dtype."""
    np.testing.assert_array_equal(actual, expected, strict=True)


def close(actual: Any, expected: Any, rtol: float = 1e-12, atol: float = 1e-12) -> None:
    """Equal but for rounding; NaN equals NaN."""
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=atol)


def spec_of(layer: Layer) -> PoolSpec:
    """The layer as the package under test takes it."""
    return PoolSpec(**layer._asdict())
