"""What every operator supplies: its value for a window, its local derivative ∂y/∂x, and what else has to be known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.operators.bands import forward_in_bands, gradient_in_bands
from pooling.parameters import Parameter
from pooling.planes import Planes
from pooling.spec import PoolSpec
from pooling.steps.reading import Listing, Reading
from pooling.windows import Bools, Ints, Windows


class Reduced(NamedTuple):
    """Windows reduced to one number each: `values` (…, L) and, for an operator that chooses cells, the numbers
    (…, L, M) of the taps that were chosen."""

    values: NDArray
    winners: Ints | None


class Large(NamedTuple):
    """A forward pass over planes of any size: the output and, where cells are chosen, their flat indices in the
    plane, an array like the output for each choice."""

    output: NDArray
    chosen: tuple[NDArray, ...] = ()


class Kinks(NamedTuple):
    """Where the value of a window has no one slope: ∂y/∂x to the left and to the right of every tap, and how far each
    tap can move to either side before a kink, inf where there is none; (L, K) each."""

    left: NDArray
    right: NDArray
    room: NDArray


class Operator(ABC):
    """One pooling operator. Taps are arrays (…, L, K) as `Windows.gather` gives them."""

    #: What `PoolSpec.operator` calls it, and what a control does.
    name: ClassVar[str]
    label: ClassVar[str]
    #: The parameters this operator has beyond `kernel_size` and `stride`.
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    #: Whether the value is one of the window's cells, so that there is an argmax.
    selects: ClassVar[bool] = False
    #: Whether the value is a sum of cells times weights that do not depend on the cells.
    linear: ClassVar[bool] = False
    #: Whether a picture stays one: of numbers from 0 to 255 come numbers from 0 to 255.
    keeps_range: ClassVar[bool] = True
    #: What each framework calls it, by the key of the framework: the name of its function or layer, or an expression
    #: that is made of others. Where a framework is missing, it has nothing like it.
    own_names: ClassVar[Mapping[str, str]] = {}
    made_of: ClassVar[Mapping[str, str]] = {}
    #: The function of this package that pools arrays with it, and its gradient; "" where there are none.
    function: ClassVar[str] = ""
    #: How often it is drawn where random questions mix operators.
    odds: ClassVar[int] = 0

    @abstractmethod
    def reduce(self, taps: NDArray, windows: Windows, spec: PoolSpec) -> Reduced:
        """The value of every window, in the dtype of `taps`."""

    @abstractmethod
    def derivative(self, taps: NDArray, reduced: Reduced, windows: Windows, spec: PoolSpec) -> NDArray:
        """∂y/∂x of every tap, (…, L, K), 0 where a tap is no input cell."""

    @abstractmethod
    def kinks(self, taps: NDArray, derivative: NDArray, windows: Windows, spec: PoolSpec) -> Kinks:
        """Where one plane, taps (L, K) in double precision, has no one slope."""

    @property
    def word(self) -> str:
        """Its name in a sentence, as in "min pooling"."""
        return self.label.lower()

    def has(self, name: str) -> bool:
        """Whether it has a parameter of that name."""
        return name in ("kernel_size", "stride") or any(parameter.name == name for parameter in self.parameters)

    def terms(self, taps: NDArray, spec: PoolSpec) -> NDArray:
        """What is compared or added up when a window is read tap by tap."""
        return taps

    def reading(self) -> Reading:
        """How a window is read tap by tap, with what is known so far."""
        return Listing()

    def conserves(self, spec: PoolSpec) -> bool:
        """Whether the cells of a window and its counted padding are sent what the window has, no more and no less."""
        return False

    def counted(self, windows: Windows, spec: PoolSpec) -> Bools:
        """The taps that a window sends to, (L, K): its cells, and padding where that takes a share."""
        return windows.inside

    def forward(self, x: Planes, spec: PoolSpec, workers: int = 1, indices: bool = True) -> Large:
        """Planes of any size; with `indices` the chosen cells too."""
        return Large(forward_in_bands(self, x, spec))

    def gradient(self, sent: Planes, x: Planes, large: Large, spec: PoolSpec, workers: int = 1) -> NDArray:
        """grad_input of planes of any size that `forward` pooled."""
        return gradient_in_bands(self, sent, x, spec)

    def silent_cells(self, x: NDArray, spec: PoolSpec) -> Bools:
        """Cells of x to which automatic differentiation sends NaN where no window holds them: 0 times a slope that is
        no number."""
        return np.zeros(x.shape, np.bool_)
