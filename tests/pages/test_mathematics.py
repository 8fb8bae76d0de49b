"""The Mathematics page shows every formula under the name that it is cited by, and the rest of the reference folded."""

import pytest

from figures.formulas import backward_formulas, forward_formulas
from figures.formulas.errata import ERRATA
from figures.formulas.remember import WAYS
from figures.formulas.worked import EXAMPLES_WORKED
from tests.pages.test_pages import opened


@pytest.fixture(scope="module")
def page():
    return opened("pages/9_Mathematics.py")


def test_every_formula_is_shown_under_its_name(page):
    formulas = (*forward_formulas(), *backward_formulas())
    heads = [(heading.value, heading.anchor) for heading in page.subheader]
    assert heads == [(f"{f.title} :gray[:small[{f.anchor}]]", f.anchor.lower()) for f in formulas]


def test_every_line_of_every_formula_is_shown(page):
    lines = [line for formula in (*forward_formulas(), *backward_formulas()) for line in formula.lines]
    _, *shown = (latex.value for latex in page.latex)
    assert shown == [f"$$\n{line}\n$$" for line in lines]


def test_the_other_sections_are_folded(page):
    assert [box.label for box in page.expander] == [
        "§3 Four ways to remember the argmax",
        "§4 Worked examples",
        "§5 Mistakes that published code makes, E1 to E10",
    ]
    assert not any(box.proto.expanded for box in page.expander)


def test_what_is_folded_is_all_there(page):
    said = [text.value for text in page.markdown]
    for passage in (*WAYS, *EXAMPLES_WORKED):
        assert passage.write() in said
    for erratum in ERRATA:
        assert f"**{erratum.anchor} {erratum.title}**" in said
