"""Python as the browser gets it: Pyodide, its library and all packages, in as few files as it takes."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from static import wasm
from static.archives import pack, unpacked
from static.bytecode import compile_in
from static.mend import COOKIES, RUNTIME, mend
from static.pins import fetched, pin, pins
from static.unused import shorten_library, shorten_packages

STAND_INS = Path(__file__).with_name("stand_ins")
#: Pyodide itself.
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
LIBRARY = "python_stdlib.zip"
#: All packages in one file. stlite asks Pyodide for micropip first of all, and so it gets that file.
PACKAGES, ASKED_FOR = "packages.zip", "micropip"
#: What is pinned and no package to import.
OTHERS = (wasm.CARRIER,)


@dataclass(frozen=True)
class Sources:
    """Folders at work: what was unpacked, and what becomes an archive."""

    core: Path
    library: Path
    packages: Path


def gathered(front: Path, cache: Path, work: Path, from_the_cdn: bool) -> Sources:
    """All of Python, shortened and mended, still as source."""
    core = unpacked(fetched(pin("pyodide"), cache), work / "pyodide")
    library, packages = work / "library", work / "packages"
    unpacked(core / LIBRARY, library)
    shorten_library(library)
    wheels = [fetched(found, cache) for found in pins() if found.registry == "pypi" and found.name not in OTHERS]
    wheels += (wasm.from_the_cdn if from_the_cdn else wasm.carried)(cache, work / "wheels")
    for wheel in [*wheels, *sorted((front / "wheels").glob("*.whl"))]:
        unpacked(wheel, packages)
    for fault in (RUNTIME, COOKIES):
        mend(packages, fault)
    for stand_in in (path for path in STAND_INS.iterdir() if path.is_dir() and path.name != "__pycache__"):
        shutil.copytree(stand_in, packages / stand_in.name, ignore=shutil.ignore_patterns("__pycache__"))
    shorten_packages(packages)
    return Sources(core, library, packages)


def written(sources: Sources, app: Path, out: Path) -> None:
    """Compile all of it, the app too, and write what the browser fetches."""
    compile_in({app: "beside", sources.packages: "alone", sources.library: "bare"}, sources.core)
    out.mkdir(parents=True)
    for name in CORE:
        shutil.copy(sources.core / name, out / name)
    pack(sources.library, out / LIBRARY)
    pack(sources.packages, out / PACKAGES)
    (out / "pyodide-lock.json").write_text(_lock(sources.core, out / PACKAGES), encoding="utf-8")


def _lock(core: Path, packages: Path) -> str:
    """What Pyodide is told of the packages: that there is one."""
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    entry = {
        "name": ASKED_FOR,
        "version": "0",
        "file_name": packages.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(packages.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [ASKED_FOR],
        "depends": [],
        "unvendored_tests": False,
    }
    return json.dumps(lock | {"packages": {ASKED_FOR: entry}})
