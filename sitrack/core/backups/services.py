"""Making a backup, bringing one back, and proving that it can be brought back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Error as SqliteError
from zipfile import BadZipFile

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from sitrack.core import clock
from sitrack.core.backups import archive
from sitrack.core.backups.postgresql import PostgresqlDatabase
from sitrack.core.backups.sqlite import SqliteDatabase
from sitrack.core.backups.tables import differences

Database = SqliteDatabase | PostgresqlDatabase
LAST_DRILL = "last-drill.json"


class BackupFault(Exception):
    """Why there is no backup, or none was brought back, in words for the operator."""


@dataclass(frozen=True)
class Drill:
    """Which backup was brought back on trial, and what was not as it had been."""

    archive: str
    begun_at: datetime
    seconds: float
    rows: int
    files: int
    faults: list[str]


def database() -> Database:
    """The database of this installation."""
    told = connection.settings_dict
    if told["ENGINE"].endswith("sqlite3"):
        return SqliteDatabase(Path(told["NAME"]))
    return PostgresqlDatabase(
        name=told["NAME"],
        host=told["HOST"],
        port=told["PORT"],
        user=told["USER"],
        password=told["PASSWORD"],
        sslmode=told["OPTIONS"].get("sslmode", ""),
    )


def storage() -> Path:
    """The folder of the files that people handed in and that were published."""
    return Path(default_storage.path(""))


def back_up(source: Database, folder: Path) -> Path:
    """Copy database and files into a new archive in a folder, and return it.

    The database is as it was at one moment; files are never changed, so those that it
    names are there. Raises BackupFault, and leaves no archive.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now, files = clock.now(), storage()
    made = folder / f"sitrack-{now:%Y%m%dT%H%M%S.%fZ}.zip"
    with tempfile.TemporaryDirectory(dir=folder, prefix="unfinished-") as scratch:
        dump, heads = Path(scratch) / archive.DATABASE, Path(settings.AUDIT_HEADS)
        # Before the database is: its chain goes at least as far as they say.
        told = heads.read_bytes() if heads.exists() else b""
        dump.with_name(archive.HEADS).write_bytes(told)
        try:
            manifest = archive.Manifest(
                now, type(source).__name__, source.dump(dump), archive.files_in(files)
            )
            archive.pack(made, manifest=manifest, dump=dump, files=files)
        except (OSError, SqliteError, subprocess.CalledProcessError) as reason:
            made.with_suffix(".unfinished").unlink(missing_ok=True)
            raise BackupFault(_told(reason)) from reason
    return made


def bring_back(made: Path, *, into: Database, files: Path) -> archive.Manifest:
    """Restore an archive into an empty database and an empty folder, and hold both
    against what was told of them.

    Raises BackupFault: before anything is written where either is not empty or the
    file is no backup of this kind of database; after it where something differs.
    """
    if not into.is_empty():
        raise BackupFault("The database is not empty. Name an empty one.")
    if files.exists() and any(files.iterdir()):
        raise BackupFault("The folder of files is not empty. Move it away first.")
    files.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.parent, prefix="restoring-") as scratch:
        place = Path(scratch)
        try:
            manifest = archive.unpack(made, place)
        except (OSError, BadZipFile, ValueError, KeyError, TypeError) as reason:
            raise BackupFault(f"{made.name} is no whole backup: {reason}") from reason
        if manifest.vendor != type(into).__name__:
            raise BackupFault(f"{made.name} is of another kind of database.")
        try:
            into.load(place / archive.DATABASE)
        except (SqliteError, subprocess.CalledProcessError) as reason:
            raise BackupFault(_told(reason)) from reason
        if (place / archive.FILES).exists():
            shutil.copytree(place / archive.FILES, files, dirs_exist_ok=True)
        faults = differences(manifest.tables, into.tables())
        faults += _differing(manifest.files, archive.files_in(files))
        faults += _broken_chain(into, place / archive.HEADS)
    if faults:
        raise BackupFault("\n".join(faults))
    return manifest


def drill(made: Path, beside: Database) -> Drill:
    """Bring an archive back into a database and a folder that are gone afterwards, and
    write down what came of it where the checks of the installation look."""
    begun, rows, count, faults = clock.now(), 0, 0, []
    with (
        beside.scratch() as scratch,
        tempfile.TemporaryDirectory(dir=made.parent, prefix="drill-") as folder,
    ):
        try:
            manifest = bring_back(made, into=scratch, files=Path(folder) / "files")
            rows = sum(table.rows for table in manifest.tables.values())
            count = len(manifest.files)
        except BackupFault as fault:
            faults = str(fault).splitlines()
    seconds = (clock.now() - begun).total_seconds()
    done = Drill(made.name, begun, seconds, rows, count, faults)
    told = json.dumps(asdict(done), default=datetime.isoformat, indent=1)
    (made.parent / LAST_DRILL).write_text(told, encoding="utf-8")
    return done


def _differing(told: dict[str, str], found: dict[str, str]) -> list[str]:
    return [
        f"The file {place} is {'missing' if place not in found else 'not as it was'}."
        for place, digest in sorted(told.items())
        if found.get(place) != digest
    ]


def _broken_chain(restored: Database, heads: Path) -> list[str]:
    """What the look through the log of events finds, in a process of its own: this one
    is connected to the database that is in use."""
    check = [str(settings.BASE_DIR / "manage.py"), "check_events", f"--heads={heads}"]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *check],
        env={**os.environ, "DATABASE_URL": restored.url},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()[-20:] if done.returncode else []


def _told(reason: Exception) -> str:
    said = getattr(reason, "stderr", "") or ""
    return f"{reason}\n{said}".strip()
