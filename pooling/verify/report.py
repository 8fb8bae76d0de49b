"""What is said of a function that was tried on the hard cases."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from pooling.verify.hard import Hard
from pooling.verify.known import Named
from pooling.verify.seen import address
from pooling.verify.verdict import Verdict

#: So many failed cases are told one by one.
MOST_TOLD = 3


@dataclass(frozen=True, eq=False)
class Tried:
    """One case, and the verdict on what the function gave, or what it raised."""

    hard: Hard
    verdict: Verdict | None
    error: str = ""

    @property
    def ok(self) -> bool:
        return self.verdict is not None and self.verdict.ok

    def line(self, common: tuple[Named, ...]) -> str:
        """The case and what is wrong; of several mistakes those that fit all failed cases, if there are such."""
        if self.verdict is None:
            return f"{self.hard.title}: it raises {self.error}."
        names = [mistake.name for mistake in common]
        fitting = [m for m in self.verdict.mistakes if m.name in names] or list(self.verdict.mistakes)
        if not fitting:
            return f"{self.hard.title}: {self.verdict.text}"
        gives = "; or ".join(mistake.gives for mistake in fitting[:MOST_TOLD])
        return f"{self.hard.title}: {self.verdict.count}. It is {gives}."


@dataclass(frozen=True, eq=False)
class Report:
    """All cases that a function was tried on.

    Attributes
    ----------
    what : "output" or "grad_input"
    tried : every case with its verdict
    skipped : names of cases that the function cannot be asked, with the reason
    """

    what: str
    tried: tuple[Tried, ...]
    skipped: tuple[tuple[str, str], ...] = ()

    @property
    def ok(self) -> bool:
        return bool(self.tried) and not self.failed

    @property
    def failed(self) -> tuple[Tried, ...]:
        return tuple(each for each in self.tried if not each.ok)

    @property
    def mistakes(self) -> tuple[Named, ...]:
        """The mistakes that fit every failed case."""
        verdicts = [each.verdict for each in self.failed]
        if not verdicts or any(verdict is None for verdict in verdicts):
            return ()
        named = [{m.name: m for m in verdict.mistakes} for verdict in verdicts if verdict is not None]
        return tuple(m for name, m in named[0].items() if all(name in other for other in named[1:]))

    def lines(self) -> list[str]:
        """The report, line by line."""
        count, failed = len(self.tried), self.failed
        if not count:
            head = ["No case could be tried."]
        elif not failed:
            head = [f"All {count} cases pass."]
        else:
            names = ", ".join(dict.fromkeys(each.hard.name for each in failed))
            head = [f"{len(failed)} of {count} cases fail: {names}."]
        shown = [each.verdict for each in failed if each.verdict is not None]
        see = [f"See it: {where}"] if (where := next(filter(None, map(address, shown)), "")) else []
        told = [each.line(self.mistakes) for each in failed[:MOST_TOLD]]
        rest = [f"… and {len(failed) - MOST_TOLD} more."] if len(failed) > MOST_TOLD else []
        reasons = list(dict.fromkeys(reason for _, reason in self.skipped))
        skipped = [
            f"Not tried, for the function takes no {reason}: "
            + ", ".join(name for name, why in self.skipped if why == reason)
            + "."
            for reason in reasons
        ]
        return [*head, *told, *rest, *see, *skipped]

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        head, *rest = (escape(line) for line in self.lines())
        shown = [each.verdict for each in self.failed if each.verdict is not None][:1]
        return (
            f"<p><b>{head}</b></p>"
            + "".join(f"<p>{line}</p>" for line in rest)
            + "".join(verdict.tables() for verdict in shown)
        )
