"""A hold reaches earlier versions, what is of no school, and all that the log says."""

import pytest
import time_machine

from protection.models import Result
from protection.queries.retention.reach import not_held
from protection.services.holds import set_hold
from protection.services.retention.asking import confirm
from reports.models import RolledSchool, Rollover
from schools.models import Person, Post
from sitrack.core import events
from sitrack.core.models import Audience, Event
from sitrack.core.models.job import JobState
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.disclosure.acts import request_about
from tests.protection.retiring import LATER, asked, destroyed
from tests.universe import Council
from visits.models import Attendee, Visit, VisitSection


@pytest.fixture
def deputy(council: Council, clock: time_machine.Traveller) -> Person:
    """Odd, whom no row of the visit names; seven years later."""
    council.final_visit()
    clock.move_to(LATER)
    return council.persons["odd"]


def hold_stops_it(council: Council, person: Person) -> bool:
    destruction = asked(council, by=council.dee)
    set_hold(person=person, reason="A claim", by=council.ada)
    try:
        confirm(destruction=destruction, by=council.hana)
    except RuleBroken:
        return True
    sweep()
    assert not Visit.objects.exists()
    return False


def test_somebody_of_whom_no_version_tells_stops_nothing(
    council: Council, deputy: Person
) -> None:
    assert not hold_stops_it(council, deputy)


def test_whoever_saved_a_version_stops_it(council: Council, deputy: Person) -> None:
    first = VisitSection.history.earliest("pk")
    VisitSection.history.filter(pk=first.pk).update(history_user=deputy.user)
    assert hold_stops_it(council, deputy)


def test_whoever_an_earlier_version_named_stops_it(
    council: Council, deputy: Person
) -> None:
    first = Attendee.history.earliest("pk")
    Attendee.history.filter(pk=first.pk).update(person=deputy)
    assert hold_stops_it(council, deputy)


def test_whoever_a_row_named_that_somebody_removed_stops_it(
    council: Council, deputy: Person
) -> None:
    Attendee.history.update(person=deputy)
    Attendee.objects.all().delete()
    Attendee.history.filter(history_type="-").delete()
    assert hold_stops_it(council, deputy)


@pytest.fixture
def rolled(council: Council, clock: time_machine.Traveller) -> RolledSchool:
    """A report that is of no school tells of Hawthorn."""
    rollover = Rollover.objects.create(
        year=council.year,
        started_by=council.rita,
        started_at=LATER.replace(year=2026),
        due_at=LATER.replace(year=2026),
        state=JobState.DONE,
    )
    clock.move_to(LATER)
    return RolledSchool.objects.create(
        rollover=rollover,
        school=council.hawthorn,
        outcome="waits",
        reason="A visit is not final",
        at=rollover.started_at,
    )


def test_what_tells_of_a_held_school_stays_though_it_is_of_no_school(
    council: Council, rolled: RolledSchool
) -> None:
    destruction = asked(council, "report", schools=(None,), by=council.dee)
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    with pytest.raises(RuleBroken, match="legal hold on Hawthorn Primary School"):
        confirm(destruction=destruction, by=council.hana)


def test_what_tells_of_a_school_that_somebody_asked_about_stays(
    council: Council, rolled: RolledSchool
) -> None:
    destruction = asked(council, "report", schools=(None,), by=council.dee)
    confirm(destruction=destruction, by=council.hana)
    request_about(council, received_on=LATER.date())
    sweep()
    assert destruction.units.get().result == Result.STOPPED
    assert RolledSchool.objects.exists()


def test_a_report_that_tells_of_nobody_held_goes(
    council: Council, rolled: RolledSchool
) -> None:
    set_hold(school=council.elm, reason="An inquiry", by=council.ada)
    assert destroyed(council, "report", schools=(None,)).is_destroyed
    assert not RolledSchool.objects.exists()


def test_the_log_keeps_what_it_says_of_a_held_person_and_their_posts(
    council: Council,
) -> None:
    helen = council.persons["helen"]
    hold = set_hold(person=helen, reason="A claim", by=council.ada)
    post = Post.objects.filter(person=helen).earliest("pk")
    audience = Audience.SYSTEM
    events.record("post.ended", post, by=council.ada, audience=audience, day="1 May")
    free = not_held(Event.objects.all())
    assert not free.filter(subject__in=[Event.key(row) for row in (helen, hold, post)])
    assert free.exists()


def test_the_log_keeps_what_it_says_of_a_held_school_under_no_school(
    council: Council, clock: time_machine.Traveller
) -> None:
    request = request_about(council)
    other = request_about(council, school=council.birch, reference="Birch")
    hold = set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    free = not_held(Event.objects.all())
    assert Event.objects.about(request).exists()
    assert not free.filter(subject__in=[Event.key(row) for row in (request, hold)])
    assert free.filter(subject=Event.key(other)).exists()
