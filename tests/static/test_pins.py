"""What the site is made of: every file is named with its sha256, and no other is taken in its place. No network."""

from __future__ import annotations

import hashlib
import re

import pytest

from static.pins import Pin, PinError, check, fetched, pin, pins

CONTENT = b"a wheel"
PINNED = Pin("pypi", "thing", "1.0", hashlib.sha256(CONTENT).hexdigest())


def download(content):
    """A registry that has one file."""
    return lambda pinned, folder: (folder / "thing-1.0.whl").write_bytes(content)


def no_network(pinned, folder):
    raise AssertionError("asked the registry")


@pytest.mark.parametrize("pinned", pins(), ids=lambda pinned: f"{pinned.name}-{pinned.version}")
def test_a_pin_is_whole(pinned):
    assert pinned.registry in ("npm", "pypi")
    assert re.fullmatch(r"\d+(\.\d+)+", pinned.version)
    assert re.fullmatch("[0-9a-f]{64}", pinned.sha256)


def test_no_file_is_pinned_twice():
    names = [(pinned.name, pinned.version) for pinned in pins()]
    assert len(set(names)) == len(names)


def test_python_runs_in_the_release_that_is_named_first():
    assert pin("pyodide").version == "0.29.3"
    assert pin("pyodide", "0.28.2").version == "0.28.2"


def test_a_file_is_fetched_once(tmp_path):
    first = fetched(PINNED, tmp_path, download(CONTENT))
    assert first.read_bytes() == CONTENT
    assert fetched(PINNED, tmp_path, no_network) == first


def test_another_file_of_that_name_is_refused(tmp_path):
    with pytest.raises(
        PinError, match=rf"thing-1\.0\.whl must have the sha256 {PINNED.sha256}, but got [0-9a-f]{{64}}"
    ):
        fetched(PINNED, tmp_path, download(b"another wheel"))


def test_what_was_refused_is_not_kept(tmp_path):
    with pytest.raises(PinError):
        fetched(PINNED, tmp_path, download(b"another wheel"))
    assert fetched(PINNED, tmp_path, download(CONTENT)).read_bytes() == CONTENT


def test_a_file_that_was_changed_in_the_cache_is_refused(tmp_path):
    fetched(PINNED, tmp_path, download(CONTENT)).write_bytes(b"another wheel")
    with pytest.raises(PinError):
        fetched(PINNED, tmp_path, no_network)


def test_what_was_fetched_by_half_is_fetched_again(tmp_path):
    def broken(pinned, folder):
        (folder / "thing-1.0.whl").write_bytes(b"half")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        fetched(PINNED, tmp_path, broken)
    assert fetched(PINNED, tmp_path, download(CONTENT)).read_bytes() == CONTENT


def test_a_file_is_known_by_its_bytes(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(CONTENT)
    assert check(file, PINNED.sha256) == file
