"""What files for others' programs say of the project agrees with the project."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

import pooling
from figures.film.__main__ import PATH as FILM
from lab.examples import WORKED_X

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "docs/teaching.md"]
#: Bytes: a picture of the documents, the moving one.
LARGEST_PICTURE, LARGEST_FILM = 150_000, 400_000


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_what_is_cited_is_this_version():
    assert re.findall(r"^version: (.*)$", text("CITATION.cff"), re.M) == [pooling.__version__]


def test_a_dev_container_forwards_the_port_that_make_run_opens():
    lines = (line for line in text(".devcontainer/devcontainer.json").splitlines() if not line.strip().startswith("//"))
    assert json.loads("\n".join(lines))["forwardPorts"] == [
        int(re.search(r"^PORT \?= (\d+)$", text("Makefile"), re.M)[1])
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_a_document_leads_to_is_there(name):
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(name))
    assert [path for path in linked if not (ROOT / name).parent.joinpath(path).exists()] == []


def test_pictures_for_a_course_are_small():
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs").glob("course-*.png")}
    assert len(sizes) == 3
    assert max(sizes.values()) <= LARGEST_PICTURE


def test_the_film_of_the_readme_is_small_and_has_every_step():
    """Nine windows forward, nine backward, the end; and what is before."""
    windows = pooling.max_pool2d(WORKED_X, 2).size
    assert FILM.stat().st_size <= LARGEST_FILM
    assert Image.open(FILM).n_frames == 1 + 2 * windows + 1
