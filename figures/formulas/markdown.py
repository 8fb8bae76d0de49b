"""Formulas, passages and errata as Markdown, each after the anchor that citations lead to."""

from __future__ import annotations

import inspect
from pathlib import Path
from pkgutil import resolve_name

from figures.citations import footnote
from figures.formulas.errata import Erratum
from figures.formulas.formula import Formula
from figures.formulas.passage import Passage, paragraphs

ROOT = Path(__file__).resolve().parents[2]


def marked(name: str) -> str:
    """An anchor that `#name` leads to, on a code host too.

    >>> marked("F1")
    '<a id="f1"></a>'
    """
    return f'<a id="{name.lower()}"></a>'


def as_formula(formula: Formula) -> str:
    """Its equations, its words, and links to the code."""
    return paragraphs(
        marked(formula.anchor),
        f"### {formula.anchor} {formula.title}",
        *(f"$$\n{line}\n$$" for line in formula.lines),
        formula.words,
        f"Computed in {', '.join(map(linked, formula.code))}.",
    )


def as_passage(passage: Passage) -> str:
    """Its title, its text, and the tutorials it comes from."""
    return paragraphs(f"### {passage.title} ({', '.join(passage.sources)})", passage.write())


def as_erratum(erratum: Erratum) -> str:
    """What is wrong, what is right, how it is seen, the lesson that shows it and the code of both."""
    shown = f"Lesson: `/Lessons?lesson={erratum.lesson}` in the app."
    if erratum.code:
        names = (f"{function.__module__}.{function.__qualname__}" for function in erratum.code)
        shown += f" Code: {', '.join(map(linked, names))}."
    return paragraphs(
        marked(erratum.anchor),
        f"### {erratum.anchor} {erratum.title}",
        f"**Wrong**: {erratum.mistake}",
        f"**Right**: {erratum.right}",
        f"**See it**: {erratum.see()}",
        f"**Found in**: {footnote(erratum.anchor)}",
        shown,
    )


def linked(name: str) -> str:
    """A dotted name as a link to the file that defines it, from a file in docs/.

    >>> linked("pooling.max_pool2d")
    '[`pooling.max_pool2d`](../pooling/operators/max.py)'
    """
    file = Path(inspect.getfile(inspect.unwrap(resolve_name(name))))
    return f"[`{name}`](../{file.relative_to(ROOT).as_posix()})"
