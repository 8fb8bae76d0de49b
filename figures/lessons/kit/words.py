"""Words of art that several lessons need: each says them where it first does, for a link may open it alone."""

#: What E and the upstream gradient are.
UPSTREAM = (
    "E is the error of the network, one number. The upstream gradient ∂E/∂y says how fast E changes with each output."
)


def defined(text: str) -> str:
    """What a step says, and in a paragraph of its own what E and the upstream gradient are.

    >>> defined("It goes to the winner.").splitlines()[0]
    'It goes to the winner.'
    """
    return f"{text}\n\n{UPSTREAM}"
