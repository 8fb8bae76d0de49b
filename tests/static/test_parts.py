"""The parts of the site that are made without a network: what is left out, what stands in, the page and its list."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import re
import sys
import zipfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import numpy as np
import plotly.io
import plotly.tools
import pytest

from figures.heatmap import Picture, heatmap
from figures.theme import LIGHT
from static import app, front, page, player
from static.archives import pack, unpacked
from static.mend import RUNTIME, mend
from static.python import STAND_INS
from static.unused import UNUSED, is_unused_element, shorten_library, shorten_packages

ROOT = Path(__file__).resolve().parents[2]
#: Calls that draw an element of another name.
DRAWN_BY = {
    "arrowvegalitechart": ["altairchart", "areachart", "barchart", "linechart", "scatterchart", "vegalitechart"],
    "dataframe": ["dataeditor"],
    "deckgljsonchart": ["map", "pydeckchart"],
    "imagelist": ["image", "pyplot"],
}
ELEMENTS = {call: element for element, calls in DRAWN_BY.items() for call in calls}


def put(folder, *names, text=""):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def stand_in(name):
    """A module that stands in for another, under a name of its own."""
    spec = importlib.util.spec_from_file_location(f"standing_in_{name.replace('/', '_')}", STAND_INS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_library_loses_what_is_not_used_and_keeps_utf(tmp_path):
    put(tmp_path, "os.py", "unittest/case.py", "encodings/utf_8.py", "encodings/cp437.py", "encodings/koi8_r.py")
    shorten_library(tmp_path)
    assert names(tmp_path) == ["encodings/cp437.py", "encodings/utf_8.py", "os.py"]


def test_packages_keep_their_names_and_versions(tmp_path):
    put(tmp_path, "numpy/core.py", "numpy/f2py/main.py", "numpy/core.pyi", "numpy-2.2.5.dist-info/METADATA")
    put(tmp_path, "numpy-2.2.5.dist-info/RECORD", "numpy-2.2.5.dist-info/licenses/LICENSE")
    shorten_packages(tmp_path)
    assert names(tmp_path) == ["numpy-2.2.5.dist-info/METADATA", "numpy/core.py"]


def left_out(source):
    """The elements that the site is without, of those that a source may draw: by `st` or by a box of it."""
    calls = {name.replace("_", "") for name in re.findall(r"\.([a-z_]+)\(", source)}
    drawn = {ELEMENTS.get(call, call) for call in calls}
    return {element for element in UNUSED["elements"] if element.lower() in drawn}


def test_no_element_that_a_page_draws_is_left_out():
    files = [file for folder in ("pages", "ui") for file in (ROOT / folder).rglob("*.py")]
    assert left_out("".join(file.read_text() for file in [ROOT / "app.py", *files])) == set()


@pytest.mark.parametrize(
    ("call", "element"),
    [
        ("st.dataframe(rows)", "DataFrame"),
        ("st.vega_lite_chart(spec)", "ArrowVegaLiteChart"),
        ("left.image(picture)", "ImageList"),
        ("st.sidebar.graphviz_chart(graph)", "GraphVizChart"),
    ],
)
def test_an_element_that_is_left_out_is_found_whoever_draws_it(call, element):
    assert left_out(call) == {element}


def test_the_front_end_is_what_its_first_file_leads_to(tmp_path):
    put(tmp_path, "stlite.js", text='import "./index-1.js";')
    put(tmp_path, "index-1.js", text='() => import("./Slider-2.js"); () => import("./DataFrame-3.js")')
    put(tmp_path, "stlite.css", text='url(./assets/a.woff2)format("woff2"),url(./assets/a.ttf)')
    put(tmp_path, "Slider-2.js", "DataFrame-3.js", "Other-4.js", "assets/a.woff2", "assets/a.ttf")
    assert front.reached(tmp_path, front.FIRST) == [
        "Slider-2.js", "assets/a.woff2", "index-1.js", "stlite.css", "stlite.js"
    ]  # fmt: skip


def test_an_element_is_known_by_the_name_of_its_script():
    assert is_unused_element("DataFrame-D3ov19Re-DgV6QYb0.js")
    assert not is_unused_element("Slider-DZ2YwD_e-BCLslQhV.js")


def test_an_archive_is_the_same_in_every_build(tmp_path):
    put(tmp_path / "a", "b/c.py", "d.py", text="1")
    pack(tmp_path / "a", tmp_path / "one.zip")
    unpacked(tmp_path / "one.zip", tmp_path / "again")
    pack(tmp_path / "again", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_what_is_mended_must_be_there(tmp_path):
    name, old, new = RUNTIME
    put(tmp_path, name, text=f"def preload():\n{old}")
    mend(tmp_path, RUNTIME)
    assert (tmp_path / name).read_text() == f"def preload():\n{new}"
    with pytest.raises(RuntimeError, match=r"runtime_init\.py must hold what is mended once, but got it 0 times"):
        mend(tmp_path, RUNTIME)


def test_a_figure_is_written_as_plotly_writes_it():
    picture = Picture(np.array([[1.0, np.nan]]), [["1", ""]], LIGHT.values, 0.0, 1.0)
    figure = heatmap(picture, LIGHT, with_text=True)
    ours = json.loads(stand_in("plotly/io").to_json(figure, validate=False))
    theirs = plotly.tools.return_figure_from_figure_or_data(figure, validate_figure=True)
    real = json.loads(plotly.io.to_json(theirs, validate=False))
    del real["layout"]["template"]  # Plotly's own looks, all of which the lab's figures say themselves
    assert not ours["layout"].pop("shapes")  # which Plotly leaves out where there are none
    assert ours == real


def test_arrays_and_what_is_not_finite_are_written_as_json_can_hold_them():
    written = stand_in("plotly/io").to_json({"z": np.array([[1.0, np.inf]]), "n": np.int64(3)}, validate=False)
    assert json.loads(written) == {"z": [[1.0, None]], "n": 3}


def test_micropip_puts_a_module_in_place_and_installs_nothing():
    micropip = stand_in("micropip/__init__")
    micropip.add_mock_package("a-b", "1", modules={"standing_in_module": "answer = 42"})
    assert sys.modules.pop("standing_in_module").answer == 42
    assert asyncio.run(micropip.install(["streamlit"], keep_going=True)) is None


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site whose large parts are empty."""
    out = tmp_path_factory.mktemp("site")
    put(out, "pyodide/packages.zip", "pyodide/pyodide.asm.wasm", "app.zip", text="12345")
    put(out, "stlite/stlite.js", "stlite/PlotlyChart-1.js")
    player.written(out)
    page.written(out)
    return out


