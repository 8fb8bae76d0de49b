"""A figure in JSON, where there is no NaN."""

import json
import math
from typing import Any


def to_json(figure: dict[str, Any], validate: bool) -> str:
    """The figure as the page takes it."""
    return json.dumps(_plain(figure), separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Arrays as lists, what is no finite number as null, as Plotly writes them."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
