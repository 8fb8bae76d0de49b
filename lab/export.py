"""The arrays of one forward and backward pass as files: .npz for NumPy, JSON for everything else."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.passes import Pooled
from pooling.spec import PoolSpec


def arrays(pooled: Pooled, grad_output: NDArray) -> dict[str, NDArray]:
    """Every array of both passes by its name; `indices` only where there is an argmax."""
    named = {"x": pooled.x, "output": pooled.output, "grad_output": grad_output}
    named["grad_input"] = pooled.backward(grad_output)
    if pooled.indices is not None:
        named["indices"] = pooled.indices
    return named


def layer(spec: PoolSpec) -> dict[str, Any]:
    """The parameters by their names; that there are two axes goes without saying in the lab."""
    return {name: value for name, value in asdict(spec).items() if name != "axes"}


def to_npz(pooled: Pooled, grad_output: NDArray) -> bytes:
    """A .npz file of the arrays, and of the layer as JSON text in `spec`; loads without pickle."""
    file = io.BytesIO()
    named: dict[str, Any] = {"spec": np.array(json.dumps(layer(pooled.spec))), **arrays(pooled, grad_output)}
    np.savez_compressed(file, **named)
    return file.getvalue()


def to_json(pooled: Pooled, grad_output: NDArray) -> str:
    """A JSON object of the layer and the arrays as rows; null where a value is NaN or infinite."""
    rows = {name: _rows(array) for name, array in arrays(pooled, grad_output).items()}
    return json.dumps({"spec": layer(pooled.spec), **rows}, indent=1, allow_nan=False)


def _rows(array: NDArray) -> list[list[Any]]:
    return [[v if np.isfinite(v) else None for v in row] for row in array.tolist()]
