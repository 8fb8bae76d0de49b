"""The notebook of examples runs from its first cell to its last, and shows players."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="make notebook installs what runs notebooks")
nbclient = pytest.importorskip("nbclient", reason="make notebook installs what runs notebooks")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def outputs():
    """What the last line of each cell gave, as HTML; None where it gave none."""
    notebook = nbformat.read(ROOT / "examples/pooling.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [next((out.data.get("text/html") for out in cell.outputs if "data" in out), None) for cell in cells]


def test_every_player_is_shown_in_a_frame(outputs):
    assert sum(html is not None and html.startswith("<iframe ") for html in outputs) == 3


def test_the_mistake_is_named(outputs):
    assert "what assigning (=) gives" in outputs[-1]


def test_it_is_kept_without_what_its_cells_gave():
    notebook = nbformat.read(ROOT / "examples/pooling.ipynb", as_version=4)
    assert all(cell.outputs == [] for cell in notebook.cells if cell.cell_type == "code")
