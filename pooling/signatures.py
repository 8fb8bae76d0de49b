"""What callers of the functions may pass and get, as a type checker reads it.

`input`, PyTorch's name for the first argument, stands in place of `x`; all else is then given by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, ParamSpec, Protocol, SupportsIndex, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: One number for all axes, or one for each.
Sizes = SupportsIndex | Sequence[SupportsIndex] | NDArray[np.integer[Any]]
#: As many cells before as after an axis; or (before, after) for each axis; or a name.
Padding = Sizes | Sequence[Sequence[SupportsIndex]] | Literal["same", "same_lower", "valid"]
#: How many bins; None keeps the size of an axis.
Bins = Sizes | Sequence[SupportsIndex | None] | None
Shape = Sequence[SupportsIndex] | NDArray[np.integer[Any]]
DataFormat = Literal["channels_first", "channels_last"]

Array = NDArray[Any]
Both = tuple[Array, Array]

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


class OfX(Protocol[P, R_co]):
    """A function on a number of axes that is given `x` first."""

    def __call__(self, axes: int, /, x: ArrayLike, *args: P.args, **kwargs: P.kwargs) -> R_co: ...


class TakesInput(Protocol[P, R_co]):
    """The same on axes that its name tells."""

    @overload
    def __call__(self, x: ArrayLike, *args: P.args, **kwargs: P.kwargs) -> R_co: ...

    @overload
    def __call__(self, *, input: ArrayLike, **others: Any) -> R_co: ...


class Selecting(Protocol):
    """A function that pools windows and can say where what it took stands: the output, or with its indices."""

    @overload
    def __call__(
        self,
        x: ArrayLike,
        kernel_size: Sizes,
        stride: Sizes | None = None,
        padding: Padding = 0,
        dilation: Sizes = 1,
        ceil_mode: bool = False,
        return_indices: Literal[False] = False,
        *,
        data_format: DataFormat = "channels_first",
        workers: int = 1,
    ) -> Array: ...

    @overload
    def __call__(
        self,
        x: ArrayLike,
        kernel_size: Sizes,
        stride: Sizes | None = None,
        padding: Padding = 0,
        dilation: Sizes = 1,
        ceil_mode: bool = False,
        *,
        return_indices: Literal[True],
        data_format: DataFormat = "channels_first",
        workers: int = 1,
    ) -> Both: ...

    @overload
    def __call__(
        self,
        x: ArrayLike,
        kernel_size: Sizes,
        stride: Sizes | None,
        padding: Padding,
        dilation: Sizes,
        ceil_mode: bool,
        return_indices: Literal[True],
        *,
        data_format: DataFormat = "channels_first",
        workers: int = 1,
    ) -> Both: ...

    @overload
    def __call__(
        self,
        x: ArrayLike,
        kernel_size: Sizes,
        stride: Sizes | None = None,
        padding: Padding = 0,
        dilation: Sizes = 1,
        ceil_mode: bool = False,
        return_indices: bool = False,
        *,
        data_format: DataFormat = "channels_first",
        workers: int = 1,
    ) -> Array | Both: ...

    @overload
    def __call__(
        self, *, input: ArrayLike, kernel_size: Sizes, return_indices: Literal[False] = False, **others: Any
    ) -> Array: ...

    @overload
    def __call__(
        self, *, input: ArrayLike, kernel_size: Sizes, return_indices: Literal[True], **others: Any
    ) -> Both: ...

    @overload
    def __call__(
        self, *, input: ArrayLike, kernel_size: Sizes, return_indices: bool = False, **others: Any
    ) -> Array | Both: ...


class SelectingWhole(Protocol):
    """The same for a plane as a whole."""

    @overload
    def __call__(
        self, x: ArrayLike, return_indices: Literal[False] = False, *, data_format: DataFormat = "channels_first"
    ) -> Array: ...

    @overload
    def __call__(
        self, x: ArrayLike, return_indices: Literal[True], *, data_format: DataFormat = "channels_first"
    ) -> Both: ...

    @overload
    def __call__(
        self, x: ArrayLike, return_indices: bool = False, *, data_format: DataFormat = "channels_first"
    ) -> Array | Both: ...

    @overload
    def __call__(self, *, input: ArrayLike, return_indices: Literal[False] = False, **others: Any) -> Array: ...

    @overload
    def __call__(self, *, input: ArrayLike, return_indices: Literal[True], **others: Any) -> Both: ...

    @overload
    def __call__(self, *, input: ArrayLike, return_indices: bool = False, **others: Any) -> Array | Both: ...


class SelectingBins(Protocol):
    """The same for adaptive bins."""

    @overload
    def __call__(
        self,
        x: ArrayLike,
        output_size: Bins,
        return_indices: Literal[False] = False,
        *,
        data_format: DataFormat = "channels_first",
    ) -> Array: ...

    @overload
    def __call__(
        self,
        x: ArrayLike,
        output_size: Bins,
        return_indices: Literal[True],
        *,
        data_format: DataFormat = "channels_first",
    ) -> Both: ...

    @overload
    def __call__(
        self,
        x: ArrayLike,
        output_size: Bins,
        return_indices: bool = False,
        *,
        data_format: DataFormat = "channels_first",
    ) -> Array | Both: ...

    @overload
    def __call__(
        self, *, input: ArrayLike, output_size: Bins, return_indices: Literal[False] = False, **others: Any
    ) -> Array: ...

    @overload
    def __call__(
        self, *, input: ArrayLike, output_size: Bins, return_indices: Literal[True], **others: Any
    ) -> Both: ...

    @overload
    def __call__(
        self, *, input: ArrayLike, output_size: Bins, return_indices: bool = False, **others: Any
    ) -> Array | Both: ...
