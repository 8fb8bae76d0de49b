"""The lab itself, as it is: its folders in one archive, sources and bytecode side by side."""

from __future__ import annotations

import shutil
from pathlib import Path

from static.archives import pack

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("app.py", "pages", "ui", "figures", "lab", "pooling", ".streamlit")
ARCHIVE = "app.zip"


def copied(folder: Path) -> None:
    """Copy what the app is made of."""
    for part in PARTS:
        if (ROOT / part).is_file():
            shutil.copy(ROOT / part, folder / part)
        else:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))


def written(folder: Path, out: Path) -> None:
    """Write the archive. The pages stay without bytecode: Streamlit reads them as text."""
    shutil.rmtree(folder / "pages" / "__pycache__", ignore_errors=True)
    pack(folder, out / ARCHIVE)


def page_names() -> list[str]:
    """What stands in the address of each page but the first."""
    return sorted(path.stem.partition("_")[2] for path in (ROOT / "pages").glob("*.py"))
