"""Saying why a school had no visit in a term (ACC-022)."""

from django.db import IntegrityError, transaction

from engagement.models import SchoolYearRecord
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.versions import Stale, take_next_version
from visits import rules
from visits.models import UnvisitedTerm, Visit


@transaction.atomic
def explain_unvisited(
    *,
    record: SchoolYearRecord,
    term: Term,
    reason: str,
    expected_version: int,
    by: User,
) -> UnvisitedTerm:
    """Record why no visit was held in a term that is over; a later reason takes the
    place of the one before. ``expected_version`` is 0 where there was none yet.

    Raises RuleBroken for a locked record, a term that goes on or had a visit, or no
    reason; Stale when somebody else gave one first.
    """
    hold_open(record)
    held = Visit.objects.held().filter(record=record, term=term).exists()
    rules.check_unvisited(term_end=term.end, today=calendar.today(), held=held)
    reason = rules.check_reason(reason, what="no visit was held")
    given = UnvisitedTerm.objects.filter(record=record, term=term).first()
    if given is None:
        made = _first(record, term, reason, by)
    else:
        made = take_next_version(given, expected=expected_version)
        made.reason, made.by, made.at = reason, by, clock.now()
        made.save()
    events.record(
        "visit.term_explained",
        made,
        by=by,
        scope=record.school.scope,
        audience=Audience.EVERYONE,
        term=term.name,
    )
    return made


def _first(
    record: SchoolYearRecord, term: Term, reason: str, by: User
) -> UnvisitedTerm:
    """The first reason; of two who give one at once the second is told."""
    try:
        with transaction.atomic():
            return UnvisitedTerm.objects.create(
                record=record, term=term, reason=reason, by=by, at=clock.now()
            )
    except IntegrityError:
        raise Stale(UnvisitedTerm.objects.get(record=record, term=term)) from None
