"""One file that holds a backup: the database, the files, and what both were."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from sitrack.core.backups.tables import Table

MANIFEST, DATABASE, HEADS, FILES = "manifest.json", "database", "event-heads", "files"
# Only its owner may read what is in it.
OWN = 0o600


@dataclass(frozen=True)
class Manifest:
    """What was copied, and when it was as it is told here."""

    made_at: datetime
    vendor: str
    tables: dict[str, Table]
    # The SHA-256 of each file, by its place in the storage.
    files: dict[str, str]

    def as_text(self) -> str:
        """As it stands in the archive."""
        return json.dumps(asdict(self), default=datetime.isoformat, indent=1)

    @classmethod
    def from_text(cls, text: str) -> Manifest:
        """Read it again. Raises ValueError, KeyError or TypeError where it is none."""
        told = json.loads(text)
        return cls(
            datetime.fromisoformat(told["made_at"]),
            told["vendor"],
            {name: Table(**table) for name, table in told["tables"].items()},
            dict(told["files"]),
        )


def files_in(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a storage, by its place there."""
    return {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def pack(archive: Path, *, manifest: Manifest, dump: Path, files: Path) -> None:
    """Write an archive of a dump, of the heads of the log beside it, and of the files;
    whoever looks for one finds it whole or not at all."""
    unfinished = archive.with_suffix(".unfinished")
    unfinished.touch(OWN)
    with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(MANIFEST, manifest.as_text())
        packed.write(dump, DATABASE)
        packed.write(dump.with_name(HEADS), HEADS)
        for place in manifest.files:
            packed.write(files / place, f"{FILES}/{place}")
    unfinished.rename(archive)


def unpack(archive: Path, to: Path) -> Manifest:
    """Take an archive apart into an empty folder. Raises BadZipFile, OSError or
    what ``Manifest.from_text`` does for a file that is no backup, or half of one."""
    with ZipFile(archive) as packed:
        packed.extractall(to)
    return Manifest.from_text((to / MANIFEST).read_text(encoding="utf-8"))


def archives_in(folder: Path) -> list[Path]:
    """The archives in a folder, the newest first."""
    return sorted(folder.glob("sitrack-*.zip"), reverse=True)
