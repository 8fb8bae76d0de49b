"""The little Markdown that a stranger's text may have: emphasis, lists, inline code and formulas; all else is text.

No link, no picture, no heading, no HTML. What is allowed is made anew from what was read; nothing passes as it was.
"""

from __future__ import annotations

import re

from figures.plain import plain, visible

#: One mark with what it holds: `code`, $formula$, **strong**, *emphasis*.
_MARK = re.compile(r"`([^`\n]+)`|\$([^$\n]+)\$|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*")
#: A line of a list: its number, if it has one, and what it says.
ITEM = re.compile(r"(?:[-*]|(\d{1,2})[.)])\s+(.*)")
#: What a formula may be made of: signs, and commands by name. KaTeX has others that load, colour or draw at any size.
_SIGNS = re.compile(r"[A-Za-z0-9\s+\-*/=()\[\]{},.!|'^_<>]*")
_COMMAND = re.compile(r"\\([A-Za-z]+|[,;\\ {}])")
COMMANDS = frozenset(
    """frac tfrac dfrac sqrt sum prod max min arg log exp partial nabla cdot times div pm le leq ge geq ne neq lt gt
    approx infty in to mapsto lfloor rfloor lceil rceil left right text mathrm mathbf hat bar alpha beta gamma delta
    epsilon eta theta lambda mu sigma Delta Sigma quad ldots cdots dots""".split()  # noqa: SIM905
)
DEEPEST = 8


def safe(text: str) -> str:
    r"""Markdown that shows this text with the few marks that are allowed, and no others.

    >>> print(safe("A *winner*: `max`, $x_1$. <b>no</b> [x](y)"))
    A *winner*\: `max`\, $x_1$\. \<b\>no\<\/b\> \[x\]\(y\)
    """
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    made: list[str] = []
    before = ""
    for line in lines:
        item = ITEM.fullmatch(line)
        kind = "item" if item else "text" if line else ""
        if kind != before and made and before and kind:
            made.append("")  # a list needs an empty line before and after it
        made.append(_item(item) if item else _inline(line))
        before = kind
    return "\n".join(made).strip("\n")


def _item(found: re.Match[str]) -> str:
    number, text = found.groups()
    return f"{number}. {_inline(text)}" if number else f"- {_inline(text)}"


def _inline(line: str) -> str:
    """A line with its marks; the text between them is quoted piece by piece, so that no mark is made at a seam."""
    made, quoted, at = [], "", 0
    for mark in _MARK.finditer(line):
        quoted += line[at : mark.start()]
        at = mark.end()
        shown = _marked(*mark.groups())
        if shown is None:
            quoted += mark.group()
        else:
            made += [plain(quoted), shown]
            quoted = ""
    return "".join([*made, plain(quoted + line[at:])])


def _marked(code: str | None, formula: str | None, strong: str | None, weak: str | None) -> str | None:
    """What one mark is written as; None where it is to be read as text."""
    if code is not None:
        return f"`{visible(code).strip()}`" if code.strip() else None
    if formula is not None:
        return f"${formula.strip()}$" if is_formula(formula) else None
    inner, sign = (strong, "**") if strong is not None else (weak or "", "*")
    # With a space or a mark at its edge it would not be read as emphasis.
    return f"{sign}{plain(inner)}{sign}" if inner[0].isalnum() and inner[-1].isalnum() else None


def is_formula(text: str) -> bool:
    r"""Whether KaTeX may be given this: known signs and commands, braces in pairs and not deep.

    >>> is_formula(r"\frac{\partial E}{\partial x}"), is_formula(r"\href{x}{y}"), is_formula("{")
    (True, False, False)
    """
    if not text.strip() or not all(name in COMMANDS or not name.isalpha() for name in _COMMAND.findall(text)):
        return False
    if not _SIGNS.fullmatch(_COMMAND.sub("", text)):
        return False
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not 0 <= depth <= DEEPEST:
            return False
    return depth == 0
