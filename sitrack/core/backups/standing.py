"""When a backup was last made, and one last brought back on trial."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from sitrack.core.backups.archive import archives_in
from sitrack.core.backups.services import LAST_DRILL, Drill

MADE_AT = "sitrack-%Y%m%dT%H%M%S.%fZ.zip"


def last_backup(folder: Path) -> datetime | None:
    """When the newest archive in a folder was made, which stands in its name."""
    for archive in archives_in(folder):
        try:
            return datetime.strptime(archive.name, MADE_AT).replace(tzinfo=UTC)
        except ValueError:
            continue  # somebody's own file
    return None


def last_drill(folder: Path) -> Drill | None:
    """What came of the newest drill; None where there was none, or its file is spoilt."""
    try:
        told = json.loads((folder / LAST_DRILL).read_text(encoding="utf-8"))
        begun_at = datetime.fromisoformat(told.pop("begun_at"))
        return Drill(begun_at=begun_at, **told)
    except (OSError, ValueError, KeyError, TypeError):
        return None
