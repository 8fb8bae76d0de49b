"""What a formula is: a name to cite it by, LaTeX, plain words, and where the code computes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """One formula of the lab.

    Attributes
    ----------
    anchor : str
        What comments, tests and teachers cite it by: F and a number forward, B and a number backward.
    title : str
    lines : tuple of str
        LaTeX, each line an equation of its own. No backslash stands before a punctuation mark: Markdown would eat it.
    text : str
        What the lines say, for a reader in the first year.
    code : tuple of str
        Dotted names of what computes it.
    detail : str
        The fine print, where there is any.
    """

    anchor: str
    title: str
    lines: tuple[str, ...]
    text: str
    code: tuple[str, ...]
    detail: str = ""

    @property
    def number(self) -> int:
        """Its place among the formulas of its pass.

        >>> Formula("B7", "", (), "", ()).number
        7
        """
        return int(self.anchor[1:])

    @property
    def words(self) -> str:
        """All that it says in words."""
        return f"{self.text} {self.detail}".strip()


@dataclass(frozen=True)
class OperatorFormulas:
    """The formulas of one operator, which `OPERATORS` has under the name `operator`."""

    operator: str
    forward: tuple[Formula, ...]
    backward: tuple[Formula, ...]
