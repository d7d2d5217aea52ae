"""Lists beside the heads of the log, outside the database: a restore leaves them as they
are, and so they tell what has to be done anew. They hold keys and fingerprints, and
nothing that somebody wrote."""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from sitrack.core import clock


def place(name: str) -> Path:
    """The file: it lies beside the heads of the log, and is kept as they are."""
    return Path(settings.AUDIT_HEADS).with_name(name)


def add(name: str, **told: Any) -> None:
    """Add a line; it is on the disk when this returns."""
    line = {"at": clock.now().isoformat(), **told}
    with place(name).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines(name: str) -> list[dict[str, Any]]:
    """What a list says; nothing where there is none.

    Raises ValueError for a line that is no line of ours.
    """
    if not place(name).exists():
        return []
    text = place(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def fingerprints(row: int, facts: Iterable[str], key: str) -> list[str]:
    """What tells a row by its facts, made with a key of the log."""
    return [
        hmac.new(key.encode(), f"{row} {fact}".encode(), "sha256").hexdigest()
        for fact in facts
        if fact
    ]
