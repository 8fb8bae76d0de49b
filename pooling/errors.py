"""The one error of this package, and how it shows a value that it refuses."""

from __future__ import annotations


class PoolingError(ValueError):
    """An argument that breaks a rule; the message reads ``<name> must <rule>, but got <value>``."""

    @classmethod
    def broken(cls, name: str, rule: str, value: object) -> PoolingError:
        """The error for `value`, written the one way that all messages are written.

        >>> print(PoolingError.broken("stride", "be at least 1", 0))
        stride must be at least 1, but got 0
        """
        return cls(f"{name} must {rule}, but got {value}")


def shown(value: object, longest: int = 60) -> str:
    """`value` as an error message shows it: its repr, cut where a hostile one would fill the screen."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an int of more than 4,300 digits, lists nested without end
        text = f"{type(value).__name__} too long to be shown"
    return text if len(text) <= longest else text[: longest - 1] + "…"
