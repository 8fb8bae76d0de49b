"""What a program writes into the README beside it: all that stands between two marks."""

from __future__ import annotations

from pathlib import Path

README = Path(__file__).resolve().parent / "README.md"


def write_between(start: str, end: str, text: str, readme: Path = README) -> None:
    """Put `text` in the place of what stood there; the marks are lines of their own."""
    before, _, rest = readme.read_text().partition(start)
    readme.write_text(before + start + text + "\n" + end + rest.partition(end)[2])
