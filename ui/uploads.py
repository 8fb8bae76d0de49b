"""Files that visitors send: the server keeps none longer than it takes to read it, and few and small ones until then.

Streamlit keeps every file that an uploader ever took until its session ends, and takes files from whoever knows a
session's name, without a page that asked for one. So a file is forgotten once it was read, and what waits to be read
is bounded where files arrive: the newest stay, older ones make room.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileManager, UploadedFileRec

from lab.photo.file import LARGEST_FILE

#: Files that may wait to be read in one session, their bytes, and the bytes of all sessions together. A browser
#: counts 2²⁰ bytes as a MB; what is a little too large is let in, so that the page can say so.
MOST_FILES = 2
MOST_BYTES = LARGEST_FILE * 2**20
MOST_OF_ALL = 4 * MOST_BYTES
#: Bytes of a file of arrays from which on it is heavy work to read it.
LARGE = 2**20

Place = tuple[str, str]  #: The names of a session and of a file.


def guard() -> None:
    """Bound what waits on this server, from the first page that anybody opens on."""
    context = get_script_run_ctx()
    if context is not None:
        bounded(context.uploaded_file_mgr)


def are_heavy(name: str, content: bytes) -> bool:
    """Whether it is heavy work to read the arrays of a file: a small zip file may hold much."""
    return len(content) > LARGE or name.lower().endswith(".npz")


def take(file: UploadedFile, read: Callable[[str, bytes], None]) -> None:
    """Have `read` take the name and the content of a file, then remove it from the server's memory.

    A run that is ended while it waits in the line leaves the file to the next one.
    """
    read(file.name, file.getvalue())
    context = get_script_run_ctx()
    if context is not None:
        files: Any = context.uploaded_file_mgr  # Streamlit's protocol does not name what its manager has
        files.remove_file(session_id=context.session_id, file_id=file.file_id)


def bounded(files: UploadedFileManager) -> None:
    """Let `files` hold no more than the bounds above, from now on; to ask twice changes nothing."""
    manager: Any = files
    with _lock:
        if not isinstance(manager.add_file, _Bounded):
            manager.add_file = _Bounded(manager, manager.add_file)


class _Bounded:
    """In place of a manager's `add_file`: adds a file, then drops the oldest that are too many."""

    def __init__(self, files: Any, add: Callable[[str, UploadedFileRec], None]) -> None:
        self.files, self.add, self.lock = files, add, Lock()
        self.waiting: list[Place] = []

    def __call__(self, session_id: str, file: UploadedFileRec) -> None:
        if len(file.data) > MOST_BYTES:
            return
        with self.lock:
            self.add(session_id, file)
            place = session_id, file.file_id
            sizes = {each: size for each in self.waiting if each != place and (size := self._size(each)) is not None}
            sizes[place] = len(file.data)
            for each in list(sizes):
                own = [size for (session, _), size in sizes.items() if session == session_id]
                crowded = len(own) > MOST_FILES or sum(own) > MOST_BYTES
                if (crowded and each[0] == session_id) or sum(sizes.values()) > MOST_OF_ALL:
                    self.files.remove_file(*each)
                    del sizes[each]
            self.waiting = list(sizes)

    def _size(self, place: Place) -> int | None:
        """The bytes of a file; None if it is no longer there."""
        found = self.files.get_files(place[0], [place[1]])
        return len(found[0].data) if found else None


_lock = Lock()
