"""Rows of numbers on lines: spreadsheet block, CSV, spaces, Markdown, LaTeX; split into words and no further."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lab.arrays.numbers import is_number

_LINE = re.compile(r"[^\r\n]+")
_BETWEEN_ROWS = re.compile(r"\\\\(?:\[[^\[\]\\]{0,20}\])?|\\cr\b|\\tabularnewline\b")
_COMMAND = re.compile(
    r"\\(?:begin|end) {0,9}\{[^{}]{0,40}\}(?:\{[^{}]{0,40}\}|\[[^\[\]]{0,40}\])?"
    r"|\\(?:left|right|[bB]igg?[lr]?) {0,9}(?:\\[{}|]|[\[\]().|])"
    r"|\\(?:hline|toprule|midrule|bottomrule|displaystyle)\b|\\[\[\](),;!]|\$+|\b[A-Za-z] {0,9}="
)
_SPACED = re.compile(r"[\d.] +[+\-.\d]", re.ASCII)
_COMMA_BY_SPACE = re.compile(r"\s,|,\s")
_RULE = re.compile(r"[\s|:]*-[\s|:-]*")
_DECIMAL = re.compile(r"\s*[+\-−]?\d*,\d+(?:[eE][+-]?\d+)?\s*", re.ASCII)
#: What may also be an int whose thousands are set apart.
_THOUSANDS = re.compile(r"\s*[+\-−]?[1-9]\d{0,2},\d{3}\s*", re.ASCII)

Splitting = Callable[[str], list[str]]


def is_latex(text: str) -> bool:
    """Whether a text holds rows as LaTeX writes them."""
    return "\\" in text


def latex(text: str) -> str:
    """Rows of LaTeX on lines, cells between tabs.

    >>> latex(r"\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}")
    ' 1 \\t 2 \\n3 \\t 4 '
    """
    rows = (_COMMAND.sub("", row.replace("\n", " ").lstrip()) for row in _BETWEEN_ROWS.split(text))
    return "\n".join(row.replace("&", "\t") for row in rows if row.strip())


def lines(text: str) -> Iterator[str]:
    """The lines of a text that are not empty and no remark ("# …")."""
    for found in _LINE.finditer(text):
        line = found.group()
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def markdown(text: str) -> str:
    """Rows of a Markdown table on lines, cells between tabs; without the rule and a heading that holds no number.

    >>> markdown("| a | b |\\n|---|---|\\n| 1 | 2 |")
    '1\\t2'
    """
    found = [line for line in lines(text) if not _RULE.fullmatch(line)]
    rows = [[word.strip() for word in line.strip().removeprefix("|").removesuffix("|").split("|")] for line in found]
    if len(rows) > 1 and not any(map(is_number, rows[0])):
        rows = rows[1:]
    return "\n".join(map("\t".join, rows))


def table(text: str) -> tuple[Callable[[], Iterator[list[str]]], bool | None]:
    """The rows of a table, to be walked as often as needed, and whether commas in its cells are those of decimals.

    Lines are split at tabs, semicolons, commas or spaces, the first of them that they hold. None of the latter means
    that commas may as well set thousands apart.

    >>> rows, decimal = table("1,5;2\\n3;4")
    >>> list(rows()), decimal
    ([['1,5', '2'], ['3', '4']], True)
    """
    if is_latex(text):
        text = latex(text)
    elif "|" in text:
        text = markdown(text)
    if ";" in text and "\t" not in text and _SPACED.search(text):
        text = text.replace(";", "\n")  # rows as MATLAB writes them: 1 2; 3 4
    sign = next((sign for sign in "\t;," if sign in text), "")
    if sign == "," and not _is_csv(text):
        split: Splitting = str.split
    else:
        split = (lambda line: [word.strip().strip('"') for word in line.split(sign)]) if sign else str.split

    def rows() -> Iterator[list[str]]:
        return map(split, lines(text))

    if split is not str.split and sign == ",":
        return rows, False
    decimal = decimals(word for row in rows() for word in row) if "," in text else False
    return rows, True if decimal is None and sign == ";" else decimal


def _is_csv(text: str) -> bool:
    """Whether commas stand between numbers: not where spaces do, nor where a line has one and another has none."""
    if _SPACED.search(text) and not _COMMA_BY_SPACE.search(text):
        return False
    counts = {line.count(",") for line in lines(text)}
    return counts != {0, 1}


def decimals(words: Iterable[str]) -> bool | None:
    """Whether the commas in cells are those of decimals; None where they may also set thousands apart.

    >>> decimals(["1,5", "2"]), decimals(["1,234", "2"]), decimals(["1,234.5"]), decimals(["1", "2"])
    (True, None, False, False)
    """
    found: bool | None = False
    for word in words:
        if "." in word or ("," in word and not _DECIMAL.fullmatch(word)):
            return False
        if "," in word and found is not True:
            found = None if _THOUSANDS.fullmatch(word) else True
    return found
