"""The scripts, style sheets and markup of this folder, which components and files are put together from."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
#: The board that every page and the file draw on.
BOARD = ("colour.js", "board.js", "routes.js")
#: What a script needs that shares a page with Streamlit: its charts, its menu, its way to mount.
ON_PAGE = ("charts.js", "leaving.js", "mount.js")
#: The player on a board.
PLAYING = ("reel.js", "transport.js", "player.js")


def source(*names: str) -> str:
    """The text of files of this folder, one after the other."""
    return "".join((HERE / name.rpartition(".")[2] / name).read_text() for name in names)
