r"""The LaTeX of the lessons as MathML, which browsers draw by themselves: for files that may load nothing.

A formula is read from left to right: an atom (a sign, a number, a command with what it takes, or a group in braces),
then what stands below and above it. Commands are those that lessons use, and those that a stranger's text may have
(`figures/stories/safe.py`); another one is an error that names it.

Of libraries, latex2mathml 3.81 lets an unknown command through as letters, and sets the lines of `aligned` in one row.
"""

from __future__ import annotations

import re
from html import escape

from figures.numbers import MINUS
from figures.phrases import NO_BREAK

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S|\s+")
SIGNS = {
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "lt": "<", "gt": ">", "approx": "≈", "in": "∈", "to": "→", "mapsto": "↦", "leftarrow": "←",
    "implies": "⟹", "dots": "…", "ldots": "…", "cdots": "⋯", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "lvert": "|", "rvert": "|", "{": "{", "}": "}", "bmod": "mod",
}  # fmt: skip
LETTERS = {
    "partial": "∂", "nabla": "∇", "infty": "∞", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ",
    "varepsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "sigma": "σ", "Delta": "Δ", "Sigma": "Σ",
}  # fmt: skip
NAMES = ("max", "min", "arg", "log", "exp")
#: What has its bounds below and above it, not beside it.
OVER = {"sum": "∑", "prod": "∏"}
SPACES = {",": 0.17, ";": 0.28, " ": 0.33, "quad": 1.0, "allowbreak": 0.0}
LARGER = {"bigl": 1.2, "bigr": 1.2, "Bigl": 1.8, "Bigr": 1.8}
#: A minus between two numbers, and one that belongs to what follows; and after which signs it does.
SUBTRACTED, NEGATED = f"<mo>{MINUS}</mo>", f'<mo form="prefix">{MINUS}</mo>'
_TAKES_A_SIGN = re.compile(r"<mo>[^)\]}<]</mo>$|<mo [^>]*>[(\[{]</mo>$")
ACCENTS = {"hat": "^", "bar": "¯"}


def mathml(latex: str) -> str:
    r"""A formula as an element of its own line.

    >>> mathml(r"x_1 \le 2")[:60]
    '<math display="block"><mrow><msub><mi>x</mi><mn>1</mn></msub'

    Raises
    ------
    LookupError
        When a command is none of those above, or has not what it takes.
    """
    return f'<math display="block">{_Reader(latex).row()}</math>'


def inline(latex: str) -> str:
    """A formula within a line."""
    return f"<math>{_Reader(latex).row()}</math>"


