"""The list of what was destroyed, outside the database: a restore brings it back.

It holds a kind, a year, a school's key and fingerprints of the school. It is written in
the transaction, before it commits, as that of the erasures is: a line too many costs
nothing until a restore.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from protection.models import DestructionUnit
from protection.services import outside
from schools.models import School

NAME = "destructions"


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    number: int
    kind: str
    year: int
    school: int | None
    prints: tuple[str, ...]

    def is_of(self, school: School) -> bool:
        """Whether whoever has the key now is that school, by a key of ours."""
        for key in settings.AUDIT_KEYS:
            if set(_prints(school, key)) & set(self.prints):
                return True
        return False


def note(unit: DestructionUnit) -> None:
    """Add a line."""
    school = unit.school
    outside.add(
        NAME,
        number=unit.destruction.pk,
        kind=unit.kind,
        year=unit.year,
        school=school and school.pk,
        prints=_prints(school, settings.AUDIT_KEYS[0]) if school else [],
    )


def entries() -> list[Entry]:
    """What the list says. Raises ValueError for a line that is no line of ours."""
    found = []
    for told in outside.lines(NAME):
        try:
            found.append(
                Entry(
                    told["number"],
                    told["kind"],
                    told["year"],
                    told["school"],
                    tuple(told["prints"]),
                )
            )
        except (KeyError, TypeError) as reason:
            raise ValueError(f"no line of the list: {str(told)[:60]}") from reason
    return found


def _prints(school: School, key: str) -> list[str]:
    return outside.fingerprints(school.pk, [str(school.urn), school.name], key)
