"""What an evaluation asks for is told of in its own time (CAD-11)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from engagement.models import Obligation
from reports.models import SchoolSummary
from reports.queries.due_for import all_due_for
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from tests.reports.pages import get, read
from tests.universe import Council
from tests.visits.evaluating import again, planned, taken_to

DRAFT = "Draft report of the evaluation, with the headteacher"
FACTS = "Check of the facts in the draft report"
FINAL = "Final report of the evaluation, discussed with the governing body"


def due(council: Council, activity: str) -> Obligation:
    refresh_due(SchoolSummary.objects.all())
    return Obligation.objects.get(school=council.hawthorn, activity=activity)


def told(council: Council, who: str) -> list[str]:
    user = council.user(who)
    refresh_due(visible_schools(user))
    return [row.words for row in all_due_for(user, date(2025, 12, 31))]


@pytest.mark.item("CAD-11", "DER-14", "WIL-T-06", "WIL-T-07")
def test_both_reports_are_due_in_working_days_over_easter(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    clock.move_to("2026-04-02T10:00Z")
    day = date(2026, 4, 2)
    taken_to(
        "scheduled", wiltshire, planned(wiltshire, meeting_on=day, evaluation_on=day)
    )

    assert due(wiltshire, "evaluation_draft").due_on == date(2026, 4, 13)
    assert due(wiltshire, "evaluation_final").due_on == date(2026, 4, 20)


@pytest.mark.item("ACC-060")
def test_acc_060_a_late_draft_is_overdue_by_days_and_the_final_date_stays(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one = taken_to("conducted", wiltshire)
    clock.move_to("2025-11-18T10:00Z")

    said = f"{DRAFT}, 1 day overdue: due by 17 November 2025"
    assert said in told(wiltshire, "sam")
    assert due(wiltshire, "evaluation_final").due_on == date(2025, 11, 24)
    page = wiltshire.hawthorn.get_absolute_url()
    assert said in read(wiltshire.sam, page)
    assert said in read(wiltshire.rita, page)
    own = read(wiltshire.rita, one.get_absolute_url())
    assert "by 17 November 2025. 1 day overdue." in own
    assert "final report discussed by 24 November 2025" in own

    taken_to("draft_sent", wiltshire, again(one))
    assert due(wiltshire, "evaluation_draft").met_on == date(2025, 11, 18)
    assert due(wiltshire, "evaluation_final").due_on == date(2025, 11, 24)


@pytest.mark.item("INV-19")
def test_the_headteacher_is_asked_for_the_check_for_five_working_days(
    wiltshire: Council,
) -> None:
    one = taken_to("draft_sent", wiltshire)

    assert f"{FACTS}: due by 17 November 2025" in told(wiltshire, "helen")
    taken_to("factual_check", wiltshire, one)
    assert told(wiltshire, "helen") == [
        words for words in told(wiltshire, "helen") if FACTS not in words
    ]
    assert due(wiltshire, "evaluation_facts").met_on == date(2025, 11, 10)


@pytest.mark.item("WIL-E-44")
def test_the_final_report_is_met_once_governors_discussed_it(
    wiltshire: Council,
) -> None:
    one = taken_to("final", wiltshire)
    assert due(wiltshire, "evaluation_final").is_open

    taken_to("shared_with_governors", wiltshire, one)
    row = due(wiltshire, "evaluation_final")
    assert (row.met_kind, row.met_key) == ("school_evaluation", one.pk)


def test_what_is_due_leads_to_the_evaluation(wiltshire: Council) -> None:
    one = taken_to("draft_sent", wiltshire)
    page = reverse("school_due", args=[wiltshire.hawthorn.pk])

    for who in (wiltshire.sam, wiltshire.helen):
        html = get(who, page).content.decode()
        assert f'href="{one.get_absolute_url()}"' in html


def test_an_evaluation_that_is_only_planned_asks_for_nothing(
    wiltshire: Council,
) -> None:
    taken_to("prep", wiltshire)
    refresh_due(SchoolSummary.objects.all())

    assert not Obligation.objects.filter(activity__startswith="evaluation").exists()


def test_the_school_page_leads_to_evaluations_where_the_framework_has_them(
    wiltshire: Council,
) -> None:
    page = wiltshire.hawthorn.get_absolute_url()
    all_of_them = reverse("visits:school_evaluations", args=[wiltshire.hawthorn.pk])
    for who, leads in (
        *(("sam", True), ("helen", True), ("cora", True), ("gus", True)),
        *(("sena", False), ("theo", False)),
    ):
        html = get(wiltshire.user(who), page).content.decode()
        assert (f'href="{all_of_them}"' in html) is leads


def test_no_page_of_suffolk_knows_of_evaluations(council: Council) -> None:
    all_of_them = reverse("visits:school_evaluations", args=[council.hawthorn.pk])

    get(council.sam, all_of_them, status=404)
    html = get(council.sam, council.hawthorn.get_absolute_url()).content.decode()
    assert all_of_them not in html