def test_every_page_has_an_address(site):
    index = (site / "index.html").read_text()
    for file in (ROOT / "pages").glob("*.py"):
        assert (site / f"{file.stem.partition('_')[2]}.html").read_text() == index
    assert (site / "404.html").read_text() == index


def test_whatever_the_address_the_page_asks_its_own_host(site):
    index = (site / "index.html").read_text()
    asked = re.findall(r'(?:src|href)="([^"]*)"', index)
    hosts = {urlsplit(urljoin("https://its.own//another/page", name)).netloc for name in asked if name != "data:,"}
    assert hosts == {"its.own"}
    assert "base" not in index  # with which a path that begins with // would name another host


def test_the_page_knows_the_sizes_of_what_it_waits_for(site):
    told = re.search('id="loading-told">(.*)</script>', (site / "index.html").read_text())[1]
    assert json.loads(told) == {
        "sizes": {"app.zip": 5, "pyodide/packages.zip": 5},
        "early": ["stlite/PlotlyChart-1.js"],
    }


def test_all_but_the_copies_of_the_page_is_kept_for_the_next_visit(site):
    told = re.search("const FILES = (.*);", (site / "service_worker.js").read_text())[1]
    copies = {"404.html", "service_worker.js", *(f"{name}.html" for name in app.page_names())}
    assert set(json.loads(told)) == set(names(site)) - copies


def test_the_service_worker_knows_every_page(site):
    told = re.search("const PAGES = (.*);", (site / "service_worker.js").read_text())[1]
    assert json.loads(told) == ["", *app.page_names()]


def test_a_change_of_any_file_is_a_new_version(site):
    def version():
        return re.search('const VERSION = "(.*)";', (site / "service_worker.js").read_text())[1]

    before = version()
    page.written(site)
    assert version() == before
    put(site, "app.zip", text="54321")
    page.written(site)
    assert version() != before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_worked_example_asks_for_nothing_but_the_site_s_letters(site, theme):
    text = (site / f"player-{theme}.html").read_text()
    assert re.findall(r'(?:src|href)="([^"]*)"', text) == ["stlite/stlite.css"]


def test_the_app_is_packed_with_its_sources_and_settings(tmp_path):
    folder = tmp_path / "app"
    folder.mkdir()
    app.copied(folder)
    app.written(folder, tmp_path)
    with zipfile.ZipFile(tmp_path / app.ARCHIVE) as archive:
        packed = set(archive.namelist())
    assert {"app.py", "pages/6_Quiz.py", "ui/js/scene.js", "pooling/__init__.py", ".streamlit/config.toml"} <= packed
    assert not [name for name in packed if "__pycache__" in name or name.startswith(("tests/", "static/"))]
