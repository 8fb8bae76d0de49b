"""Where the app's files are: beside this one in a wheel, beside this folder in a checkout."""

from __future__ import annotations

from pathlib import Path


def script() -> Path:
    """The app's first page; its other folders, and `deploy`, lie beside it."""
    here = Path(__file__).resolve().parent
    return next(folder / "app.py" for folder in (here, here.parent) if (folder / "app.py").exists())
