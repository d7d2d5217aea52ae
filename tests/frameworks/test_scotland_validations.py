"""Visits that validate gradings keep the cycle of three years."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from engagement.models import LevelAssignment, Obligation
from engagement.queries.gradings import findings_of, gradings_form
from engagement.queries.validations import standing_of
from engagement.rules.validations import standing
from engagement.services.proposals import (
    levels_met,
    suggested_level,
)
from engagement.services.validations import agree_validation, cancel_validation
from reports.services.summaries import refresh
from schools.models import Post, School
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.frameworks.grading import hold_visit, plan_visit
from tests.reports.pages import queries_of, read, signed_in, words
from tests.universe import Council


@pytest.fixture(autouse=True)
def headteacher_of_long_standing(scotland: Council) -> None:
    Post.objects.filter(role=Role.HEADTEACHER).update(start=date(2019, 8, 1))


def suggested(council: Council) -> tuple[str | None, list[str], frozenset[str]]:
    record = council.record()
    found = findings_of(record.school, record.framework)
    assert found is not None
    level = suggested_level(record, [])
    conflicts = [one.label for one in levels_met(record, found)]
    return (level.label if level else None, conflicts, found.codes)


@pytest.mark.item("DEC-20", "SCO-07")
def test_an_esca_looks_at_one_indicator_and_somebody_else_agrees_it(
    scotland: Council,
) -> None:
    visit = plan_visit(scotland)
    with pytest.raises(RuleBroken, match="planned for Hawthorn"):
        plan_visit(scotland)
    with pytest.raises(RuleBroken, match="Somebody else agrees"):
        agree_validation(
            validation=visit, expected_version=visit.version, by=scotland.sam
        )
    with pytest.raises(Stale):
        agree_validation(validation=visit, expected_version=99, by=scotland.rita)
    visit.refresh_from_db()
    agreed = agree_validation(
        validation=visit, expected_version=visit.version, by=scotland.rita
    )
    with pytest.raises(RuleBroken, match="agreed already"):
        agree_validation(
            validation=agreed, expected_version=agreed.version, by=scotland.hana
        )
    cancel_validation(
        validation=agreed,
        reason="Snow.",
        expected_version=agreed.version,
        by=scotland.sam,
    )
    assert plan_visit(scotland, "vse").indicators == [
        *("QI-1.3", "QI-2.3", "QI-3.1", "QI-3.2")
    ]


@pytest.mark.item("SCO-06", "SCO-39", "LET-12")
def test_what_a_vse_found_becomes_gradings_and_its_report_is_read_by_the_school(
    scotland: Council,
) -> None:
    visit = hold_visit(scotland, "vse", "VG VG VG E")
    assert suggested(scotland)[0] == "Core"
    page = words(signed_in(scotland.helen).get(visit.get_absolute_url()))
    assert "Learners are at the heart of the plan." in page
    assert "3.2 Raising attainment and achievement: excellent" in page


@pytest.mark.item("ACC-111", "DER-13", "CAD-27")
def test_acc_111_what_is_scheduled_clears_no_delay_until_it_is_held(
    scotland: Council, clock: time_machine.Traveller
) -> None:
    form = gradings_form(scotland.framework)
    assert form is not None
    hold_visit(scotland, on=date(2023, 3, 4))
    clock.move_to(date(2026, 3, 4))
    assert standing_of(scotland.hawthorn, form).words == "Due by 4 March 2026"
    clock.move_to(date(2026, 3, 5))
    assert standing_of(scotland.hawthorn, form).words == "Overdue by 1 day"
    plan_visit(scotland, on=date(2026, 3, 9))
    assert standing_of(scotland.hawthorn, form).words == (
        "Overdue by 1 day, scheduled for 9 March 2026"
    )
    page = words(signed_in(scotland.rita).get(reverse("engagement:validations")))
    assert "Overdue by 1 day, scheduled for 9 March 2026" in page
    assert page.index("Hawthorn") < page.index("Elm Junior")


@pytest.mark.parametrize(
    ("last", "scheduled", "said"),
    [
        (None, None, "Due: none is recorded yet"),
        (None, date(2026, 1, 12), "Scheduled for 12 January 2026"),
        (date(2025, 1, 6), None, "In cycle"),
        (date(2023, 2, 1), None, "Due by 1 February 2026"),
        (date(2023, 2, 1), date(2026, 1, 12), "Scheduled for 12 January 2026"),
        (date(2022, 11, 8), None, "Overdue by 2 days"),
    ],
)
def test_where_a_school_stands_in_the_cycle(
    last: date | None, scheduled: date | None, said: str
) -> None:
    stands = standing(last=last, scheduled=scheduled, years=3, today=date(2025, 11, 10))
    assert stands.words == said


@pytest.mark.item("CAD-24", "CAD-26", "SCO-15", "SCO-16")
def test_what_is_due_follows_the_pathway_and_the_headteacher(scotland: Council) -> None:
    def codes() -> set[str]:
        refresh([scotland.hawthorn.pk])
        rows = Obligation.objects.filter(school=scotland.hawthorn, cancelled="")
        return set(rows.values_list("rule__code", flat=True))

    assert {"SCO-15", "SCO-16"} <= codes()
    LevelAssignment.objects.filter(school=scotland.hawthorn).update(
        level=scotland.level("sco_enhanced")
    )
    assert "SCO-24" not in codes()
    Post.objects.filter(role=Role.HEADTEACHER).update(start=date(2025, 10, 27))
    assert {"SCO-20", "SCO-21", "SCO-24"} <= codes()


def test_the_planner_pages_through_many_schools_and_reads_as_much_for_each(
    scotland: Council,
) -> None:
    planner = reverse("engagement:validations")
    few = queries_of(scotland.hana, planner)
    first = School.objects.get(pk=scotland.elm.pk)
    for number in range(40):
        first.pk, first.urn, first.name = None, 910_000 + number, f"School {number}"
        first._state.adding = True
        first.save()
    assert queries_of(scotland.hana, planner) <= few
    shown = read(scotland.hana, planner)
    assert "51 schools. What is overdue comes first." in shown
    assert "School 39" not in shown
    assert "School 9" in read(scotland.hana, f"{planner}?page=2")
