"""§6: the rules that frameworks differ in, as a table in Markdown; `RULES` has them."""

from __future__ import annotations

from collections.abc import Iterable

from pooling.frameworks.rules import RULES, Rule, columns


def rules_table() -> str:
    """A row for each rule: what it comes to in each framework, and the versions and pages it was checked with."""
    head = ("", *(framework.heading for framework in columns()), "Checked with")
    rows = [_row(head), _row("---" for _ in head), *map(_rule, RULES.values())]
    return "\n".join(rows)


def _rule(rule: Rule) -> str:
    pages = " ".join(f"[[{n}]]({url})" for n, url in enumerate(rule.sources, 1))
    texts = [_cell(said.text) for said in rule.said]
    return _row((f"**{_cell(rule.point)}**", *texts, f"{', '.join(rule.checked)} {pages}"))


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
