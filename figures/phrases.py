"""Small words around numbers."""

from collections.abc import Iterable, Sequence

#: Keeps a size or an amount on one line.
NO_BREAK = "\N{NO-BREAK SPACE}"


def listed(items: Sequence[str]) -> str:
    """Things in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def by(size: Iterable[int]) -> str:
    """A size, for a caption.

    >>> by((2, 3))
    '2 × 3'
    """
    return " × ".join(map(str, size))


def count(n: int, thing: str) -> str:
    """A number with its thing, in the plural where it takes one.

    >>> count(1, "cell"), count(2, "cell")
    ('1 cell', '2 cells')
    """
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def ordinal(n: int) -> str:
    """A number that says which.

    >>> [ordinal(n) for n in (2, 3, 11, 34, 121)]
    ['2nd', '3rd', '11th', '34th', '121st']
    """
    usual = n % 10 if n % 100 // 10 != 1 else 0
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(usual, 'th') }"
