"""Saying that the level stays as it is: one click, no approval (SUF-T-05)."""

from django.db import transaction

from engagement.models import (
    LevelAssignment,
    LevelConfirmation,
    SchoolYearRecord,
    Side,
)
from engagement.queries.confirmations import in_the_way
from engagement.queries.levels import held_in_terms
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded


@transaction.atomic
def confirm_level(
    *, record: SchoolYearRecord, side: Side, shown: int, by: User
) -> LevelConfirmation:
    """Confirm a side's "no change" for the present term (ACC-091).

    ``shown`` is the key of the assignment that the writer had before them. Said a
    second time, by whomever of the side, it changes nothing. Raises RuleBroken while
    a proposal is open, without a level, and when the level has changed since.
    """
    hold_open(record)
    if in_the_way(record.levels.undecided(), side):
        raise RuleBroken(
            worded(
                "A proposal for this school is open, so the {level} is not confirmed"
                " until it is decided or withdrawn."
            )
        )
    term = _present_term(record)
    held = _as_shown(record, term, shown)
    confirmation, made = LevelConfirmation.objects.get_or_create(
        record=record,
        term=term,
        side=side,
        assignment=held,
        defaults={"confirmed_by": by, "confirmed_at": clock.now()},
    )
    if made:
        events.record(
            "level.confirmed",
            held,
            by=by,
            scope=record.school.scope,
            audience=Audience.EVERYONE,
            level=held.level.label,
            term=term.name,
            side=side.spoken,
        )
    return confirmation


def _present_term(record: SchoolYearRecord) -> Term:
    term = calendar.term_on(calendar.today())
    if term is None or term.year_id != record.year_id:
        raise RuleBroken(worded("A {level} is confirmed for the term that runs now."))
    return term


def _as_shown(record: SchoolYearRecord, term: Term, shown: int) -> LevelAssignment:
    held = held_in_terms(record, [term])[term.pk]
    if held is None:
        raise RuleBroken(worded("No {level} is set yet, so there is none to confirm."))
    if held.pk != shown:
        raise RuleBroken(
            worded(
                "The {level} has changed since you opened the page. Look at it again."
            )
        )
    return held
