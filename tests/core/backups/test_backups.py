"""A backup can be brought back whole, or it is said what is wrong with it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from sitrack.core.backups import archive
from sitrack.core.backups.services import (
    LAST_DRILL,
    BackupFault,
    back_up,
    bring_back,
    database,
    drill,
    storage,
)
from sitrack.core.models import Event
from tests.core.audit.tampering import alter
from tests.core.backups.conftest import TEXT
from tests.universe import Council

Change = Callable[[dict[str, bytes]], None]


def made() -> Path:
    return back_up(database(), Path(settings.BACKUPS))


def changed(whole: Path, change: Change) -> Path:
    """The archive as somebody left it who changed what is in it."""
    with ZipFile(whole) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    other = whole.with_name("sitrack-other.zip")
    with ZipFile(other, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return other


def told(parts: dict[str, bytes], **facts: object) -> None:
    """Have the manifest tell something else."""
    manifest = json.loads(parts[archive.MANIFEST])
    parts[archive.MANIFEST] = json.dumps(manifest | facts).encode()


def test_what_was_copied_is_brought_back_row_by_row_and_file_by_file(
    installation: Council, tmp_path: Path
) -> None:
    whole = made()
    assert whole.stat().st_mode & 0o777 == 0o600
    with database().scratch() as scratch:
        manifest = bring_back(whole, into=scratch, files=tmp_path / "brought")
        assert scratch.tables() == manifest.tables == database().tables()
    assert (tmp_path / "brought/handed-in/paper").read_bytes() == TEXT
    assert manifest.tables["core_event"].rows == Event.objects.count() > 0
    assert manifest.tables["schools_school"].rows > 0


def test_a_drill_leaves_nothing_behind_but_its_outcome(installation: Council) -> None:
    whole, said = made(), StringIO()
    call_command("drill", stdout=said)
    assert said.getvalue().startswith(f"{whole.name} was brought back in ")
    assert ", 1 files and the log of events are as they were." in said.getvalue()
    left = json.loads((whole.parent / LAST_DRILL).read_text())
    assert (left["archive"], left["faults"]) == (whole.name, [])
    assert sorted(path.name for path in whole.parent.iterdir()) == sorted(
        [LAST_DRILL, whole.name]
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s",
                [f"{connection.settings_dict['NAME']}_drill_%"],
            )
            assert cursor.fetchall() == []


def test_nothing_that_is_there_is_written_over(
    installation: Council, tmp_path: Path
) -> None:
    whole = made()
    with pytest.raises(BackupFault, match="The database is not empty"):
        bring_back(whole, into=database(), files=tmp_path / "brought")
    assert not (tmp_path / "brought").exists()
    with (
        database().scratch() as scratch,
        pytest.raises(BackupFault, match="The folder of files is not empty"),
    ):
        bring_back(whole, into=scratch, files=storage())


@pytest.mark.item("INV-25")
def test_what_is_not_as_it_was_is_named(installation: Council) -> None:
    alter(Event.objects.earliest("pk"), label="Another school")

    def change(parts: dict[str, bytes]) -> None:
        parts["files/handed-in/paper"] = b"Something else."
        parts["event-heads"] = b"2026-11-29 9000 " + b"a" * 64
        told(parts, tables={}, files={"handed-in/paper": "", "lost": ""})

    faults = drill(changed(made(), change), database()).faults
    for fault in (
        "The file handed-in/paper is not as it was.",
        "The file lost is missing.",
        "The table schools_school is new.",
        "Altered: event",
        "Cut off: the chain once went on to seal 9000",
    ):
        assert any(each.startswith(fault) for each in faults), (fault, faults)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda parts: told(parts, vendor="Another"),
            "is of another kind of database.",
        ),
        (lambda parts: parts.update({archive.MANIFEST: b"[]"}), "is no whole backup"),
    ],
)
def test_what_is_no_backup_of_this_database_is_not_begun_with(
    installation: Council, change: Change, fault: str
) -> None:
    (said,) = drill(changed(made(), change), database()).faults
    assert said.startswith(f"sitrack-other.zip {fault}")


def test_half_an_archive_is_no_backup(installation: Council) -> None:
    whole = made()
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    (fault,) = drill(whole, database()).faults
    assert fault.startswith(f"{whole.name} is no whole backup")


def test_the_commands_keep_the_newest_and_tell_what_is_wrong(
    installation: Council,
) -> None:
    with pytest.raises(CommandError, match="There is no backup"):
        call_command("drill")
    with pytest.raises(CommandError, match="Keep at least one"):
        call_command("backup", keep=0)
    for _ in range(3):
        call_command("backup", keep=2, stdout=StringIO())
    kept = archive.archives_in(Path(settings.BACKUPS))
    assert len(kept) == 2
    kept[0].write_bytes(b"")
    with pytest.raises(CommandError, match="is not whole"):
        call_command("drill")
    with pytest.raises(CommandError, match="Not restored: The database is not empty"):
        call_command("restore", kept[1])


def test_a_backup_that_cannot_be_made_leaves_nothing(
    installation: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(database()), "dump", _full_disk)
    with pytest.raises(CommandError, match=r"No backup was made: .*No space left"):
        call_command("backup")
    assert list(Path(settings.BACKUPS).iterdir()) == []


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")
