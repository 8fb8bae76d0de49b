"""The mistakes that people make in pooling code, a kind a file."""

from pooling.verify.known import divided, laid_out, placed, written
from pooling.verify.known.mistake import Mistake, Named, named

#: Every mistake that is looked for, by its name.
MISTAKES: dict[str, Mistake] = {
    mistake.name: mistake for kind in (written, laid_out, divided, placed) for mistake in kind.EVERY
}

__all__ = ["MISTAKES", "Mistake", "Named", "named"]
