"""Nested lists as Python, JSON, NumPy and PyTorch write them; read list by list, so that a large one takes little."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from pooling.errors import PoolingError, shown

_PART = re.compile(r"\[|\]|[^\[\]]+")
#: What may stand before the first bracket ("x = np.array(", "Parameter containing: tensor(") and behind the last one.
_HEAD = re.compile(
    r"\s*(?:[A-Za-z_][\w.]*\s*[=:]\s*)?(?:Parameter containing:\s*)?(?:<[^<>\[\]]*numpy=\s*)?"
    r"(?:[\w.]*(?:array|tensor)\s*\(\s*)?",
    re.IGNORECASE,
)
#: What a shell or a notebook puts before what it prints.
_PROMPT = re.compile(r"\s*(?:Out ?\[\d{1,9}\]:|>>>[^\n]{0,200}\n)")
_SAID = re.compile(r"\s*,?\s*\w+\s*=\s*(?:<[^<>]*>|'[^']*'|\"[^\"]*\"|\([^()]*\)|[\w.:<]+)")
_END = re.compile(r"\s*,?\s*\)?\s*>?\s*[;,]?\s*")
_DTYPE = re.compile(r"dtype\s*=\s*['\"]?([\w.<]+)")
_SCALAR = re.compile(r"(?:np|numpy)\.(?:float|int|uint)\d+\(([^()\[\]]*)\)")
_DTYPES = {"float": "float64", "double": "float64", "half": "float16", "bfloat16": "float32"}
_DTYPES |= {"int": "int64", "long": "int64", "short": "int16"}
_DTYPES |= {name: name for name in ("float16", "float32", "float64")}
_DTYPES |= {f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)}
#: Lists in lists: an array has at most four axes.
DEEPEST = 4
LONGEST_WRAPPER = 500
LONGEST_ROW = 2_000_000
SEPARATORS = " \t\r\n,"


def unwrapped(text: str, name: str) -> tuple[str, np.dtype | None]:
    """The lists in a text, and the dtype that is said beside them; bfloat16 is read as float32, which holds it.

    Raises
    ------
    PoolingError
        When what stands around them is not what NumPy, PyTorch or Python write there.

    Examples
    --------
    >>> unwrapped("tensor([[1., 2.]], dtype=torch.float16, grad_fn=<MeanBackward0>)", "x")
    ('[[1., 2.]]', dtype('float16'))
    """
    text = text[prompt.end() :] if (prompt := _PROMPT.match(text)) else text
    first, last = text.find("["), text.rfind("]")
    if last < first:
        raise _unbalanced(name, "a list that does not end")
    head, tail = text[:first], text[last + 1 :]
    for around, is_wrapper in ((head, _is_head), (tail, _is_tail)):
        if len(around) > LONGEST_WRAPPER or not is_wrapper(around):
            raise PoolingError.broken(
                name, "be lists of numbers, as NumPy, PyTorch or Python write them", shown(around)
            )
    said = _DTYPE.search(head) or _DTYPE.search(tail)
    body = text[first : last + 1]
    return _SCALAR.sub(r"\1", body) if "(" in body else body, _dtype(said.group(1), name) if said else None


def _is_head(text: str) -> bool:
    return _HEAD.fullmatch(text) is not None


def _is_tail(text: str) -> bool:
    while said := _SAID.match(text):
        text = text[said.end() :]
    return _END.fullmatch(text) is not None


def _dtype(said: str, name: str) -> np.dtype:
    known = _DTYPES.get(said.split(".")[-1])
    if known is None:
        raise PoolingError.broken(name, "hold numbers, float16 to float64 or ints", f"dtype {shown(said)}")
    return np.dtype(known)


def leaves(body: str, name: str) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """The innermost lists, each with the place where it stands: which list in which list; the words in it.

    Raises
    ------
    PoolingError
        When brackets do not match, or something stands between lists.

    Examples
    --------
    >>> list(leaves("[[1, 2], [3, 4]]", "x"))
    [((0, 0), ['1', '2']), ((0, 1), ['3', '4'])]
    """
    counts, is_leaf, between = [0], False, ""
    for part in _PART.finditer(body):
        word = part.group()
        if word not in ("[", "]"):
            between = word
            continue
        ends = word == "]"
        if not (ends and is_leaf) and between.strip(SEPARATORS):
            raise PoolingError.broken(name, "hold nothing between its lists", shown(between.strip(SEPARATORS)))
        if not ends:
            counts.append(0)
            if len(counts) > DEEPEST + 1:
                raise PoolingError.broken(name, "have 2 to 4 axes", f"{DEEPEST + 1} or more")
        elif len(counts) == 1:
            raise _unbalanced(name, "a list that does not begin")
        else:
            if len(between) > LONGEST_ROW:
                rule = f"have at most {LONGEST_ROW:,} characters in a row"
                raise PoolingError.broken(name, rule, f"{len(between):,}")
            if is_leaf:
                yield tuple(counts[:-1]), words_of(between)
            counts.pop()
            counts[-1] += 1
        is_leaf, between = not ends, ""
    if len(counts) > 1:
        raise _unbalanced(name, "a list that does not end")


def words_of(inside: str) -> list[str]:
    """What stands in a list: between commas where there are any, else between spaces.

    >>> words_of("1, 2,"), words_of(" 1.  2. ")
    (['1', '2'], ['1.', '2.'])
    """
    if "," not in inside:
        return inside.split()
    words = [word.strip() for word in inside.split(",")]
    return words if words[-1] else words[:-1]


def outer_shape(largest: Sequence[int]) -> tuple[int, ...]:
    """The axes above the rows, from the largest place on each; one list around everything is no axis.

    >>> outer_shape([0, 1]), outer_shape([0]), outer_shape([1])
    ((2,), (1,), (2,))
    """
    shape = tuple(n + 1 for n in largest)
    return shape[1:] if len(shape) > 1 and shape[0] == 1 else shape


def _unbalanced(name: str, got: str) -> PoolingError:
    return PoolingError.broken(name, "close every list that it opens", got)
