"""A state as text for a link or a file, and back: size first, then form; what the values mean is for the caller."""

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
        state = _object(plain) if unpacker.eof else None
    except (ValueError, zlib.error, binascii.Error):
        state = None
    if state is None:
        raise PoolingError.broken("link", "be one that this lab made, whole", f"{len(text)} characters that are not")
    return state


def json_object(content: bytes) -> dict[str, Any]:
    """The object that a .json file holds; safe on any bytes.

    Raises
    ------
    PoolingError
        When the file is too long, or is not one object of JSON.
    """
    if len(content) > MOST_BYTES:
        raise PoolingError.broken("file", f"be at most {MOST_BYTES:,} bytes", f"{len(content):,}")
    found = _object(content)
    if found is None:
        raise PoolingError.broken("file", "hold one object of JSON, whole", "something else")
    return found


def _object(plain: bytes) -> dict[str, Any] | None:
    """The object of JSON that `plain` is; None where it is none."""
    try:
        found = json.loads(plain, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # the latter: brackets nested deeper than Python goes
        return None
    return found if isinstance(found, dict) else None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
