"""What the server holds of visitors' files: nothing that was read, and little that was not."""

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from tests.lab.photo.files import file_of, pixels
from tests.pages.test_image import given, lab, opened
from ui import uploads


@pytest.fixture
def files():
    """Streamlit's own manager, bounded."""
    manager = MemoryUploadedFileManager("/upload")
    uploads.bounded(manager)
    return manager


@pytest.fixture
def managers(monkeypatch):
    """The managers of the runs of a test: each run of a page without a browser has one of its own."""
    made, begin = [], MemoryUploadedFileManager.__init__

    def begun(self, *given):
        begin(self, *given)
        made.append(self)

    monkeypatch.setattr(MemoryUploadedFileManager, "__init__", begun)
    return made


def send(manager, session, name, size=10):
    manager.add_file(session_id=session, file=UploadedFileRec(name, f"{name}.png", "image/png", bytes(size)))


def held(manager):
    return {session: sorted(files) for session, files in manager.file_storage.items() if files}


def test_of_many_files_that_nobody_reads_a_session_holds_the_two_newest(files):
    for n in range(9):
        send(files, "a", str(n))
    send(files, "b", "other")
    assert held(files) == {"a": ["7", "8"], "b": ["other"]}


def test_a_session_holds_no_more_bytes_than_one_file_may_have(files, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    send(files, "a", "old", 60)
    send(files, "a", "new", 60)
    assert held(files) == {"a": ["new"]}


def test_a_file_that_is_too_large_is_not_held(files, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    send(files, "a", "right", 100)
    send(files, "b", "large", 101)
    assert held(files) == {"a": ["right"]}


def test_all_sessions_together_are_bounded_and_the_oldest_file_makes_room(files, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OF_ALL", 100)
    for session in "abcde":
        send(files, session, "x", 30)
    assert held(files) == {session: ["x"] for session in "cde"}


def test_the_same_name_again_is_the_same_file(files):
    for size in (1, 2, 3):
        send(files, "a", "x", size)
    assert [len(file.data) for file in files.get_files("a", ["x"])] == [3]


def test_what_was_removed_makes_room(files, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OF_ALL", 100)
    send(files, "a", "x", 60)
    files.remove_session_files("a")
    send(files, "b", "y", 60)
    send(files, "c", "z", 40)
    assert held(files) == {"b": ["y"], "c": ["z"]}


def test_to_bound_twice_changes_nothing(files):
    before = files.add_file
    uploads.bounded(files)
    assert files.add_file is before


@pytest.mark.parametrize("content", [file_of(pixels()), b"no picture"], ids=["taken", "refused"])
def test_a_file_is_gone_from_the_server_once_it_was_read(managers, content):
    at = given(opened(), "a.png", content)
    assert lab(at).uploads == 1
    assert any(manager.file_storage for manager in managers)  # a file has come
    assert [held(manager) for manager in managers] == [{}] * len(managers)


def test_the_first_page_bounds_the_server(managers):
    opened()
    assert all(isinstance(manager.add_file, uploads._Bounded) for manager in managers)
