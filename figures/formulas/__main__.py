"""Writes docs/formulas.md: `python -m figures.formulas`."""

from pathlib import Path

from figures.formulas.document import document

PATH = Path(__file__).resolve().parents[2] / "docs" / "formulas.md"

if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
