"""The demonstration of a Scottish council: what each person finds, and a year behind it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from engagement.models import (
    Contact,
    Grading,
    LevelAssignment,
    SchoolYearRecord,
    Validation,
)
from engagement.models.levels import OPEN_STATES
from plans.models import Plan, PlanReview, TermReport
from reports.demo.cast import Cast
from tests.reports.demo_stage import home, somebody, standing, to_do
from tests.reports.pages import read
from visits.models import Visit


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with standing("scotland", django_db_blocker) as cast:
        yield cast


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (
            "eilidh.munro",
            "4 schools, something waits at 1 of them. Those that need attention come"
            " first. Ardvane Primary School Answer the school’s comment on the note of"
            " 12 October 2026 Pathway Supported (Supported Improvement model)",
        ),
        (
            "callum.strachan",
            "Waiting for your decision Corrievale Primary School: Enhanced",
        ),
        ("fiona.abercrombie", "4 schools. Those that need attention come first."),
        ("hamish.lorne", "You look after people and their posts"),
        (
            "head@ardvane",
            "Supported (Supported Improvement model) , since 3 June 2026.",
        ),
        (
            "head@strathbeg",
            "Try a longer piece with P6 and P7 and bring it to the next meeting",
        ),
    ],
)
def test_each_person_finds_at_home_what_they_come_for(
    cast: Cast, address: str, found: str
) -> None:
    assert found in home(address)


def test_a_head_is_asked_to_read_the_senior_officers_note(cast: Cast) -> None:
    asked = "Read the note of the visit on 20 October 2026 and answer it"
    assert to_do("head@kilbrennan") == asked
    assert to_do("head@ardvane") == ""


def test_gradings_have_their_source_and_their_date(cast: Cast) -> None:
    rows = Grading.objects.filter(school=cast.schools["ardvane"])
    assert Counter(rows.values_list("source", flat=True)) == {"self": 4, "vse": 4}
    address = reverse("engagement:gradings", args=[cast.schools["ardvane"].pk])
    page = read(somebody("head@ardvane"), address)
    assert "2.3 Learning, teaching and assessment satisfactory VSE" in page


def test_pathways_were_reviewed_and_one_review_waits(cast: Cast) -> None:
    raised = LevelAssignment.objects.exclude(raised_at__date=cast.years[0].start)
    changes = raised.exclude(picks=None).order_by("raised_at").distinct()
    assert [
        (str(row.school), row.level.code, row.state in OPEN_STATES) for row in changes
    ] == [
        ("Ardvane Primary School", "sco_supported", False),
        ("Strathbeg Primary School", "sco_enhanced", False),
        ("Corrievale Primary School", "sco_enhanced", True),
    ]


def test_the_log_holds_a_line_each_week_and_each_fortnight(cast: Cast) -> None:
    kinds = Contact.objects.values_list("school__name", "kind")
    assert Counter(kinds) == {
        ("Ardvane Primary School", "peer"): 15,
        ("Strathbeg Primary School", "new_headteacher"): 8,
        ("Corrievale Primary School", "other"): 2,
    }


def test_the_action_plan_is_reviewed_each_month_and_reported_each_term(
    cast: Cast,
) -> None:
    reviews = PlanReview.objects.filter(plan__school=cast.schools["ardvane"])
    assert Counter(reviews.values_list("state", flat=True)) == {
        "shared": 3,
        "planned": 1,
    }
    plan = Plan.objects.get(school=cast.schools["ardvane"])
    assert "the school’s leaders and others at the school can see this" in read(
        somebody("head@ardvane"), plan.get_absolute_url()
    )
    sent, begun = TermReport.objects.order_by("term__start")
    assert sent.sent_at
    assert begun.sent_at is None
    assert "I recommend that the school stays on the Supported pathway" in read(
        somebody("callum.strachan"), sent.get_absolute_url()
    )


def test_the_planner_shows_what_was_validated_and_what_is_agreed(cast: Cast) -> None:
    rows = Validation.objects.order_by("scheduled_on")
    assert [(str(row.school), row.kind, row.state) for row in rows] == [
        ("Ardvane Primary School", "vse", "held"),
        ("Corrievale Primary School", "esca", "held"),
        ("Kilbrennan Academy", "vse", "agreed"),
        ("Strathbeg Primary School", "esca", "agreed"),
    ]


def test_both_officers_visit_in_the_role_that_is_theirs(cast: Cast) -> None:
    held = Visit.objects.exclude(state="planned")
    kinds = Counter(held.values_list("lead_name", "visit_type__code"))
    assert kinds[("Eilidh Munro", "officer_visit")] == 7
    assert kinds[("Callum Strachan", "senior_visit")] == 6
    assert ("Callum Strachan", "officer_visit") not in kinds


def test_a_headteacher_who_came_later_has_written_nothing_before(cast: Cast) -> None:
    first = SchoolYearRecord.objects.get(
        school=cast.schools["strathbeg"], year=cast.years[0]
    )
    writers = {str(row.history_user) for row in first.history.all()}
    assert writers.isdisjoint({"Catriona Vass"})


def test_the_form_of_a_review_speaks_as_its_plan_does(cast: Cast) -> None:
    plan = Plan.objects.get(school=cast.schools["ardvane"])
    page = read(somebody("eilidh.munro"), reverse("plans:review_new", args=[plan.pk]))
    assert "Improvement focus 1: Learning, teaching and assessment" in page
    assert "Identify outcomes for improvement" in page
    assert "The changes we will see" not in page
    assert "Hours this term" not in page
