"""NumPy and Pillow for the browser's Python: each a wheel that Pyodide built, held to Pyodide's own lock."""

from __future__ import annotations

import json
import urllib.request
import zipfile
from pathlib import Path

from static.archives import unpacked
from static.pins import check, fetched, pin

NAMES = ("numpy", "pillow")
#: Where the wheel that carries Pyodide's files has them, and the release that they are of.
CARRIER, WITHIN, CARRIED = "open-webui", "open_webui/frontend/pyodide", "0.28.2"
#: Where Pyodide publishes what it builds. Not tested: see `from_the_cdn`.
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"


def carried(cache: Path, folder: Path) -> list[Path]:
    """The wheels, out of the one that carries them."""
    locked = _lock(CARRIED, cache)
    with zipfile.ZipFile(fetched(pin(CARRIER), cache)) as wheel:
        files = [_written(folder / locked[name][0], wheel.read(f"{WITHIN}/{locked[name][0]}")) for name in NAMES]
    return [check(file, locked[name][1]) for file, name in zip(files, NAMES, strict=True)]


def from_the_cdn(cache: Path, folder: Path) -> list[Path]:
    """The wheels of the very release that runs, from Pyodide's CDN: written for an open network, NOT TESTED."""
    version = pin("pyodide").version
    locked = _lock(version, cache)
    files = []
    for name in NAMES:
        file, sha256 = locked[name]
        with urllib.request.urlopen(CDN.format(version=version, file=file)) as answer:
            files.append(check(_written(folder / file, answer.read()), sha256))
    return files


def _lock(version: str, cache: Path) -> dict[str, tuple[str, str]]:
    """By name, the file of each package of a release, and its sha256."""
    package = unpacked(fetched(pin("pyodide", version), cache), cache / "unpacked" / f"pyodide-{version}")
    packages = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    return {name: (entry["file_name"], entry["sha256"]) for name, entry in packages.items()}


def _written(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file
