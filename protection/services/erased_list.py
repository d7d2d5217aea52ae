"""The list of who was erased, outside the database: a restore brings everybody back.

It holds no name: a person's key, the erasure's number, and fingerprints made with the key
of the log. They tell whether whoever has that key after a restore is the same person.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from schools.models import Person
from sitrack.core import clock

NAME = "erasures"


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    person: int
    number: int
    prints: tuple[str, ...]

    def is_of(self, person: Person) -> bool:
        """Whether one of the fingerprints is this person's, by a key of ours."""
        for key in settings.AUDIT_KEYS:
            if set(_prints(person, key)) & set(self.prints):
                return True
        return False


def place() -> Path:
    """The file: it lies beside the heads of the log, and is kept as they are."""
    return Path(settings.AUDIT_HEADS).with_name(NAME)


def prints_of(person: Person) -> list[str]:
    """Fingerprints of the person as they are now."""
    return _prints(person, settings.AUDIT_KEYS[0])


def note(person: int, number: int, prints: list[str]) -> None:
    """Add a line; it is on the disk when this returns."""
    line = {
        "at": clock.now().isoformat(),
        "person": person,
        "number": number,
        "prints": prints,
    }
    with place().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def entries() -> list[Entry]:
    """What the list says; nothing where there is none.

    Raises ValueError for a line that is no line of ours.
    """
    if not place().exists():
        return []
    found = []
    for line in place().read_text(encoding="utf-8").splitlines():
        told: dict[str, Any] = json.loads(line)
        try:
            found.append(Entry(told["person"], told["number"], tuple(told["prints"])))
        except (KeyError, TypeError) as reason:
            raise ValueError(f"no line of the list: {line[:60]}") from reason
    return found


def _prints(person: Person, key: str) -> list[str]:
    facts = [person.name, person.email]
    if person.user:
        facts += [person.user.email, person.user.joined_at.isoformat()]
    return [
        hmac.new(key.encode(), f"{person.pk} {fact}".encode(), "sha256").hexdigest()
        for fact in facts
        if fact
    ]
