"""A record is prepared in July, opens, is carried over (SM-8)."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from engagement.models import LevelAssignment, SchoolYearRecord, Side
from engagement.services.priorities import (
    PriorityLine,
    set_priorities,
    write_priorities,
)
from engagement.services.proposals import Proposal, draft_level, propose
from engagement.services.records import RecordExists
from engagement.services.year import (
    open_begun,
    prepare_record,
)
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.reports.acts import proposal
from tests.reports.turning import (
    FIRST_DAY,
    IN_JULY,
    NEW_YEAR,
    carry,
    fill,
    next_year,
    records_of,
)
from tests.universe import Council
from visits.models import NextStep
from visits.services import steps

pytestmark = pytest.mark.item("SM-8")
State = SchoolYearRecord.State


def prepared(council: Council) -> SchoolYearRecord:
    return prepare_record(
        school=council.hawthorn,
        year=next_year(),
        framework=council.framework,
        by=council.sam,
    )


def test_next_years_record_is_prepared_from_the_first_of_july(
    council: Council, clock: time_machine.Traveller
) -> None:
    with pytest.raises(RuleBroken, match="can be prepared from 1 July 2026 on"):
        prepared(council)
    clock.move_to(IN_JULY)
    assert prepared(council).state == State.PREPARED
    with pytest.raises(RecordExists):
        prepared(council)
    assert records_of(council.hawthorn) == {"2025/26": "open", "2026/27": "prepared"}


def test_a_sep_prepares_it_on_a_page_and_it_stands_beside_this_years(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    clock.move_to(IN_JULY)
    client.force_login(council.sam)
    page = client.get(f"/schools/{council.hawthorn.pk}/records/")
    assert "Prepare next year’s record" in page.content.decode()
    answer = client.post(f"/schools/{council.hawthorn.pk}/records/prepare/")
    made = SchoolYearRecord.objects.get(school=council.hawthorn, year=next_year())
    assert answer.headers["Location"] == made.get_absolute_url()
    shown = client.get(made.get_absolute_url()).content.decode()
    assert "This record is prepared. It opens by itself on 1 September 2026." in shown
    home = client.get(council.hawthorn.get_absolute_url()).content.decode()
    assert "2026/27</a>, prepared" in home


def test_it_opens_by_itself_on_the_first_day_once(
    council: Council, clock: time_machine.Traveller
) -> None:
    clock.move_to(IN_JULY)
    record = prepared(council)
    assert open_begun(limit=100) == 0
    clock.move_to(FIRST_DAY)
    assert [open_begun(limit=100), open_begun(limit=100)] == [1, 0]
    record.refresh_from_db()
    assert (record.state, record.opened_at) == (State.OPEN, FIRST_DAY)
    told = Event.objects.about(record).values_list("verb", flat=True)
    assert sorted(told) == ["record.opened", "record.prepared"]


@pytest.mark.item("INV-04")
def test_a_level_agreed_in_july_is_dated_in_it_beside_this_years(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    proposal(council)
    clock.move_to(IN_JULY)
    record = prepared(council)
    wanted = Proposal(
        council.level("suf_12"), NEW_YEAR, (), rationale="A new head starts."
    )

    def draft() -> LevelAssignment:
        return draft_level(record=record, proposal=wanted, side=Side.LA, by=council.sam)

    drafted = draft()
    with pytest.raises(RuleBroken, match="is already open"):
        draft()
    propose(assignment=drafted, by=council.sam)
    years = LevelAssignment.objects.undecided().values_list("record__year__label")
    assert sorted(years) == [("2025/26",), ("2026/27",)]
    client.force_login(council.sam)
    address = f"/schools/{council.elm.pk}/levels/propose/"
    assert client.get(f"{address}?record={record.pk}").status_code == 302


@pytest.mark.item("ACC-003", "SUF-R-13", "SUF-R-20", "INV-06", "SUF-R-30")
def test_acc_003_the_year_is_carried_over(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    fill(council)
    visit = council.final_visit()
    done = visit.next_steps.get(order=2)
    steps.close_step(step=done, by=council.helen, expected_version=1)
    clock.move_to(FIRST_DAY)
    new = carry(council).record
    assert new is not None
    assert records_of(council.hawthorn) == {"2025/26": "locked", "2026/27": "open"}
    assert (new.vision, new.adviser) == ("Every child reads.", "Jo Bell")
    assert [row.text for row in new.priorities.all()] == ["Phonics"]
    step = NextStep.objects.get(record=new)
    assert (step.text, step.state, step.is_overdue(NEW_YEAR)) == (
        *("Share the phonics plan", "open"),
        True,
    )
    assert done.record_id == council.record().pk
    level = council.hawthorn.levels.get()
    assert (level.effective_to, level.level.code) == (None, "suf_8")
    assert not new.support.exists()
    client.force_login(council.sam)
    note = client.get(visit.get_absolute_url()).content.decode()
    assert "Carried into 2026/27" in note
    listed = client.get(f"/schools/{council.hawthorn.pk}/steps/").content.decode()
    assert "Visit of 10 Nov 2025, carried into 2026/27" in listed
    assert "Late" in listed
    again = carry(council)
    assert again.record == new
    assert Event.objects.filter(verb="record.carried").count() == 1


def test_a_record_that_was_prepared_takes_what_came_later(
    council: Council, clock: time_machine.Traveller
) -> None:
    fill(council)
    clock.move_to(IN_JULY)
    record = prepared(council)
    old = council.record()
    set_priorities(
        record=old,
        expected_version=old.version,
        texts=["Phonics", "Writing"],
        by=council.sam,
    )
    old = council.record()
    old.vision = "Every child reads and writes."
    old.save()
    clock.move_to(FIRST_DAY)
    carry(council)
    record.refresh_from_db()
    assert record.vision == "Every child reads and writes."
    assert [row.text for row in record.priorities.all()] == ["Phonics", "Writing"]


def test_a_priority_that_ends_after_july_ends_in_the_record_that_was_prepared(
    council: Council, clock: time_machine.Traveller
) -> None:
    fill(council)
    clock.move_to(IN_JULY)
    record = prepared(council)
    old = council.record()
    key = old.priorities.get(text="Phonics").pk
    write_priorities(
        record=old,
        expected_version=old.version,
        lines=[PriorityLine("Phonics", key=key, ended="All Year 1 pupils blend.")],
        by=council.sam,
    )
    clock.move_to(FIRST_DAY)
    carry(council)
    phonics = record.priorities.get()
    assert (phonics.text, phonics.closed) == ("Phonics", True)
    assert phonics.ended == "All Year 1 pupils blend."
    assert phonics.closed_on == IN_JULY.date()


def test_planned_visits_of_the_new_year_stay_in_the_diary(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.final_visit(next_visit_at=FIRST_DAY.replace(day=14))
    planned = visit.followed_by.get()
    assert planned.record.state == State.PREPARED
    clock.move_to(FIRST_DAY)
    new = carry(council).record
    planned.refresh_from_db()
    assert (planned.record, planned.state) == (new, "planned")


def test_what_is_not_finished_is_named_and_nothing_is_changed(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    council.shared_visit()
    proposal(council)
    clock.move_to(FIRST_DAY)
    told = (
        "To be finished first: the visit of 10 November 2025 (shared, not answered),"
        " a proposal of a level that is not decided."
    )
    with pytest.raises(RuleBroken) as refused:
        carry(council)
    assert refused.value.message == told
    assert records_of(council.hawthorn) == {"2025/26": "open"}
    client.force_login(council.hana)
    page = client.post(f"/schools/{council.hawthorn.pk}/records/carry-over/")
    assert page.status_code == 422
    assert told in page.content.decode()


@pytest.mark.item("INV-22")
def test_a_school_that_closed_in_august_is_locked_with_the_reason(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.shared_visit()
    council.hawthorn.closed_on = date(2026, 8, 31)
    council.hawthorn.save()
    clock.move_to(FIRST_DAY)
    rolled = carry(council)
    assert (rolled.outcome, rolled.record) == ("locked", None)
    assert rolled.reason == "The school closed on 31 August 2026."
    assert council.record().lock_reason == rolled.reason
    with pytest.raises(RuleBroken, match="The school closed on 31 August 2026"):
        prepared(council)
