"""Imports point down only, and what has one owner stays with it."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from figures.theme import DARK, LIGHT, THEMES, ink_on

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["app.py", *sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))]
LAYERS = {
    "lab": {"pooling", "lab", "numpy", "PIL"},
    "pooling": {"pooling", "numpy"},
    "figures": {"pooling", "lab", "figures", "numpy", "plotly", "PIL"},
    "ui": {"pooling", "lab", "figures", "ui", "numpy", "pandas", "streamlit"},  # pandas: see ui/page.py
    "pooling_lab": {"pooling", "pooling_lab", "ui", "numpy", "streamlit"},
    "static": {"lab", "figures", "ui", "static"},  # and what stands in for packages, which imports none
    "pages": {"pooling", "lab", "figures", "ui", "numpy", "streamlit"},
}
INK = {"#000000", "#ffffff"}


def modules(layer):
    """The Python files of a layer, as paths from the root."""
    return PAGES if layer == "pages" else sorted(str(p.relative_to(ROOT)) for p in (ROOT / layer).rglob("*.py"))


def sources(*endings):
    """Every hand-written file of the app and its tests that ends so."""
    files = [p for folder in (*LAYERS, "tests", "benchmarks") for p in (ROOT / folder).rglob("*")] + [ROOT / "app.py"]
    return sorted(str(p.relative_to(ROOT)) for p in files if p.suffix in endings and "__pycache__" not in p.parts)


#: Every file that could name a colour of its own; tests may name those that they expect.
DRAWN = [f for f in sources(".py", ".js", ".css") if not f.startswith("tests/") and f != "figures/theme.py"]


def imported(file):
    """The top-level packages that a file imports anywhere, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            found.add(node.module.split(".")[0])
    return found - {"__future__"} - set(sys.stdlib_module_names)


def attributes(file):
    """Every name.attribute that a file reads, and every name that it imports from a module."""
    tree = ast.parse((ROOT / file).read_text())
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return read | {a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for a in node.names}


@pytest.mark.parametrize(("layer", "file"), [(layer, file) for layer in LAYERS for file in modules(layer)])
def test_imports_point_down(layer, file):
    assert imported(file) <= LAYERS[layer]


def test_the_library_names_what_is_above_it_in_one_place():
    """Where a notebook is shown a pass, `pooling.player` finds who plays it, if it is there."""
    above = r"\b(?:pooling_lab|figures\.|ui\.|lab\.)\w*"
    code = {file: re.sub(r'"""[\s\S]*?"""', "", (ROOT / file).read_text()) for file in modules("pooling")}
    assert {file: re.findall(above, text) for file, text in code.items() if re.search(above, text)} == {
        "pooling/player.py": ["pooling_lab"]
    }


@pytest.mark.parametrize("file", [*modules("pages"), *modules("figures"), *modules("lab"), *modules("pooling")])
def test_session_state_and_query_parameters_belong_to_ui(file):
    assert attributes(file).isdisjoint({"session_state", "query_params"})


@pytest.mark.parametrize("file", DRAWN)
def test_colours_live_in_the_theme(file):
    found = set(re.findall(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", (ROOT / file).read_text()))
    assert found <= (INK if file == "ui/js/page/colour.js" else set())


def test_the_script_s_inks_are_the_theme_s():
    inks = set(re.findall(r"#[0-9a-fA-F]{6}", (ROOT / "ui/js/page/colour.js").read_text()))
    assert inks == {ink_on("#ffffff"), ink_on("#000000")}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_streamlit_s_theme_has_the_same_ground_and_ink(theme):
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][theme.name]
    assert (config["backgroundColor"], config["textColor"]) == (theme.background, theme.ink)


def test_light_and_dark_are_two_themes():
    assert LIGHT.background != DARK.background


@pytest.mark.parametrize("file", sources(".py", ".js", ".css", ".md", ".toml"))
def test_no_file_names_a_place_on_one_machine(file):
    assert not re.search(r"/(?:work|root|home|tmp|Users)/", (ROOT / file).read_text())


def test_the_lock_of_packages_names_no_address_but_the_registry_s():
    addresses = re.findall(r'"resolved": "([^"]*)"', (ROOT / "package-lock.json").read_text())
    assert [address for address in addresses if not address.startswith("https://registry.npmjs.org/")] == []


#: Pages that are there for links made before they got another name.
MOVED = ["pages/2_Demos.py"]
#: Pages that others lead to: from the menu alone nobody would know what they are for.
LED_TO = ["pages/2_Own_lesson.py"]


def test_every_page_is_in_the_menu():
    from ui.page import PAGES as MENU

    assert sorted([*MENU, *MOVED, *LED_TO]) == sorted(PAGES)
