"""What comments, tests and documents cite (F1, B2, E5, §4, S3) can be opened: docs/formulas.md has it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("benchmarks", "docs", "figures", "lab", "pages", "pooling", "tests", "ui")
ENDINGS = (".py", ".js", ".md")
FILES = sorted(
    path
    for folder in (*(ROOT / name for name in FOLDERS), ROOT)
    for path in (folder.glob("*") if folder == ROOT else folder.rglob("*"))
    if path.suffix in ENDINGS
)
#: A letter and a number, alone: no part of a colour, of an encoded address, of a longer name such as B008.
NAME = re.compile(r"(?<![\w%#&.])([FBES]\d{1,2})(?!\w)")
SECTION = re.compile(r"§(\d+)")
ERRATUM = re.compile(r"[Ee]rrat(?:um|a)[ _](\d+)")


def cited(text):
    """The anchors that a text names.

    >>> sorted(cited("as B2 and erratum 5 say, errata E1–E3, §6; not B-2, %F0 or #E5E5E5"))
    ['b2', 'e1', 'e3', 'e5', 'section-6']
    """
    names = {name.lower() for name in NAME.findall(text)}
    return names | {f"section-{n}" for n in SECTION.findall(text)} | {f"e{n}" for n in ERRATUM.findall(text)}


def anchors():
    return set(re.findall(r'<a id="([^"]+)"></a>', (ROOT / "docs/formulas.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_file_cites_can_be_opened(path):
    assert cited(path.read_text(encoding="utf-8")) <= anchors()


def test_citations_are_found():
    found = set().union(*(cited(path.read_text(encoding="utf-8")) for path in FILES if path.suffix == ".py"))
    assert {"f1", "f8", "b2", "b7", "e1", "e10", "section-3", "section-4"} <= found


def test_a_citation_that_leads_nowhere_is_found():
    for beyond in ("F{}", "B{}", "E{}", "§{}", "erratum {}", "test_erratum_{}_"):
        assert not cited(f"see {beyond.format(99)}") <= anchors()
