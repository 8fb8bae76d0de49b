"""The Markdown of lessons as HTML, for files in which nothing reads it: paragraphs, lists, emphasis, code, formulas.

Everything else is text, and no text becomes markup: a lesson of one's own may hold what a stranger wrote.
"""

from __future__ import annotations

import re
import string
from html import escape

from figures.mathml import inline
from figures.plain import JOINER
from figures.stories.safe import ITEM

#: One mark with what it holds: a sign that is quoted, `code`, $formula$, **strong**, *emphasis*.
_MARK = re.compile(
    rf"\\([{re.escape(string.punctuation)}])|`([^`\n]+)`|\$([^$\n]+)\$|\*\*([^\n]+?)\*\*|\*(\w(?:[^*\n]*\w)?)\*"
)


def marked(text: str) -> str:
    r"""Markdown as HTML.

    >>> marked("The **largest** of `x` < 3.\n\n- 1\n- 2")
    '<p>The <strong>largest</strong> of <code>x</code> &lt; 3.</p><ul><li>1</li><li>2</li></ul>'
    """
    return "".join(_block(block) for block in re.split(r"\n\s*\n", text.replace(JOINER, "").strip("\n")))


def _block(block: str) -> str:
    lines = block.split("\n")
    items = [found for line in lines if (found := ITEM.fullmatch(line.strip()))]
    if len(items) < len(lines):
        return f"<p>{line_of(' '.join(lines))}</p>"
    tag, number = ("ol", items[0][1]) if items[0][1] else ("ul", None)
    start = f' start="{int(number)}"' if number and int(number) != 1 else ""
    return f"<{tag}{start}>{''.join(f'<li>{line_of(item[2])}</li>' for item in items)}</{tag}>"


def line_of(text: str) -> str:
    r"""A line of Markdown as HTML.

    >>> line_of(r"a\*b, $x^2$"), line_of("<i>")
    ('a*b, <math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>', '&lt;i&gt;')
    """
    made, at = [], 0
    for mark in _MARK.finditer(text):
        made += [escape(text[at : mark.start()]), _shown(*mark.groups())]
        at = mark.end()
    return "".join([*made, escape(text[at:])])


def _shown(quoted: str | None, code: str | None, formula: str | None, strong: str | None, weak: str | None) -> str:
    if quoted is not None:
        return escape(quoted)
    if code is not None:
        return f"<code>{escape(code)}</code>"
    if formula is not None:
        return _formula(formula)
    return f"<strong>{line_of(strong)}</strong>" if strong is not None else f"<em>{line_of(weak or '')}</em>"


def _formula(latex: str) -> str:
    """A formula; one that cannot be read, or is nested too deeply, as a stranger may write it, is shown as it is."""
    try:
        return inline(latex)
    except (LookupError, RecursionError):
        return f"<code>{escape(latex)}</code>"
