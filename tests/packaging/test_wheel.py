"""What `pip install` brings: built here, put into a folder of its own, and used from another one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import pooling

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EVERY_DOCTEST = """
import doctest, importlib, pkgutil, pooling
names = ["pooling", *(found.name for found in pkgutil.walk_packages(pooling.__path__, "pooling."))]
print(sum(doctest.testmod(importlib.import_module(name)).failed for name in names if not name.endswith("__main__")))
print(len(names), pooling.__file__)
"""
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(*command: str | Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in command], text=True, capture_output=True, check=False, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, by the build backend that is installed: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(*PIP, "wheel", ROOT, "--no-deps", "--no-index", "--no-build-isolation", "-w", folder)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A function that runs a command, in an empty folder, where the wheel is installed and the checkout is not seen."""
    site, elsewhere = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("elsewhere")
    done = run(*PIP, "install", "--no-deps", "--no-index", "--target", site, wheel)
    assert done.returncode == 0, done.stderr
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}

    def in_it(*command: str) -> subprocess.CompletedProcess:
        word, *rest = command
        program = [sys.executable] if word == "python" else [sys.executable, site / "bin" / word]
        return run(*program, *rest, cwd=elsewhere, env=environment)

    in_it.site = site
    return in_it


def files(wheel):
    return zipfile.ZipFile(wheel).namelist()


def metadata(wheel):
    (name,) = (name for name in files(wheel) if name.endswith("/METADATA"))
    return zipfile.ZipFile(wheel).read(name).decode()


def test_two_packages_and_no_more_lie_beside_those_of_others(wheel):
    at_the_top = {name.split("/")[0] for name in files(wheel)}
    assert at_the_top == {"pooling", "pooling_lab", f"pooling_lab-{pooling.__version__}.dist-info"}


def test_the_library_needs_numpy_alone(wheel):
    needed = re.findall(r"^Requires-Dist: (.*)$", metadata(wheel), re.M)
    assert [need for need in needed if "extra ==" not in need] == ["numpy>=2.1"]


def test_the_extra_is_what_make_run_installs():
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines())
    assert sorted(PROJECT["optional-dependencies"]["app"]) == sorted(line for line in lines if line)


BROUGHT = ["pooling/py.typed", "pooling/formulas.md", "pooling_lab/.streamlit/config.toml"]
BROUGHT += [f"pooling_lab/deploy/{path.name}" for path in (ROOT / "deploy").iterdir() if path.is_file()]


@pytest.mark.parametrize("file", BROUGHT)
def test_what_is_no_code_is_brought_too(wheel, file):
    assert file in files(wheel)


def test_every_file_of_the_app_is_brought(wheel):
    folders = ["pages", "ui", "figures", "lab"]
    there = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    apps = [str(path.relative_to(ROOT)) for path in there if "__pycache__" not in path.parts]
    assert {f"pooling_lab/{name}" for name in ["app.py", *apps]} <= set(files(wheel))


def test_nothing_of_a_run_is_brought(wheel):
    assert not [name for name in files(wheel) if "__pycache__" in name or name.endswith(".pyc")]


def test_every_example_of_the_library_is_true_where_it_is_installed(installed):
    done = installed("python", "-c", EVERY_DOCTEST)
    failed, modules, file = done.stdout.split()[-3:]
    assert failed == "0", done.stdout + done.stderr
    assert int(modules) > 60
    assert Path(file).is_relative_to(installed.site)


def test_the_command_says_what_it_takes(installed):
    done = installed("pooling-lab", "--help")
    assert done.returncode == 0, done.stderr
    assert {"--port", "--no-browser"} <= set(done.stdout.split())


def test_the_command_says_its_version(installed):
    assert installed("pooling-lab", "--version").stdout.strip() == pooling.__version__


def test_the_command_says_what_is_missing_where_there_is_no_streamlit(installed):
    lines = "import sys; sys.modules['streamlit'] = None; from pooling_lab.__main__ import main; main([])"
    done = installed("python", "-c", lines)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("the app needs more than the library: pip install 'pooling-lab[app]'")


def test_a_notebook_beside_a_lab_of_its_own_is_shown_the_player_by_numpy_alone(installed):
    lines = """
import sys, types
for name in ("streamlit", "plotly", "pandas", "PIL"): sys.modules[name] = None
sys.modules["lab"] = mine = types.ModuleType("lab")
import pooling
print(pooling.show([[1.0, 5.0], [3.0, 2.0]], "max", kernel_size=2)._repr_html_()[:7], sys.modules["lab"] is mine)
"""
    done = installed("python", "-c", lines)
    assert done.stdout == "<iframe True\n", done.stderr


def test_the_changes_of_this_version_are_told():
    assert f"## {pooling.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(pooling.__all__))
def test_help_names_no_document_that_is_not_shipped(name, wheel):
    named = re.findall(r"[\w./-]+\.md\b", getattr(pooling, name).__doc__ or "")
    assert {document.removeprefix("docs/") for document in named} <= {"formulas.md"}
