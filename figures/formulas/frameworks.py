"""§6: the rules that frameworks differ in, as a table in Markdown; `RULES` has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pooling.frameworks.framework import Framework
from pooling.frameworks.rules import RULES, Rule, checked, columns, sources

#: So many frameworks stand side by side: a page is no wider.
ABREAST = 5


def rules_tables() -> list[str]:
    """A row for each rule: what it comes to in each framework, and the versions and pages it was checked with."""
    frameworks = columns()
    return [_table(frameworks[n : n + ABREAST]) for n in range(0, len(frameworks), ABREAST)]


def _table(frameworks: Sequence[Framework]) -> str:
    head = ("", *(framework.heading for framework in frameworks), "Checked with")
    rows = [_row(head), _row("---" for _ in head), *(_rule(rule, frameworks) for rule in RULES.values())]
    return "\n".join(rows)


def _rule(rule: Rule, frameworks: Sequence[Framework]) -> str:
    said = [framework.said(rule.name) for framework in frameworks]
    pages = " ".join(f"[[{n}]]({url})" for n, url in enumerate(sources(said), 1))
    texts = [_cell(one.text) for one in said]
    return _row((f"**{_cell(rule.point)}**", *texts, f"{', '.join(checked(said))} {pages}"))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Text in a cell, where a bar would end the cell and stars or underscores could set it in another type.

    >>> print(_cell("(Σ |x|ᵖ)^(1/p), max_pool2d"))
    (Σ \\|x\\|ᵖ)^(1/p), max\\_pool2d
    """
    for sign in "|_*":
        text = text.replace(sign, f"\\{sign}")
    return text
