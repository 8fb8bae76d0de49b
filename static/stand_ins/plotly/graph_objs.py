"""A figure that is what it was made of."""

from typing import Any


class Figure(dict[str, Any]):
    """The parts of a chart: `data` and `layout`."""
