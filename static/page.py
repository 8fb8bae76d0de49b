"""The page that opens first, at every address of the lab, and the service worker that keeps the site for next time."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from string import Template

from figures.theme import FONT, THEMES, css_variables
from static.app import page_names

WEB = Path(__file__).with_name("web")
KEPT = "service_worker.js"
PYTHON = "pyodide"
#: What the progress bar counts by its bytes: most of what comes. Python itself comes beside it.
COUNTED = ("packages.zip", "app.zip")
#: What the first page draws with, by how the names of its scripts begin: read while Python starts.
EARLY = ("PlotlyChart-", "BidiComponent-", "Html-", "Slider-", "ButtonGroup-", "Checkbox-", "Selectbox-", "PageLink-")


def written(out: Path) -> None:
    """Write it under all its names. The last part of the site: it says what else there is."""
    for name in ("loading.js", "progress.js", "loading.css"):
        shutil.copy(WEB / name, out / name)
    shutil.copy(WEB / "worker.mjs", out / PYTHON)  # Pyodide looks for its files beside what is loaded in its place
    counted = [path for path in files(out) if path.name in COUNTED]
    sizes = {path.as_posix(): (out / path).stat().st_size for path in counted}
    early = [path.as_posix() for path in files(out) if path.name.startswith(EARLY) and path.suffix == ".js"]
    told = json.dumps({"sizes": sizes, "early": early})
    page = Template((WEB / "index.html").read_text(encoding="utf-8")).substitute(
        light=css_variables(THEMES["light"]), dark=css_variables(THEMES["dark"]), font=FONT, told=told
    )
    # GitHub Pages and its like find NAME.html at the address /NAME, and 404.html at any that they do not know.
    for name in ("index", "404", *page_names()):
        (out / f"{name}.html").write_text(page, encoding="utf-8")
    _write_service_worker(out)


def files(out: Path) -> list[Path]:
    """All files of the site, as paths from its root, in one order everywhere."""
    return sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())


def _write_service_worker(out: Path) -> None:
    """It lists what it keeps and the pages of the lab; its version is made of all bytes: a new site is one to keep."""
    others = {"404.html", KEPT, *(f"{name}.html" for name in page_names())}
    kept = [path for path in files(out) if path.name not in others]
    version = hashlib.sha256()
    for path in kept:
        version.update(path.as_posix().encode() + (out / path).read_bytes())
    text = (WEB / KEPT).read_text(encoding="utf-8")
    told = {
        "VERSION": version.hexdigest()[:16],
        "FILES": [path.as_posix() for path in kept],
        "PAGES": ["", *page_names()],
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    (out / KEPT).write_text(head + text, encoding="utf-8")
