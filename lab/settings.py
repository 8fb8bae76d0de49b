"""What a visitor may set: every parameter of every operator, each small enough to be drawn cell by cell."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from lab.entry import LARGEST_VALUE
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair, pair
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.windows import Windows

LARGEST = {"kernel_size": 16, "stride": 16, "padding": 8, "dilation": 16}
LEAST = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}
NORM_TYPES = (1.0, 10.0)
#: What says where windows lie, besides kernel and stride: a window over the whole plane needs none of it.
WINDOW = ("padding", "dilation", "ceil_mode")


def within_reach(name: str, value: Any) -> Any:
    """A parameter's value, if it is small enough to be drawn cell by cell; pairs are made pairs.

    >>> within_reach("stride", 2)
    (2, 2)
    """
    if name in LARGEST:
        value = pair(value, name, LEAST[name])
        if max(value) > LARGEST[name]:
            raise PoolingError.broken(name, f"be at most {LARGEST[name]} on each axis in the lab", value)
    elif name == "divisor_override":
        if isinstance(value, int) and abs(value) > LARGEST_VALUE:
            raise PoolingError.broken(name, "lie within ±1e9 in the lab", shown(value))
    elif name == "norm_type" and (not isinstance(value, (int, float)) or not NORM_TYPES[0] <= value <= NORM_TYPES[1]):
        raise PoolingError.broken(name, "lie from 1 to 10 in the lab", shown(value))
    return value


def setting(name: str, value: Any) -> Any:
    """One field of `Settings` from an untrusted source, checked by itself.

    Raises
    ------
    PoolingError
        When the value breaks the rule of its parameter.

    Examples
    --------
    >>> setting("kernel_size", [2, 3])
    (2, 3)
    """
    if name == "operator":
        return OPERATORS.named(value).name
    if name == "whole_plane":
        if not isinstance(value, bool):
            raise PoolingError.broken("global", "be True or False", shown(value))
        return value
    return OPERATORS.parameters()[name].checked(within_reach(name, value))


@dataclass(frozen=True)
class Settings:
    """Every parameter a visitor can set, also those that the present operator does not have.

    `whole_plane` makes the window the whole input (global pooling); kernel, stride, padding and
    dilation wait unused until it is switched off again.
    """

    operator: str = "max"
    kernel_size: Pair = (2, 2)
    stride: Pair = (2, 2)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None
    norm_type: float = 2.0
    whole_plane: bool = False

    @classmethod
    def of(cls, spec: PoolSpec) -> Settings:
        """The settings that give `spec`."""
        return cls(**{name: getattr(spec, name) for name in cls.__dataclass_fields__ if name != "whole_plane"})

    def spec(self, height: int, width: int) -> PoolSpec:
        """The layer that these settings give on an input of `height` × `width` cells.

        Raises
        ------
        PoolingError
            When a value breaks a rule, fits no window, or is too large to be drawn cell by cell.

        Examples
        --------
        >>> Settings("avg", whole_plane=True).spec(3, 4).kernel_size
        (3, 4)
        """
        return _layer(self, height, width)

    def changed(self) -> dict[str, Any]:
        """What differs from the start, by name.

        >>> Settings("avg", stride=(1, 1)).changed()
        {'operator': 'avg', 'stride': (1, 1)}
        """
        start = asdict(Settings())
        return {name: value for name, value in asdict(self).items() if value != start[name]}

    def check_size(self) -> None:
        """Raise if a value is too large to be drawn cell by cell."""
        for name in (*LARGEST, "divisor_override", "norm_type"):
            within_reach(name, getattr(self, name))

    def is_legal(self, height: int, width: int) -> bool:
        """Whether `spec` would raise nothing."""
        try:
            self.spec(height, width)
        except PoolingError:
            return False
        return True


@lru_cache(maxsize=1024)  # every control asks for many, and a rerun for the same again
def _layer(settings: Settings, height: int, width: int) -> PoolSpec:
    settings.check_size()
    values: dict[str, Any] = {p.name: getattr(settings, p.name) for p in OPERATORS.named(settings.operator).parameters}
    if settings.whole_plane:
        values = {name: value for name, value in values.items() if name not in WINDOW}
        spec = PoolSpec(settings.operator, (height, width), **values)
    else:
        spec = PoolSpec(settings.operator, settings.kernel_size, settings.stride, **values)
    Windows.check(spec, height, width)
    return spec
