"""docs/formulas.md: what its source gives, with anchors that links lead to and LaTeX that code hosts show."""

import re
from pkgutil import resolve_name

import pytest

from figures.formulas import backward_formulas, forward_formulas
from figures.formulas.__main__ import PATH
from figures.formulas.document import document
from figures.formulas.errata import ERRATA
from figures.formulas.frameworks import ABREAST
from pooling.frameworks.rules import RULES, columns
from tests.figures.formulas import test_backward, test_forward

TEXT = document()
FORMULAS = {formula.anchor: formula for formula in (*forward_formulas(), *backward_formulas())}
every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS.keys())


def test_the_committed_document_is_what_its_source_gives():
    assert PATH.read_text(encoding="utf-8") == TEXT, "make docs writes it anew"


def test_every_formula_has_a_test_of_its_own():
    names = [*vars(test_forward), *vars(test_backward)]
    tested = {found[1].upper() for name in names if (found := re.match(r"test_([fb]\d+)_", name))}
    assert tested == set(FORMULAS)


def test_the_anchors_of_the_reference_are_all_there():
    names = [*(f"f{n}" for n in range(1, 9)), *(f"b{n}" for n in range(1, 8)), *(f"e{n}" for n in range(1, 11))]
    names += [*(f"section-{n}" for n in range(1, 7)), *(f"s{n}" for n in range(5))]
    assert set(names) <= set(re.findall(r'<a id="([^"]+)"></a>', TEXT))


def test_an_anchor_stands_once():
    anchors = re.findall(r'<a id="([^"]+)"></a>', TEXT)
    assert len(set(anchors)) == len(anchors)


def test_links_within_lead_somewhere():
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in TEXT.splitlines() if line.startswith("#")}
    targets = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert targets <= headings | set(re.findall(r'<a id="([^"]+)"></a>', TEXT))


def test_links_to_files_lead_somewhere():
    files = set(re.findall(r"\]\((\.\./[^)]+)\)", TEXT))
    assert files
    assert all((PATH.parent / file).is_file() for file in files)


def test_every_rule_of_the_frameworks_has_its_row():
    rows = [line for line in TEXT.splitlines() if line.startswith("| **")]
    tables = -(-len(columns()) // ABREAST)
    assert len(rows) == tables * len(RULES)
    cells = [len(re.findall(r"(?<!\\)\|", row)) - 3 for row in rows[:: len(RULES)]]
    assert sum(cells) == len(columns())


@every_formula
def test_markdown_leaves_the_latex_alone(formula):
    for line in formula.lines:
        assert not re.search(r"\\[^a-zA-Z]|[*<$]", line), "Markdown takes this for its own"
        assert line.count("{") == line.count("}")
        assert line.count(r"\left") == line.count(r"\right")


@every_formula
def test_the_code_that_a_formula_names_is_there(formula):
    assert formula.code
    assert all(resolve_name(name) for name in formula.code)


def test_the_formulas_stand_in_the_order_of_their_numbers():
    assert [formula.anchor for formula in forward_formulas()] == [f"F{n}" for n in range(1, 10)]
    assert [formula.anchor for formula in backward_formulas()] == [f"B{n}" for n in range(11)]


def test_the_errata_stand_in_the_order_of_their_numbers():
    assert [erratum.anchor for erratum in ERRATA] == [f"E{n}" for n in range(1, 11)]
