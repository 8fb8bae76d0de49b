"""``python -m pooling.verify --write DIR``: the hard cases as an .npz and a pytest file of plain NumPy."""

from __future__ import annotations

import argparse
from pathlib import Path

from pooling.verify.write import write


def main() -> None:
    """Read the arguments, write, and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m pooling.verify", description=__doc__)
    parser.add_argument("--write", metavar="DIR", type=Path, required=True, help="the folder to write into")
    for path in write(parser.parse_args().write):
        print(path)


if __name__ == "__main__":
    main()
