"""All records go into the next year as one job (SM-8, ACC-003)."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import SchoolYearRecord, SupportEntry
from engagement.services.sections import SupportLine, plan_support
from reports.models import RolledSchool, Rollover
from reports.services import rollover_job
from reports.services.rollover import roll_over
from sitrack.core import sweep
from sitrack.core.models import AcademicYear, Term
from sitrack.core.rules import RuleBroken
from tests.reports.turning import (
    FIRST_DAY,
    LONDON,
    carry,
    carry_all,
    next_year,
    records_of,
)
from tests.universe import Council


@pytest.fixture
def september(council: Council, clock: time_machine.Traveller) -> Council:
    clock.move_to(FIRST_DAY)
    return council


def outcomes(job: Rollover) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in job.schools.select_related("school"):
        found.setdefault(row.outcome, []).append(row.school.name)
    return found


def test_schools_are_carried_over_and_what_stands_in_the_way_is_listed(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.shared_visit()
    council.elm.closed_on = date(2026, 8, 31)
    council.elm.save()
    clock.move_to(FIRST_DAY)
    job = carry_all(council)
    found = outcomes(job)
    assert found["waits"] == ["Hawthorn Primary School"]
    assert found["locked"] == ["Elm Junior School"]
    assert found["left_out"] == ["Rowan Academy"]
    assert len(found["carried"]) == 8
    assert (job.schools_done, job.schools_total) == (11, 11)
    reasons = dict(job.schools.values_list("school__name", "reason"))
    assert "shared, not answered" in reasons["Hawthorn Primary School"]
    assert "has no traded agreement" in reasons["Rowan Academy"]
    assert records_of(council.hawthorn) == {"2025/26": "open"}


def test_done_again_it_goes_on_with_those_that_are_left(september: Council) -> None:
    carry(september, september.elm)
    carry_all(september)
    Rollover.objects.update(state="done")
    made = SchoolYearRecord.objects.filter(year=next_year())
    before = dict(made.values_list("pk", "version"))
    job = carry_all(september)
    assert dict(made.values_list("pk", "version")) == before
    assert job.schools_done == job.schools_total
    assert Rollover.objects.count() == 1


def test_stopped_half_way_each_school_is_whole_and_it_goes_on_later(
    september: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = rollover_job.start_rollover(year=next_year(), by=september.hana)

    def stop_at_the_third(**options: Any) -> Any:
        if RolledSchool.objects.count() == 2:
            rollover_job.stop_rollover(job=job, by=september.hana)
        return roll_over(**options)

    monkeypatch.setattr(rollover_job, "roll_over", stop_at_the_third)
    sweep.sweep()
    job.refresh_from_db()
    assert (job.state, job.stopped_by, job.schools.count()) == (
        *("done", september.hana),
        3,
    )
    new = SchoolYearRecord.objects.filter(year=next_year())
    locked = SchoolYearRecord.objects.filter(state="locked").values("school")
    assert set(new.values_list("school", flat=True)) == set(
        locked.values_list("school", flat=True)
    )
    with pytest.raises(RuleBroken):
        rollover_job.stop_rollover(job=job, by=september.hana)
    monkeypatch.setattr(rollover_job, "roll_over", roll_over)
    rollover_job.start_rollover(year=next_year(), by=september.hana)
    sweep.sweep()
    job.refresh_from_db()
    assert (job.state, job.stopped_by, job.schools_done) == ("done", None, 11)


def test_a_fault_at_one_school_leaves_the_others_alone(
    september: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_at_elm(**options: Any) -> Any:
        if options["school"] == september.elm:
            roll_over(**options)
            raise ZeroDivisionError
        return roll_over(**options)

    monkeypatch.setattr(rollover_job, "roll_over", breaks_at_elm)
    job = carry_all(september)
    assert outcomes(job)["waits"] == ["Elm Junior School"]
    reason = job.schools.get(school=september.elm).reason
    assert reason.startswith("Something went wrong")


def test_the_head_of_service_starts_it_on_a_page_and_reads_what_came_of_it(
    september: Council, client: Client
) -> None:
    client.force_login(september.hana)
    page = client.get("/year/").content.decode()
    assert "Carry the records over into 2026/27" in page
    assert client.post("/year/").status_code == 302
    under_way = client.get("/year/").content.decode()
    assert "Under way" in under_way
    assert "Stop" in under_way
    again = client.post("/year/", follow=True).content.decode()
    assert "The records are being carried over already." in again
    sweep.sweep()
    done = client.get("/year/").content.decode()
    assert "Left out: no agreement (1)" in done
    assert "Hawthorn Primary School" in done
    left_out = client.get("/year/?outcome=left_out").content.decode()
    assert "Rowan Academy" in left_out


def test_stopped_on_the_page_it_says_so(september: Council, client: Client) -> None:
    client.force_login(september.hana)
    client.post("/year/")
    page = client.post("/year/stop/", follow=True).content.decode()
    assert "Stopped by Hana Yilmaz" in page
    sweep.sweep()
    assert not SchoolYearRecord.objects.filter(year=next_year()).exists()


def test_without_a_next_year_in_the_calendar_it_says_what_is_first(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    Term.objects.filter(year__label="2026/27").delete()
    AcademicYear.objects.filter(label="2026/27").delete()
    clock.move_to(datetime(2026, 7, 24, 9, 0, tzinfo=LONDON))
    client.force_login(council.hana)
    page = client.get("/year/").content.decode()
    assert "The calendar has no year after 2025/26. First an administrator adds" in page
    assert client.post("/year/").status_code == 200
    assert not Rollover.objects.exists()
    clock.move_to(datetime(2026, 6, 10, 9, 0, tzinfo=LONDON))
    early = client.get("/year/").content.decode()
    assert "nothing to carry over before 22 July 2026" in early


def test_a_school_takes_as_many_queries_whatever_it_has(
    september: Council, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(45):
        carry(september)


def test_a_plan_with_its_partner_stays_in_the_year_that_it_was_made_for(
    council: Council, clock: time_machine.Traveller
) -> None:
    line = SupportLine("Moderation", None, 0, partner_school=council.elm)
    plan_support(
        record=council.record(),
        term=council.terms["summer"],
        lines={"school_to_school": line},
        by=council.sam,
    )
    clock.move_to(FIRST_DAY)
    carry(council)
    entry = SupportEntry.objects.get()
    assert (entry.record.year, entry.partner_school) == (council.year, council.elm)


def test_what_came_of_it_is_a_file_of_the_outcome_that_is_shown(
    september: Council,
) -> None:
    client = Client()
    client.force_login(september.hana)
    page = client.get(reverse("rollover"), {"as": "csv"})
    assert page["Content-Type"].startswith("text/html")
    carry_all(september)
    lines = {
        outcome: client.get(reverse("rollover"), {"as": "csv", "outcome": outcome})
        .content.decode("utf-8-sig")
        .splitlines()
        for outcome in ("left_out", "carried")
    }
    assert lines["left_out"][0] == '"School","What came of it","Reason","At"'
    assert [line[:52] for line in lines["left_out"][1:]] == [
        '"Rowan Academy","Left out: no agreement","Rowan Acad'
    ]
    assert len(lines["carried"]) == 11
