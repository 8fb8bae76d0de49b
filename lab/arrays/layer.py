"""The layer that one of the lab's own downloads names beside its arrays; every value of it is checked."""

from __future__ import annotations

from lab import fields
from lab.arrays.files import ending, text_of
from lab.arrays.npy import header
from lab.arrays.npz import SPEC, open_zip
from lab.arrays.objects import LONGEST_SPEC, layer
from lab.arrays.objects import fields as lists_of
from lab.settings import Settings
from pooling.errors import PoolingError


def settings_in(filename: str, content: bytes, dropped: list[str]) -> Settings | None:
    """The settings that give the layer in a file; None where it names none. `dropped` says what broke a rule.

    The file is one that `read_file` has taken.
    """
    kind = ending(filename, content)
    text = _in_npz(content) if kind == "npz" else _in_json(content) if kind == "json" else ""
    said = layer(text)
    if not isinstance(said, dict) or "operator" not in said:
        return None
    return fields.settings(said, dropped, "layer", optional=True)


def _in_json(content: bytes) -> str:
    text = text_of(content)
    return lists_of(text).get(SPEC, "") if text.lstrip().startswith("{") else ""


def _in_npz(content: bytes) -> str:
    """The text in `spec`; a short one alone, held against its header like every array."""
    with open_zip(content) as packed:
        entry = next((e for e in packed.infolist() if e.filename == f"{SPEC}.npy"), None)
        if entry is None or entry.file_size > 8 * LONGEST_SPEC:
            return ""
        try:
            with packed.open(entry) as file:
                shape, _, dtype, begin = header(file, file.read(12), SPEC)
                said = file.read()
        except Exception as error:  # as in npz.py: each part of a zip file raises its own
            raise PoolingError.broken("layer", "be whole", "a damaged one") from error
    if dtype.kind != "U" or shape != () or dtype.itemsize != entry.file_size - begin:
        return ""
    order = "utf-32-be" if dtype.str.startswith(">") else "utf-32-le"
    return said.decode(order, "replace")
