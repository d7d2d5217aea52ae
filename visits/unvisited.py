"""Terms that ended without a visit, and the reasons that were given (DER-07)."""

from collections.abc import Iterable
from dataclasses import dataclass

from engagement.models import SchoolYearRecord
from sitrack.core import calendar
from sitrack.core.models import Term
from visits.models import UnvisitedTerm, Visit


@dataclass(frozen=True)
class Unvisited:
    """A term that is over and in which no visit was held."""

    term: Term
    reason: str = ""


def unvisited_terms(record: SchoolYearRecord, terms: Iterable[Term]) -> list[Unvisited]:
    """Those of the record's terms: one query, and one more where there are any."""
    over = [term for term in terms if term.end < calendar.today()]
    if not over:
        return []
    held = set(
        Visit.objects.filter(record=record, term__in=over)
        .held()
        .order_by()
        .values_list("term", flat=True)
    )
    without = [term for term in over if term.pk not in held]
    if not without:
        return []
    given = UnvisitedTerm.objects.filter(record=record)
    reasons = dict(given.values_list("term", "reason"))
    return [Unvisited(term, reasons.get(term.pk, "")) for term in without]
