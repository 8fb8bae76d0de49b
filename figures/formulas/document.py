"""docs/formulas.md: the whole reference as Markdown, with an anchor for everything that is cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from figures.formulas import backward_formulas, errata, forward_formulas, remember, worked
from figures.formulas.errata import Erratum
from figures.formulas.formula import Formula
from figures.formulas.frameworks import rules_tables
from figures.formulas.markdown import as_erratum, as_formula, as_passage, marked
from figures.formulas.passage import paragraphs

#: The sections by their numbers: §1 and on.
SECTIONS = {
    1: "Forward",
    2: "Backward",
    3: "Four ways to remember the argmax",
    4: "Worked examples",
    5: "Mistakes that published code makes",
    6: "Where frameworks differ",
}
INTRODUCTION = (
    "What the lab computes, formula by formula, with examples to check code against and the mistakes that are easily "
    "made. Comments, tests and lessons cite this page: F1 is a formula of the forward pass, B2 one of the backward "
    "pass, E5 a mistake that published code makes, §4 a section, S3 a source. The semantics are PyTorch's."
)
NOTATION = {
    "x, y": "input and output of one plane; batches and channels are pooled plane by plane",
    "H, W": "height and width of the input in cells; `H_out` and `W_out` are those of the output",
    "k, s, p, d": "`kernel_size`, `stride`, `padding` and `dilation` on one axis, as pairs (height, width); in F6 and "
    "B9 alone, k is the size of a full window, kH · kW",
    "(a, b), (i, j)": "row and column of an input cell, and of an output cell; both count from 0",
    "W(i, j)": "the window of output cell (i, j): those of its cells that lie in the input",
    "E": "the loss, one number that is computed from all outputs",
    "∂E/∂y, ∂E/∂x": "`grad_output`, the upstream gradient that comes in, and `grad_input`, which goes on",
    "⌊ ⌋, ⌈ ⌉": "rounded down, rounded up to a whole number",
}
ABOUT_SOURCES = (
    "The lab was built from five tutorials on pooling and its backward pass, called S0 to S4; they are not named, as "
    "no copy of them can be cited. What it says was checked against PyTorch, ONNX Runtime, TensorFlow, finite "
    "differences and plain loops. Each of them led to:"
)
FRAMEWORKS = (
    "A row for each rule, five frameworks side by side. At the right stand the versions whose behaviour was measured, "
    "and links to their official documentation or source. The app's page Frameworks runs the layer on screen under two "
    "of these conventions."
)
TUTORIALS = ("S0", "S1", "S2", "S3", "S4")


def document() -> str:
    """The text of docs/formulas.md."""
    return (
        paragraphs(
            "# Pooling: formulas, examples, mistakes",
            "<!-- Written by `make docs` from figures/formulas; edit there. -->",
            INTRODUCTION,
            _contents(),
            "## Notation",
            "\n".join(f"- **{sign}**: {meaning}" for sign, meaning in NOTATION.items()),
            _section(1, *map(as_formula, forward_formulas())),
            _section(2, *map(as_formula, backward_formulas())),
            _section(3, remember.INTRODUCTION, *map(as_passage, remember.WAYS)),
            _section(4, worked.INTRODUCTION, *map(as_passage, worked.EXAMPLES_WORKED)),
            _section(5, errata.INTRODUCTION, *map(as_erratum, errata.ERRATA)),
            _section(6, FRAMEWORKS, *rules_tables()),
            "## Sources",
            ABOUT_SOURCES,
            "\n".join(f"- {marked(name)}**{name}**: {'; '.join(_taken(name))}" for name in TUTORIALS),
        )
        + "\n"
    )


def _section(number: int, *parts: str) -> str:
    return paragraphs(marked(f"section-{number}"), f"## §{number} {SECTIONS[number]}", *parts)


def _contents() -> str:
    cited: dict[int, Sequence[Formula | Erratum]] = {1: forward_formulas(), 2: backward_formulas(), 5: errata.ERRATA}
    lines = ["- [Notation](#notation)"]
    for number, title in SECTIONS.items():
        lines.append(f"- [§{number} {title}](#section-{number})")
        lines += [f"  - [{entry.anchor}](#{entry.anchor.lower()}) {entry.title}" for entry in cited.get(number, ())]
    return "\n".join([*lines, "- [Sources](#sources)"])


def _taken(source: str) -> Iterable[str]:
    """What stands here from a tutorial: its mistakes, and parts of §3 and §4."""
    for entry in errata.ERRATA:
        if entry.source == source:
            yield f"[{entry.anchor}](#{entry.anchor.lower()})"
    for number, passages in ((3, remember.WAYS), (4, worked.EXAMPLES_WORKED)):
        for part in passages:
            if source in part.sources:
                yield f"§{number} {part.title}"
