"""`pooling-lab` or `python -m pooling_lab`: opens the app, which this machine alone can reach."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pooling import __version__

MISSING = "the app needs more than the library: pip install 'pooling-lab[app]'"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and run the app until it is stopped."""
    parser = argparse.ArgumentParser(
        prog="pooling-lab", description="See, edit, step through and verify what a pooling layer does."
    )
    parser.add_argument("--port", type=int, default=8501, help="where the app is to be found: http://localhost:PORT")
    parser.add_argument("--no-browser", action="store_true", help="do not open it in a browser")
    parser.add_argument("--version", action="version", version=__version__)
    options = parser.parse_args(arguments)
    try:
        from streamlit.web import cli
    except ModuleNotFoundError:
        parser.error(MISSING)
    settings = {"address": "localhost", "port": options.port, "headless": str(options.no_browser).lower()}
    sys.exit(cli.main(["run", str(script()), *(f"--server.{key}={value}" for key, value in settings.items())]))


def script() -> Path:
    """The app's first page: beside this file in a wheel, beside this folder in a checkout."""
    here = Path(__file__).resolve().parent
    return next(folder / "app.py" for folder in (here, here.parent) if (folder / "app.py").exists())


if __name__ == "__main__":
    main()
