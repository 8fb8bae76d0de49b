"""A state as text for a link, and back: size first, then form; what the values mean is for the caller."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Any

from pooling.errors import PoolingError

#: A 16×16 grid of arbitrary doubles with its gradient takes about 8,000 characters.
MOST_CHARACTERS = 20_000
MOST_BYTES = 200_000


def pack(state: dict[str, Any]) -> str:
    """`state`, of what JSON can hold, as text that may stand in a URL.

    >>> unpack(pack({"x": [[1.5]]}))
    {'x': [[1.5]]}
    """
    plain = json.dumps(state, separators=(",", ":"), allow_nan=False).encode()
    return base64.urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")


def unpack(text: str) -> dict[str, Any]:
    """The state that `pack` made `text` from; safe on any text.

    Raises
    ------
    PoolingError
        When the text is too long, unpacks to too much, or is not what `pack` makes.
    """
    if len(text) > MOST_CHARACTERS:
        raise PoolingError.broken("link", f"be at most {MOST_CHARACTERS} characters", f"{len(text)}")
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(packed, MOST_BYTES)
        whole = unpacker.eof
        state = json.loads(plain, parse_constant=_no_constant) if whole else None
    # RecursionError: brackets nested deeper than Python goes.
    except (ValueError, zlib.error, binascii.Error, RecursionError):
        state = None
    if not isinstance(state, dict):
        raise PoolingError.broken("link", "be one that this lab made, whole", f"{len(text)} characters that are not")
    return state


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
