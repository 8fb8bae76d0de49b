"""Which array is what: guessed by its name, else by its shape where only one thing has that shape."""

from __future__ import annotations

import re

from numpy.typing import NDArray

from pooling.parameters import Pair

ROLES = ("x", "grad_output", "output", "indices", "grad_input")
#: How people call them; compared in small letters without what is no letter or digit.
NAMES = {
    "x": "x input inputs inp aprev image images",
    "grad_output": "gradoutput gradoutputs gradout dout doutput dy da upstream dldy dedy",
    "output": "y output outputs out a pooled forward",
    "indices": "indices index idx ind argmax switches",
    "grad_input": "gradinput gradinputs gradin dx daprev dinput dldx dedx",
}
#: How people call what their own code gave, whatever that is.
MINE = ("mine", "my", "yours", "result", "answer")
_OWNERS = {name: role for role, names in NAMES.items() for name in names.split()}
_ODD = re.compile(r"[^a-z0-9]")


def roles(
    arrays: dict[str, NDArray],
    x: NDArray | None = None,
    output_size: Pair | None = None,
    mine: str = "grad_input",
) -> dict[str, str]:
    """For each role that is certain the name of the array that has it.

    Parameters
    ----------
    arrays : dict
        The arrays of a file by name.
    x : array, optional
        The input, where it is there already and the file brings no other.
    output_size : (height, width), optional
        What the layer makes of it.
    mine : str
        The role of an array that is called the visitor's own.

    Examples
    --------
    >>> import numpy as np
    >>> roles({"X": np.ones((4, 4)), "dout": np.ones((2, 2)), "mine": np.ones((4, 4))})
    {'x': 'X', 'grad_output': 'dout', 'grad_input': 'mine'}
    """
    owners = _OWNERS | dict.fromkeys(MINE, mine)
    found = _by_name(arrays, owners)
    wanted = _shapes(arrays, found, x, output_size)
    left = [name for name in arrays if name not in found.values() and _plain(name) not in owners]
    for role, shape in wanted.items():
        fitting = [name for name in left if arrays[name].shape == shape]
        rivals = [other for other, its in wanted.items() if its == shape and other not in found]
        if role not in found and len(fitting) == 1 and rivals == [role]:
            found[role] = fitting[0]
            left.remove(fitting[0])
    return {role: found[role] for role in ROLES if role in found}


def _plain(name: str) -> str:
    """A name as it is compared."""
    return _ODD.sub("", name.lower())


def _by_name(arrays: dict[str, NDArray], owners: dict[str, str]) -> dict[str, str]:
    """Roles that exactly one array bears the name of, to the letter or nearly; indices are whole numbers."""
    said: dict[str, list[str]] = {}
    for name, array in arrays.items():
        role = owners.get(_plain(name))
        if role is not None and (role != "indices" or array.dtype.kind in "iu"):
            said.setdefault(role, []).append(name)
    return {
        role: role if role in names else names[0] for role, names in said.items() if len(names) == 1 or role in names
    }


def _shapes(
    arrays: dict[str, NDArray], found: dict[str, str], x: NDArray | None, output_size: Pair | None
) -> dict[str, tuple[int, ...]]:
    """What shape the roles have that could still be given by it: mine is as large as x, the rest as the output."""
    x = arrays[found["x"]] if "x" in found else x
    wanted: dict[str, tuple[int, ...]] = {}
    if x is not None:
        wanted["grad_input"] = x.shape
        if output_size is not None:
            wanted |= dict.fromkeys(("grad_output", "output"), (*x.shape[:-2], *output_size))
    for role in ("grad_output", "output"):
        if role in found and x is not None and output_size is None:
            wanted |= dict.fromkeys(("grad_output", "output"), arrays[found[role]].shape)
    # An input and an output of one size tell nothing apart.
    return {} if len(set(wanted.values())) < 2 and len(wanted) > 1 else wanted