class _Reader:
    """Reads the tokens of a formula one after the other."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.at = 0

    def row(self, *ends: str) -> str:
        """All up to one of `ends`, which is read too, or to the end of the formula."""
        parts: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in ends:
            part = self._scripted()
            if part == SUBTRACTED and (not parts or _TAKES_A_SIGN.search(parts[-1])):
                part = NEGATED
            parts += [part] if part else []
        self.at += 1
        return f"<mrow>{''.join(parts)}</mrow>"

    def _next(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _scripted(self) -> str:
        """An atom with what stands below and above it."""
        token = self.tokens[self.at]
        base, scripts = self._atom(), {}
        while self.at < len(self.tokens) and self.tokens[self.at] in "_^":
            sign = self._next()
            scripts[sign] = self._argument()
        form = "".join(sign for sign in "_^" if sign in scripts)
        over = token[1:] in (*OVER, *NAMES, "underbrace")
        tags = {"_": ("msub", "munder"), "^": ("msup", "mover"), "_^": ("msubsup", "munderover")}
        return _within(tags[form][over], base, *(scripts[sign] for sign in form)) if form else base

    def _argument(self) -> str:
        """What a command takes: a group, or one atom; of a number its first digit, so that \tfrac14 is a quarter."""
        while self.tokens[self.at].isspace():
            self.at += 1
        token = self.tokens[self.at]
        if token[0].isdigit():
            self.tokens[self.at : self.at + 1] = [token[0], *([token[1:]] if token[1:] else [])]
        return self._atom()

    def _atom(self) -> str:
        token = self._next()
        if token.startswith("\\"):
            return self._command(token[1:])
        if token == "{":
            return self.row("}")
        if token.isspace():
            return ""
        if token[0].isdigit():
            return f"<mn>{token}</mn>"
        return _within("mi", token) if token.isalpha() else _sign(MINUS if token == "-" else token)

    def _command(self, name: str) -> str:
        if name in SIGNS:
            return _sign(SIGNS[name])
        if name in LETTERS:
            return _within("mi", LETTERS[name])
        if name in NAMES:
            return f"<mi>{name}</mi>"
        if name in OVER:
            return f"<mo>{OVER[name]}</mo>"
        if name in SPACES:
            return f'<mspace width="{SPACES[name]}em"></mspace>'
        if name in LARGER:
            return f'<mo stretchy="false" style="font-size:{LARGER[name]}em">{escape(self._delimiter())}</mo>'
        if name in ACCENTS:
            return _within("mover", self._argument(), f"<mo>{ACCENTS[name]}</mo>")
        if name not in TAKING:
            raise LookupError(f"figures/mathml.py has no command \\{name}")
        return TAKING[name](self)

    def _delimiter(self) -> str:
        """A bracket, which may be a command; "." stands for none."""
        token = self._next()
        return SIGNS[token[1:]] if token.startswith("\\") else "" if token == "." else token

    def _frac(self, style: str = "") -> str:
        return f"<mfrac{style}>{self._argument()}{self._argument()}</mfrac>"

    def _dfrac(self) -> str:
        return self._frac(' displaystyle="true"')

    def _tfrac(self) -> str:
        return self._frac(' displaystyle="false"')

    def _sqrt(self) -> str:
        return _within("msqrt", self._argument())

    def _underbrace(self) -> str:
        return _within("munder", self._argument(), '<mo stretchy="true">⏟</mo>')

    def _left(self) -> str:
        """Brackets as high as what is between them."""
        first = self._delimiter()
        held = self.row("\\right")
        return f"<mrow><mo>{escape(first)}</mo>{held}<mo>{escape(self._delimiter())}</mo></mrow>"

    def _text(self) -> str:
        return f"<mtext>{escape(self._words()).replace(' ', NO_BREAK)}</mtext>"

    def _mathrm(self) -> str:
        return f'<mi mathvariant="normal">{escape(self._words())}</mi>'

    def _mathbf(self) -> str:
        return f'<mrow style="font-weight:bold">{self._argument()}</mrow>'

    def _words(self) -> str:
        """What stands in braces, as it is."""
        self._next()
        start = self.at
        while self._next() != "}":
            pass
        return "".join(self.tokens[start : self.at - 1])

    def _begin(self) -> str:
        """Lines whose parts stand below each other: the odd ones end, the even ones begin, where they meet."""
        if (name := self._words()) != "aligned":
            raise LookupError(f"figures/mathml.py has no lines called {name}")
        lines: list[list[str]] = [[]]
        end = ""
        while end != "\\end":
            lines[-1].append(_cell(len(lines[-1]), self.row("&", "\\\\", "\\end")))
            end = self.tokens[self.at - 1]
            if end == "\\\\":
                lines.append([])
        self._words()
        return f'<mtable displaystyle="true">{"".join(_within("mtr", *cells) for cells in lines)}</mtable>'


#: The commands that take what follows them.
TAKING = {
    "frac": _Reader._frac,
    "dfrac": _Reader._dfrac,
    "tfrac": _Reader._tfrac,
    "sqrt": _Reader._sqrt,
    "underbrace": _Reader._underbrace,
    "left": _Reader._left,
    "text": _Reader._text,
    "mathrm": _Reader._mathrm,
    "mathbf": _Reader._mathbf,
    "begin": _Reader._begin,
}


def _cell(number: int, held: str) -> str:
    """A part of a line; browsers differ in where they are told the side on which it ends."""
    side = "left" if number % 2 else "right"
    style = f"text-align:{side};text-align:-webkit-{side};padding:0.25em 0"
    return f'<mtd columnalign="{side}" style="{style}">{held}</mtd>'


def _sign(sign: str) -> str:
    """An operator or a bracket; brackets grow by \\left and \\bigl alone, as in LaTeX."""
    still = ' stretchy="false"' if sign in "()[]{}|⌊⌋⌈⌉" else ""
    return f"<mo{still}>{escape(sign)}</mo>"


def _within(tag: str, *held: str) -> str:
    return f"<{tag}>{''.join(held)}</{tag}>"
