"""A term's dates change, and visits and time are counted in the term of their day."""

from datetime import date
from typing import Any

import pytest

from engagement.models import TimeEntry
from engagement.queries.hours import hours_position
from engagement.services.hours import log_time
from engagement.services.year import lock_record
from sitrack.core import calendar
from sitrack.core.calendar import TermDates
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.universe import TODAY, Council
from visits.models import Visit, VisitTime

HALF = (date(2025, 10, 20), date(2025, 10, 24))
EARLY = TermDates("autumn", "Autumn", date(2025, 9, 1), date(2025, 11, 5), *HALF)
LATE = TermDates("autumn", "Autumn", date(2025, 9, 1), date(2025, 12, 19), *HALF)
SPRING = TermDates(
    *("spring", "Spring", date(2025, 11, 6), date(2026, 3, 27)),
    *(date(2026, 2, 16), date(2026, 2, 20)),
)


def log(council: Council, school: str, day: date = TODAY) -> TimeEntry:
    return log_time(
        record=council.record(school),
        day=day,
        minutes=60,
        person=council.persons["sam"],
        category=council.option("visit_type", "conversation"),
        by=council.sam,
    )


def begin_spring_early(council: Council) -> None:
    """The autumn ends on 5 November, and the spring begins the day after."""
    calendar.change_term(term=council.terms["autumn"], dates=EARLY, by=council.ada)
    calendar.change_term(term=council.terms["spring"], dates=SPRING, by=council.ada)


def kinds(*rows: Any) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.term.kind for row in rows]


@pytest.mark.item("ACC-090")
def test_visits_and_their_time_follow_the_terms(council: Council) -> None:
    visit = council.final_visit()
    entry = VisitTime.objects.get(visit=visit).entry
    early = log(council, "hawthorn", date(2025, 9, 10))
    assert kinds(visit, entry, early) == ["autumn"] * 3
    begin_spring_early(council)
    assert kinds(visit, entry, early) == ["spring", "spring", "autumn"]
    spring = calendar.terms_of(council.year)[1]
    assert hours_position(council.record(), spring).used == entry.minutes
    told = Event.objects.filter(verb__endswith=".refiled")
    assert sorted(one.sentence for one in told) == [
        "counts 1 entry of time in another term, as the terms’ dates have changed",
        "counts 1 visit in another term, as the terms’ dates have changed",
    ]
    assert {one.scope for one in told} == {council.hawthorn.scope}


def test_a_change_that_moves_nothing_tells_nobody(council: Council) -> None:
    council.shared_visit()
    calendar.change_term(term=council.terms["autumn"], dates=LATE, by=council.ada)
    assert not Event.objects.filter(verb__endswith=".refiled").exists()


def test_what_a_locked_record_holds_stays_where_it_was(council: Council) -> None:
    held, locked = log(council, "elm"), log(council, "infant")
    lock_record(record=council.record("infant"), reason="Over", by=council.hana)
    begin_spring_early(council)
    assert kinds(held, locked) == ["spring", "autumn"]


def test_nothing_is_filed_anew_where_the_change_is_refused(council: Council) -> None:
    visit: Visit = council.shared_visit()
    with pytest.raises(RuleBroken, match="Spring overlaps Autumn"):
        calendar.change_term(term=council.terms["spring"], dates=SPRING, by=council.ada)
    assert kinds(visit) == ["autumn"]
