"""Keeping the terms' standings true, together with the summaries."""

from datetime import date

from reports.models import TermStanding
from reports.summary.known import SchoolFacts
from reports.summary.standings import standings_of

FIELDS = [
    field.attname
    for field in TermStanding._meta.concrete_fields
    if field.name not in {"id", "school", "term"}
]


def write_standings(facts: list[SchoolFacts], day: date) -> None:
    """Write those that are new or have changed; call it under the summaries' lock.

    Most of the terms are over and stay as they are: one read tells, and where nothing
    has changed nothing is written.
    """
    held = TermStanding.objects.filter(school__in=[one.school["pk"] for one in facts])
    rows = held.values_list("school", "term", *FIELDS)
    before = {(school, term): tuple(values) for school, term, *values in rows}
    changed = [
        one
        for one in standings_of(facts, day)
        if before.get((one.school_id, one.term_id)) != _values(one)
    ]
    TermStanding.objects.bulk_create(
        changed,
        update_conflicts=True,
        update_fields=FIELDS,
        unique_fields=["school", "term"],
    )


def _values(standing: TermStanding) -> tuple[object, ...]:
    return tuple(getattr(standing, name) for name in FIELDS)
