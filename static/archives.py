"""Archives in and out: what is in a wheel or a package of npm, and a zip file that is the same in every build."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

#: The time that every file in an archive of ours bears, so that two builds are equal byte for byte.
ALWAYS = (2020, 1, 1, 0, 0, 0)


def unpacked(archive: Path, folder: Path) -> Path:
    """The folder, with what is in a wheel; of a package of npm, what is in its one folder."""
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        return folder / "package"
    with zipfile.ZipFile(archive) as wheel:
        wheel.extractall(folder)
    return folder


def pack(folder: Path, archive: Path) -> None:
    """All files of a folder as a zip file."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, path.read_bytes())
