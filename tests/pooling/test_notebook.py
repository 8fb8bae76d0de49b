"""What a notebook is shown of a layer: a frame that plays both passes, from NumPy alone."""

import html
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import pooling
from lab.examples import OVERLAP_X
from pooling import OPERATORS, PoolingError, PoolSpec, player, pool, show

ROOT = Path(__file__).resolve().parents[2]
NUMPY_ALONE = """
import sys
for name in ("streamlit", "plotly", "pandas", "PIL"):
    sys.modules[name] = None
from pooling import show
print(len(show([[1.0, 5.0], [3.0, 2.0]]).frame) > 20_000)
"""


def of_overlap(**options):
    return show(OVERLAP_X, "max", kernel_size=3, stride=2, **options)


def test_a_notebook_keeps_less_than_60_kilobytes_of_a_player():
    assert len(of_overlap()._repr_html_().encode()) <= 60_000


def test_the_frame_may_run_scripts_and_nothing_else():
    assert re.findall(r' sandbox="([^"]*)"', of_overlap().frame) == ["allow-scripts"]


def test_the_frame_loads_nothing():
    inner = html.unescape(re.search(r'srcdoc="([^"]*)"', of_overlap().frame)[1])
    for page in (inner, of_overlap().page.replace("http://www.w3.org/2000/svg", "")):  # a name, not an address
        assert re.findall(r"https?:|\bsrc=|\bhref=|\bfetch\(|\bimport\b|\burl\(", page) == []


def test_it_says_in_words_what_it_plays():
    assert repr(of_overlap()) == "Max pooling of 7 × 7 cells, kernel 3×3, stride 2×2: 19 steps"


def test_the_page_for_a_file_opens_at_the_step_that_was_asked_for():
    assert re.search(r'^play\("[^"]+", 4\);$', of_overlap(at=4).page, re.M)


def test_numpy_is_all_that_it_needs():
    done = subprocess.run([sys.executable, "-c", NUMPY_ALONE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("dtype", [np.int64, np.float16, np.float32])
def test_every_operator_is_played_over_numbers_of_every_kind(operator, dtype):
    x = (np.arange(16).reshape(4, 4) % 5).astype(dtype)
    assert "4 × 4 cells" in repr(show(x, operator, kernel_size=2, stride=1))


def test_a_cell_that_is_no_number_is_played():
    assert repr(show([[1.0, np.nan], [np.inf, 2.0]])).endswith("3 steps")


PLANE = "be one plane (H, W) of at most 16 × 16 cells"
CELL = [[1.0]]
#: What is shown, how, and the argument that is refused with its rule and its value.
REFUSED = {
    "a batch": (np.zeros((2, 3, 4, 4)), {}, ("x", PLANE, "shape (2, 3, 4, 4)")),
    "a large plane": (np.zeros((4, 17)), {}, ("x", PLANE, "shape (4, 17)")),
    "lines": ([[1.0, 2.0]], {"axes": 1}, ("x", PLANE, "shape (1, 2)")),
    "a theme": (CELL, {"kernel_size": 1, "theme": "blue"}, ("theme", "be one of light, dark", "'blue'")),
    "a way": (CELL, {"kernel_size": 1, "way": "up"}, ("way", "be one of forward, backward, gather, both", "'up'")),
    "a step": (CELL, {"kernel_size": 1, "at": 4}, ("at", "be an int from 0 to 3", 4)),
    "a height": (CELL, {"kernel_size": 1, "height": 10}, ("height", "be an int from 200 to 4000", 10)),
    "too many steps": (
        np.zeros((16, 16)),
        {"kernel_size": 9, "stride": 1, "padding": 4, "by": "tap"},
        ("by", 'be "window" where taps make more than 20000 steps', "'tap'"),
    ),
}


@pytest.mark.parametrize(("x", "options", "broken"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_played_is_refused_in_words(x, options, broken):
    with pytest.raises(PoolingError) as caught:
        show(x, **options)
    assert str(caught.value) == str(PoolingError.broken(*broken))


@pytest.mark.parametrize("padding", ["same", ((1, 0), (0, 0))])
def test_padding_that_differs_from_side_to_side_is_refused(padding):
    with pytest.raises(PoolingError, match=r"^padding must "):
        show(np.zeros((4, 4)), kernel_size=2, stride=1, padding=padding)


def test_a_forward_pass_is_shown_as_its_player():
    pooled = pool(OVERLAP_X, PoolSpec("max", 3, 2))
    assert pooled._repr_html_() == of_overlap().frame


def test_a_forward_pass_of_a_batch_says_what_it_is_and_what_could_be_played():
    shown = pool(np.zeros((2, 3, 8, 8)), PoolSpec("avg"))._repr_html_()
    why = PoolingError.broken("x", PLANE, "shape (2, 3, 8, 8)")
    assert shown == f"<p>Avg pooling, (2, 3, 8, 8) to (2, 3, 4, 4). To be played, {why}.</p>"


@pytest.fixture
def library_alone(monkeypatch):
    """As where somebody has taken the folder `pooling` and nothing else."""
    monkeypatch.setattr(player, "PACKAGE", "pooling_lab_that_is_not_there")


def test_without_the_player_one_is_told_how_to_have_it(library_alone):
    with pytest.raises(ModuleNotFoundError, match=r"^show needs the player of pooling-lab.*pip install pooling-lab"):
        show([[1.0]], kernel_size=1)


def test_without_the_player_a_forward_pass_is_shown_as_its_numbers(library_alone):
    assert pool([[1.0]], PoolSpec("max", 1))._repr_html_() is None


def test_a_forward_pass_that_is_not_looked_at_needs_no_player():
    lines = (
        "import sys, pooling; pooling.pool([[1.0]], pooling.PoolSpec('max', 1)); print('pooling_lab' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr


@pytest.mark.parametrize("name", pooling.__all__)
def test_no_public_name_is_that_of_a_module_which_an_import_would_put_in_its_place(name):
    assert find_spec(f"pooling.{name}") is None
