"""What a step shows, as HTML that needs nothing else: for files, in which no chart is drawn and no cell edited."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from figures.heard import lines
from figures.lessons.kit.lesson import Chart, Code, Drawing, Grid, Item, Photo, Posed, Rows, Stems
from figures.marked import line_of, marked
from figures.table import facts, table

#: What stands before code that is right or wrong.
VERDICTS = {"wrong": "✗ ", "right": "✓ "}


def things(items: Iterable[Item]) -> str:
    """Things beside each other."""
    return f'<div class="lab-things">{"".join(map(_thing, items))}</div>'


def _thing(item: Item) -> str:
    """One of the things that a step shows: of a chart the numbers, as those who hear the page get them."""
    if isinstance(item, Code):
        title = f'<h3 class="lab-verdict-{item.verdict}">{VERDICTS.get(item.verdict, "")}{escape(item.title)}</h3>'
        return f'<div class="lab-across">{title}<pre><code>{escape(item.text)}</code></pre></div>'
    if isinstance(item, Rows):
        cells = [[escape(cell) for cell in row] for row in item.rows]
        shown = facts(item.title, map(escape, item.head), cells, [item.strong])
        return f'<div class="lab-across">{_head(item.title, "")}{shown}</div>'
    place, head = "", _head(item.title, item.caption)
    if isinstance(item, Grid):
        shown = table(item.picture, item.title, item.marks, item.padding)
    elif isinstance(item, Chart):
        place, shown = "lab-points", lines(item.title, item.spec)
    elif isinstance(item, Stems):
        place, shown = "lab-across", item.svg
    elif isinstance(item, Drawing):
        shown = item.svg + item.table
    elif isinstance(item, Photo):
        shown = f'<img class="lab-view" alt="{escape(item.seen)}" src="{item.url}">'
    else:
        assert_never(item)
    return f'<div class="{place}">{head}{shown}</div>'


def _head(title: str, caption: str) -> str:
    return f'<div class="lab-head"><h2>{escape(title)}</h2><div>{caption}</div></div>'


def asked(posed: Posed) -> str:
    """A question with its options; the answer is folded."""
    options = "".join(f"<li>{line_of(option)}</li>" for option in posed.options)
    answered = f"<p><strong>{line_of(posed.right)}</strong></p>{marked(posed.why)}"
    return f"{marked(posed.ask)}<ul>{options}</ul>{folded('Answer', answered)}"


def folded(title: str, held: str) -> str:
    """What is seen once it is asked for."""
    return f"<details><summary>{escape(title)}</summary>{held}</details>"
