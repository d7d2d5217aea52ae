"""Years later: what is past its time, and two people who have it destroyed."""

from datetime import UTC, datetime

from protection.models import Destruction, DestructionUnit
from protection.queries.retention.due import waiting
from protection.retention import kind_of
from protection.services.retention.asking import ask, confirm
from sitrack.core.models import User
from sitrack.core.sweep import sweep
from tests.universe import Council

# The year of the cast is 2025/26: seven years after its end.
YEAR = 2025
LATER = datetime(2033, 9, 1, 10, 0, tzinfo=UTC)


def waits(*codes: str) -> dict[tuple[str, int], dict[int | None, int]]:
    """How many rows of which kind and year wait at which school."""
    kinds = [kind_of(code) for code in codes]
    return {(one.kind.code, one.year): one.schools for one in waiting(kinds)}


def asked(
    council: Council,
    code: str = "record",
    *,
    schools: tuple[int | None, ...] = (),
    year: int = YEAR,
    by: User | None = None,
) -> Destruction:
    return ask(
        kind=kind_of(code),
        year=year,
        schools=schools or (council.hawthorn.pk,),
        reason="Nobody needs it",
        by=by or council.ada,
    )


def destroyed(
    council: Council, code: str = "record", *, schools: tuple[int | None, ...] = ()
) -> DestructionUnit:
    """Ada asks, Hana confirms, and the sweep does it; the first place of it."""
    destruction = asked(council, code, schools=schools, by=council.dee)
    confirm(destruction=destruction, by=council.hana)
    sweep()
    units = DestructionUnit.objects.filter(destruction=destruction)
    first: DestructionUnit = units.earliest("pk")
    return first
