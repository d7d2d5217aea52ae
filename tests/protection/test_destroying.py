"""Two people have destroyed what is past its time; the log and what is kept stand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from engagement.models import LevelAssignment, SchoolYearRecord
from engagement.services.records import create_record
from protection.models import Destruction, DestructionUnit, Result
from protection.queries.retention.stops import HIDDEN
from protection.retention import kind_of
from protection.services.holds import lift_hold, set_hold
from protection.services.retention.asking import confirm, decline, keep
from protection.services.retention.destroying import destroy
from protection.services.retention.schedule import set_years
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import AcademicYear, Audience, Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.protection.retiring import LATER, YEAR, asked, destroyed, waits
from tests.universe import Council
from visits.models import Attendee, FollowUp, NextStep, Visit, VisitSection


@pytest.fixture
def visited(council: Council, clock: time_machine.Traveller) -> Visit:
    """A final visit to Hawthorn, seven years after the end of its school year."""
    visit = council.final_visit()
    clock.move_to(LATER)
    return visit


def test_what_is_past_its_time_waits(council: Council, visited: Visit) -> None:
    here = waits("record")["record", YEAR]
    assert here[council.hawthorn.pk] == 1
    assert waits("letter") == {}


def test_a_day_before_nothing_waits(
    council: Council, visited: Visit, clock: time_machine.Traveller
) -> None:
    clock.move_to(LATER.replace(month=8, day=30))
    assert waits("record", "hours", "published") == {}
    with pytest.raises(RuleBroken, match="not all that you chose waits"):
        asked(council)


def test_the_rows_and_their_earlier_versions_are_gone(
    council: Council, visited: Visit, heads: Path
) -> None:
    seal()
    said = Event.objects.filter(subject=f"visits.visit:{visited.pk}").count()
    unit = destroyed(council)
    assert unit.result == Result.DESTROYED
    assert unit.counts["Visits"] == 1
    assert unit.counts["Next steps"] == 2
    for model in (Visit, NextStep, VisitSection, Attendee):
        assert model.objects.count() == 0
        assert model.history.count() == 0
    about = Event.objects.filter(subject=f"visits.visit:{visited.pk}")
    assert {event.verb for event in about} == {"event.blank"}
    assert about.count() == said > 0
    report = look_through(heads)
    assert report.faults == []
    assert report.erased >= said


def test_a_line_stands_in_its_place_and_the_certificate_says_all(
    council: Council, visited: Visit
) -> None:
    unit = destroyed(council)
    told = Event.objects.within(council.hawthorn.scope).latest("pk")
    assert told.sentence == (
        "destroyed what had reached the end of its time: Rolling records, Hawthorn"
        f" Primary School, 2025/26 (certificate {unit.destruction.pk})"
    )
    assert told.actor_name == "Hana Yilmaz"
    destruction = Destruction.objects.get()
    assert destruction.rule == "7 years after the end of the school year"
    assert (destruction.asked_by, destruction.decided_by) == (council.dee, council.hana)


def test_other_schools_are_left_as_they_are(council: Council, visited: Visit) -> None:
    before = SchoolYearRecord.objects.exclude(school=council.hawthorn).count()
    destroyed(council)
    assert SchoolYearRecord.objects.exclude(school=council.hawthorn).count() == before
    assert council.hawthorn.pk not in waits("record").get(("record", YEAR), {})


def test_it_takes_two_people_and_counts_once(council: Council, visited: Visit) -> None:
    destruction = asked(council)
    with pytest.raises(RuleBroken, match="Somebody else than you"):
        confirm(destruction=destruction, by=council.ada)
    with pytest.raises(PermissionDenied):
        confirm(destruction=destruction, by=council.rita)
    with pytest.raises(PermissionDenied):
        asked(council, by=council.sam)
    sweep()
    assert Visit.objects.filter(pk=visited.pk).exists()
    with pytest.raises(RuleBroken, match="not all that you chose waits"):
        asked(council, by=council.dee)
    confirm(destruction=destruction, by=council.hana)
    with pytest.raises(RuleBroken, match="decided already"):
        confirm(destruction=destruction, by=council.dee)
    assert DestructionUnit.objects.count() == 1


def test_nothing_is_done_that_nobody_confirmed(
    council: Council, visited: Visit
) -> None:
    """Even where a worker is handed such a row."""
    unit = DestructionUnit.objects.create(
        destruction=asked(council),
        kind="record",
        school=council.hawthorn,
        year=YEAR,
        due_at=LATER,
    )
    destroy(unit)
    assert Visit.objects.filter(pk=visited.pk).exists()


def test_what_is_declined_stays_and_waits_again(
    council: Council, visited: Visit
) -> None:
    decline(destruction=asked(council), note="An inquiry is near", by=council.hana)
    sweep()
    assert Visit.objects.filter(pk=visited.pk).exists()
    assert council.hawthorn.pk in waits("record")["record", YEAR]


def test_a_school_under_a_hold_cannot_be_asked_for(
    council: Council, visited: Visit
) -> None:
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    with pytest.raises(RuleBroken, match="legal hold on Hawthorn Primary School"):
        asked(council)


@pytest.mark.parametrize("of", ["school", "person"])
def test_a_hold_set_after_the_decision_wins(
    council: Council, visited: Visit, of: str
) -> None:
    destruction = asked(council, by=council.dee)
    confirm(destruction=destruction, by=council.hana)
    held = {
        "school": {"school": council.hawthorn},
        "person": {"person": council.persons["helen"]},
    }[of]
    hold = set_hold(reason="An inquiry", by=council.ada, **held)  # type: ignore[arg-type]
    sweep()
    unit = DestructionUnit.objects.get()
    assert (unit.result, unit.why) == (Result.STOPPED, HIDDEN)
    assert Visit.objects.filter(pk=visited.pk).exists()
    # A hold is no news for the school.
    told = Event.objects.get(verb="destruction.stopped")
    assert (told.audience, told.scope) == (Audience.SYSTEM, "")
    assert told.sentence.endswith(f": {HIDDEN}")
    lift_hold(hold=hold, reason="It is over", by=council.ada)
    assert council.hawthorn.pk in waits("record")["record", YEAR]
    assert destroyed(council).is_destroyed


def test_confirming_is_refused_where_all_is_held(
    council: Council, visited: Visit
) -> None:
    destruction = asked(council)
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    with pytest.raises(RuleBroken, match="legal hold on"):
        confirm(destruction=destruction, by=council.hana)
    assert Destruction.objects.get().is_open


def test_of_two_schools_the_held_one_is_left(council: Council, visited: Visit) -> None:
    both = (council.hawthorn.pk, council.elm.pk)
    destruction = asked(council, schools=both)
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    confirm(destruction=destruction, by=council.hana)
    sweep()
    results = DestructionUnit.objects.values_list("school__name", "result")
    assert list(results) == [
        ("Elm Junior School", "destroyed"),
        ("Hawthorn Primary School", "stopped"),
    ]
    assert Visit.objects.filter(pk=visited.pk).exists()


def test_a_longer_schedule_set_after_the_decision_stops_it(
    council: Council, visited: Visit
) -> None:
    confirm(destruction=asked(council), by=council.hana)
    set_years(
        kind=kind_of("record"),
        years=10,
        reason="The council's own",
        expected_version=0,
        by=council.ada,
    )
    sweep()
    unit = DestructionUnit.objects.get()
    assert unit.why == "The schedule keeps it until 31 August 2036."
    assert Visit.objects.filter(pk=visited.pk).exists()


def test_what_is_kept_longer_waits_on_that_day(
    council: Council, visited: Visit, clock: time_machine.Traveller
) -> None:
    chosen: dict[str, Any] = {"kind": kind_of("record"), "year": YEAR}
    chosen |= {"schools": [council.hawthorn.pk], "reason": "A book is written"}
    with pytest.raises(RuleBroken, match="Choose a day after today"):
        keep(until=LATER.date(), by=council.ada, **chosen)
    keep(until=date(2034, 9, 1), by=council.ada, **chosen)
    assert council.hawthorn.pk not in waits("record")["record", YEAR]
    with pytest.raises(RuleBroken, match="not all that you chose waits"):
        asked(council)
    clock.move_to(LATER.replace(year=2034))
    assert council.hawthorn.pk in waits("record")["record", YEAR]


def test_a_level_in_force_stays_and_goes_once_it_has_ended(
    council: Council, visited: Visit, clock: time_machine.Traveller
) -> None:
    level = LevelAssignment.objects.filter(school=council.hawthorn).in_force(
        LATER.date()
    )
    keys = set(level.values_list("pk", flat=True))
    assert len(keys) == 1
    destroyed(council, "hours")
    unit = destroyed(council)
    assert unit.left == 1
    assert unit.left_rows == {"engagement.SchoolYearRecord": [str(council.record().pk)]}
    assert (
        set(
            LevelAssignment.objects.filter(school=council.hawthorn).values_list(
                "pk", flat=True
            )
        )
        == keys
    )
    # It ends in the year in which a later one begins.
    LevelAssignment.objects.filter(pk__in=keys).update(
        state="superseded", effective_to=date(2034, 1, 31)
    )
    clock.move_to(LATER.replace(year=2041))
    assert council.hawthorn.pk in waits("record")["record", 2033]
    confirm(destruction=asked(council, year=2033, by=council.dee), by=council.hana)
    sweep()
    assert not LevelAssignment.objects.filter(pk__in=keys).exists()
    assert not SchoolYearRecord.objects.filter(school=council.hawthorn).exists()


def test_a_step_that_a_later_visit_followed_up_stays_with_it(
    council: Council, clock: time_machine.Traveller
) -> None:
    """The later visit is of a record that is kept; what it rests on stands by itself."""
    visit = council.final_visit()
    later = council.draft_visit(
        follow_ups=council.followed_up(visit, "done", "open"), date=date(2025, 11, 11)
    )
    year = AcademicYear.objects.get(label="2026/27")
    record = create_record(
        school=council.hawthorn, year=year, framework=council.framework, by=council.sam
    )
    Visit.objects.filter(pk=later.pk).update(record=record, follows=visit)
    clock.move_to(LATER)
    unit = destroyed(council)
    assert unit.is_destroyed
    assert FollowUp.objects.filter(visit=later).count() == 2
    steps = NextStep.objects.filter(visit=visit)
    assert steps.count() == 2
    assert not VisitSection.objects.filter(visit=visit).exists()
    assert unit.left == 2 + 1 + 1
    assert Visit.objects.get(pk=later.pk).follows == visit
    clock.move_to(LATER.replace(year=2034))
    confirm(destruction=asked(council, year=2026, by=council.dee), by=council.hana)
    sweep()
    assert not Visit.objects.exists()
    assert not NextStep.objects.exists()
