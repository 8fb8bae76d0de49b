"""An assignment: the case, without what is right of it; as a link holds it and as a file."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import Any

import numpy as np

from lab.check.state import Check
from pooling import PoolSpec


def as_task(check: Check, task: str) -> Check:
    """What a class is given: the case as text, nothing of the teacher's own entry.

    Files are in no link, so the arrays are written out; whether that fits a link is for the caller to see.
    """
    texts = {role: text for role, text in check.texts.items() if role != "mine"}
    case = check.case
    for role, array in (("x", case.x), ("grad_output", case.grad_output)):
        if role in check.arrays and array is not None:
            dtype = f", dtype={array.dtype}" if array.dtype.kind == "f" and array.dtype.itemsize < 8 else ""
            texts[role] = f"array({array.tolist()}{dtype})" if dtype else str(array.tolist())
    return Check(check.settings, check.what, check.data_format, texts, task=task)


def layer_text(spec: PoolSpec) -> str:
    """The layer as a call of it would say it: what differs from the defaults, after operator and kernel.

    >>> layer_text(PoolSpec("max", 3, 2, 1))
    'max, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1)'
    """
    start = asdict(PoolSpec(spec.operator, spec.kernel_size))
    said = asdict(spec)
    others = [name for name in said if name not in ("operator", "kernel_size", "stride") and said[name] != start[name]]
    return ", ".join([spec.operator, *(f"{name}={said[name]}" for name in ("kernel_size", "stride", *others))])


def npz(check: Check) -> bytes:
    """The case as a .npz file: `x`, `grad_output`, and the layer as JSON text in `spec`; loads without pickle."""
    case, file = check.case, io.BytesIO()
    named: dict[str, Any] = {"spec": np.array(json.dumps(asdict(case.spec))), "x": case.x}
    if case.grad_output is not None:
        named["grad_output"] = case.grad_output
    np.savez_compressed(file, **named)
    return file.getvalue()
