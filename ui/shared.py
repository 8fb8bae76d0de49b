"""What every visitor is sent alike, made once in this process and kept: the first run is the same work for all.

A key holds everything that what is made depends on, so that nothing kept is ever wrong; no key, and nothing that is
made, may depend on who asks. What has not been asked for the longest is forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from pooling import OPERATORS

#: How many things are kept: what the first runs of all pages and lessons need in both themes, twice over.
MOST = 512

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def shared(kind: str, about: Hashable, make: Callable[[], Any], for_all: bool = True) -> Any:
    """What `make` gives, made once for all that are of this kind and about this; what is not `for_all` is just made.

    Nobody may change what was made.
    """
    if not for_all:
        return make()
    key = (kind, about, tuple(OPERATORS))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = make()
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
