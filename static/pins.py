"""Which files the site is made of, and that no other comes in their place: name, version and sha256, then fetched."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("pins.toml")
#: A wheel of pure Python, whatever Python builds the site.
WHEEL = "--no-deps --only-binary=:all: --ignore-requires-python --implementation=py --abi=none --platform=any"


class PinError(Exception):
    """A file is not the one that was pinned: the message names it."""


@dataclass(frozen=True)
class Pin:
    """A file of a registry, `npm` or `pypi`, known by its sha256."""

    registry: str
    name: str
    version: str
    sha256: str


def pins(file: Path = PINS) -> list[Pin]:
    """All of them."""
    return [Pin(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["file"]]


def pin(name: str, version: str = "") -> Pin:
    """The one of this name; where there are several, the first, or that of a version."""
    return next(found for found in pins() if found.name == name and version in ("", found.version))


def check(file: Path, sha256: str) -> Path:
    """The file, if its bytes are those that were pinned."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != sha256:
        raise PinError(f"{file.name} must have the sha256 {sha256}, but got {found}")
    return file


def fetched(pinned: Pin, cache: Path, download: Callable[[Pin, Path], None] | None = None) -> Path:
    """The file of a pin: the one in the cache, or that of its registry; checked each time."""
    folder = cache / f"{pinned.name.strip('@').replace('/', '-')}-{pinned.version}"
    if not folder.is_dir():
        partial = folder.with_name(f"{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        (download or _download)(pinned, partial)
        check(next(partial.iterdir()), pinned.sha256)  # what is not the one is not kept: the next build asks again
        partial.rename(folder)
    return check(next(folder.iterdir()), pinned.sha256)


def _download(pinned: Pin, folder: Path) -> None:
    if pinned.registry == "npm":
        command = ["npm", "pack", "--silent", f"{pinned.name}@{pinned.version}"]
    else:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            *WHEEL.split(),
            f"{pinned.name}=={pinned.version}",
        ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PinError(f"{pinned.name} {pinned.version} must be in {pinned.registry}, but got {_last(done.stderr)}")


def _last(text: str) -> str:
    """The last line, in which a command says what was wrong."""
    return text.strip().rpartition("\n")[2]
