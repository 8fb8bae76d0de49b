"""Write the hard cases as an .npz and a pytest file, for a teacher's grader or a library's own suite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.registry import OPERATORS
from pooling.verify.case import Case
from pooling.verify.hard import Hard, hard
from pooling.verify.known import MISTAKES
from pooling.verify.pytest_file import ARRAYS, FILE, TEXT
from pooling.verify.search import given, groups
from pooling.verify.signature import unpaired


def write(folder: Path) -> list[Path]:
    """Write both files into `folder`, which is made where it is missing; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    told = []
    for operator in OPERATORS:
        for each in hard(operator):
            name = f"{operator}: {each.name}"
            found, mistakes = _arrays(each.case)
            arrays |= {f"{name}/{key}": array for key, array in found.items()}
            told.append(_meta(operator, name, each, mistakes))
    said = {name: mistake.gives for name, mistake in MISTAKES.items()}
    meta = json.dumps({"operators": list(OPERATORS), "cases": told, "said": said}, ensure_ascii=False)
    np.savez_compressed(folder / ARRAYS, meta=np.array(meta), **arrays)
    (folder / FILE).write_text(TEXT, encoding="utf-8")
    return [folder / ARRAYS, folder / FILE]


def _arrays(case: Case) -> tuple[dict[str, NDArray], dict[str, list[str]]]:
    """What a case is given, what is right, and what every mistake gives that shows in it; all (N, C, H, W)."""
    case = Case(case.x4, case.spec, case.grad4)
    arrays = {"x": case.x4, "grad_output": case.grad4}
    mistakes: dict[str, list[str]] = {}
    for what in ("output", "grad_input"):
        arrays[what] = case.right(what)
        mistakes[what] = []
        for together in groups(case, what, 1):
            try:
                wrong = given(case, what, together)
            except PoolingError:  # the swapped layer is none
                continue
            if wrong.shape != arrays[what].shape or not np.allclose(wrong, arrays[what]):
                arrays[f"{what}/{together[0].name}"] = wrong
                mistakes[what].append(together[0].name)
    return arrays, mistakes


def _meta(operator: str, name: str, each: Hard, mistakes: dict[str, list[str]]) -> dict[str, Any]:
    """A case as the pytest file reads it: its layer has what it sets, as plain numbers or pairs."""
    spec = each.case.spec
    own = [p.name for p in OPERATORS[operator].parameters if getattr(spec, p.name) != p.default]
    layer = {name: unpaired(getattr(spec, name)) for name in ("kernel_size", "stride", *own)}
    return {"operator": operator, "name": name, "title": each.title, "layer": layer, "mistakes": mistakes}
