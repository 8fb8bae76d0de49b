"""What public code is cited for, it does: the cited lines are run, and make the mistake that they stand for."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from figures.citations import CITED, footnote
from figures.formulas.errata import ERRATA
from figures.lessons import LESSONS
from pooling.verify import mistakes

X = np.array([[1.0, 2, 0, 3, 1], [4, 9, 5, 1, 0], [2, 6, 7, 0, 8], [3, 1, 0, 2, 4], [0, 5, 1, 6, 2]])
G = np.arange(1.0, 10).reshape(3, 3)
KERNEL, STRIDE = 3, 1


def line(anchor):
    """The code that the first citation of a mistake quotes."""
    return CITED[anchor][0].stands.strip("`")


def test_assigning_is_what_the_cited_line_does():
    self = SimpleNamespace(delta_array=np.zeros((1, 5, 5)), stride=STRIDE)
    for i, j in np.ndindex(3, 3):
        k, n = np.unravel_index(X[i : i + KERNEL, j : j + KERNEL].argmax(), (KERNEL, KERNEL))
        exec(line("E3"), {"self": self, "sensitivity_array": G[None], "d": 0, "i": i, "j": j, "k": k, "l": n})
    np.testing.assert_array_equal(self.delta_array[0], mistakes.assign(X, G, KERNEL, STRIDE))


def test_overwriting_is_what_the_cited_line_does():
    dx = np.zeros((1, 1, 5, 5))
    for k, n in np.ndindex(3, 3):
        window = X[k : k + KERNEL, n : n + KERNEL]
        names = {"dx": dx, "dout": G[None, None], "window": window, "m": window.max(), "i": 0, "j": 0, "k": k, "l": n}
        exec(line("E7"), names | {"s": STRIDE, "HH": KERNEL, "WW": KERNEL})
    np.testing.assert_array_equal(dx[0, 0], mistakes.overwrite(X, G, KERNEL, STRIDE))


def test_the_cited_mask_marks_every_tied_cell():
    names = {"X": np.array([[2, 1], [2, 2]]), "x": 2}
    exec(line("E5"), names)
    assert names["A"].sum() == 3


def test_the_cited_padding_is_zero():
    names = {"np": np, "input_data": np.full((1, 1, 1, 1), -5.0), "pad": 1}
    exec(line("E8"), names)
    assert names["img"].max() == 0


def test_a_mistake_without_a_source_accuses_nobody():
    for erratum in ERRATA:
        named = erratum.anchor in CITED
        assert named == ("It should be" in footnote(erratum.anchor))
        assert named or footnote(erratum.anchor) == (
            f"{erratum.anchor} is a known mistake. We know of no public source that can be opened, so none is named."
        )


@pytest.mark.parametrize("anchor", CITED)
def test_a_citation_leads_to_a_place_and_says_what_should_stand_there(anchor):
    for citation in CITED[anchor]:
        assert re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+/(blob|issues|pull)/\S+", citation.link)
        assert citation.told in footnote(anchor)
        assert citation.right in citation.told


def test_every_mistake_has_its_footnote_in_the_lesson_that_shows_it():
    shown = {anchor: lesson.slug for lesson in LESSONS.values() for step in lesson.steps for anchor in step.errata}
    assert shown == {erratum.anchor: erratum.lesson for erratum in ERRATA}
