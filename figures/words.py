"""Small words around numbers."""

#: What an operator that selects is after: the cell that wins is the …, and it is … than the others.
CHOICE = {"max": ("largest", "greater"), "min": ("smallest", "smaller")}


def count(n: int, thing: str) -> str:
    """A number with its thing, in the plural where it takes one.

    >>> count(1, "cell"), count(2, "cell")
    ('1 cell', '2 cells')
    """
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
