"""requirements.lock, which deploy/ installs, is one of the sets of versions that requirements.txt admits."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LINES = [line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
REQUIREMENTS = [Requirement(line) for line in LINES if line]
#: Each entry with its hashes, which pip wants of all or none.
ENTRIES = re.findall(
    r"^(\S+==[^\\\n]+?) \\\n((?: +--hash=\S+(?: \\)?\n)+)", (ROOT / "requirements.lock").read_text(), re.M
)


def locked() -> dict[str, list[Requirement]]:
    """The entries of the lock by package; there are several where Pythons differ."""
    found = defaultdict(list)
    for text, _ in ENTRIES:
        entry = Requirement(text)
        found[canonicalize_name(entry.name)].append(entry)
    return found


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_the_lock_holds_what_the_ranges_admit(requirement):
    entries = locked()[canonicalize_name(requirement.name)]
    assert entries
    for entry in entries:
        (pin,) = entry.specifier
        assert requirement.specifier.contains(pin.version)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_the_lock_has_one_version_of_each_package_for_a_python(python):
    here = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": "linux"}
    for entries in locked().values():
        assert sum(entry.marker is None or entry.marker.evaluate(here) for entry in entries) == 1


def test_every_entry_of_the_lock_has_its_hashes():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert len(ENTRIES) == sum("==" in line and not line.startswith(("#", " ")) for line in lines)
    assert all("--hash=sha256:" in hashes for _, hashes in ENTRIES)
