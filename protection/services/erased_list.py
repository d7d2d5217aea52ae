"""The list of who was erased, outside the database: a restore brings everybody back.

It holds no name: a person's key, the erasure's number, and fingerprints made with the key
of the log. They tell whether whoever has that key after a restore is the same person.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from protection.services import outside
from schools.models import Person

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
    """The file."""
    return outside.place(NAME)


def prints_of(person: Person) -> list[str]:
    """Fingerprints of the person as they are now."""
    return _prints(person, settings.AUDIT_KEYS[0])


def note(person: int, number: int, prints: list[str]) -> None:
    """Add a line."""
    outside.add(NAME, person=person, number=number, prints=prints)


def entries() -> list[Entry]:
    """What the list says. Raises ValueError for a line that is no line of ours."""
    found = []
    for told in outside.lines(NAME):
        try:
            found.append(Entry(told["person"], told["number"], tuple(told["prints"])))
        except (KeyError, TypeError) as reason:
            raise ValueError(f"no line of the list: {str(told)[:60]}") from reason
    return found


def _prints(person: Person, key: str) -> list[str]:
    facts = [person.name, person.email]
    if person.user:
        facts += [person.user.email, person.user.joined_at.isoformat()]
    return outside.fingerprints(person.pk, facts, key)
