"""Having all of a kind destroyed, long after."""

from datetime import UTC, datetime

from protection.models import DestructionUnit
from protection.queries.retention.due import waiting
from protection.retention import Kind
from protection.services.retention.asking import ask, confirm
from sitrack.core.sweep import sweep
from tests.universe import Council

MUCH_LATER = datetime(2045, 9, 1, 10, 0, tzinfo=UTC)


def destroy_all_of(kind: Kind, council: Council) -> None:
    for one in waiting([kind]):
        asked = ask(
            kind=kind, year=one.year, schools=one.schools, reason="x", by=council.dee
        )
        confirm(destruction=asked, by=council.hana)
    while not_done():
        sweep()


def not_done() -> bool:
    return DestructionUnit.objects.filter(result="").exists()


def left_of(kind: Kind, until: datetime) -> dict[str, int]:
    """How many rows of a kind are left that are older than that."""
    found = {}
    for part in kind.parts:
        rows = part.model._base_manager.all()
        if part.day:
            rows = rows.filter(**{f"{part.day}__lt": until})
        if not part.drawn and rows.exists():
            found[part.label] = rows.count()
    return found
