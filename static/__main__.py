"""`python -m static FOLDER` makes the site there."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from static import app, front, page, player, python
from static.archives import unpacked
from static.pins import fetched, pin

CACHE = Path(__file__).resolve().parents[1] / "dist" / "cache"


def build(out: Path, cache: Path, from_the_cdn: bool) -> None:
    """Make the site anew."""
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        stlite = unpacked(fetched(pin("@stlite/browser"), cache), work / "stlite") / "build"
        sources = python.gathered(stlite, cache, work, from_the_cdn)
        (work / "app").mkdir()
        app.copied(work / "app")
        python.written(sources, work / "app", out / "pyodide")
        app.written(work / "app", out)
        front.copied(stlite, out / "stlite")
    player.written(out)
    page.written(out)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m static", description="Make the lab a folder of static files.")
    asked.add_argument("out", type=Path, help="the folder of the site, which is made anew")
    asked.add_argument("--cache", type=Path, default=CACHE, help="where fetched files are kept")
    asked.add_argument(
        "--cdn", action="store_true", help="NumPy and Pillow from Pyodide's CDN, where the network is open (not tested)"
    )
    given = asked.parse_args()
    build(given.out, given.cache, given.cdn)
    names = page.files(given.out)
    total = sum((given.out / name).stat().st_size for name in names)
    print(f"{given.out}: {len(names)} files, {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
