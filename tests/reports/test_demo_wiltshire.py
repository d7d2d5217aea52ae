"""The demonstration of Wiltshire: what each person finds, and a year behind it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from engagement.models import LevelStatement
from plans.models import IntensiveCase, Plan, PlanReview
from reports.demo.cast import Cast
from reports.models import BoardReport, LevelReview
from tests.reports.demo_stage import home, somebody, standing, to_do
from tests.reports.pages import get, links, read
from visits.models import (
    Evaluation,
    PooledVisit,
    SelfEvaluation,
    SelfEvaluationAnswer,
    Visit,
)


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with standing("wiltshire", django_db_blocker) as cast:
        yield cast


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (
            "head@withymead",
            "Intensive support: it is your turn. Put the plan into practice, and send the"
            " papers for the review, by 25 November",
        ),
        (
            "head@larkhanger",
            "School part of the self-evaluation: due by 3 November 2026 School development"
            " plan sent for the self-evaluation: due by 3 November 2026",
        ),
        (
            "head@stonelow",
            "Read the note of the visit on 21 October 2026 and answer it Sign the statement"
            " of categorisation: Secure",
        ),
        ("head@foxcombe", ""),
        (
            "head@thistlecombe",
            "Intensive support: it is your turn. Put the agreed actions into practice"
            " before the review, by 19 January Record the school’s view of the level that"
            " was set: Causing concern",
        ),
    ],
)
def test_a_head_finds_at_home_what_waits_for_the_school(
    cast: Cast, address: str, asked: str
) -> None:
    assert to_do(address) == asked


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (
            "orla.fenwick",
            "4 schools, something waits at 2 of them. Those that need attention come"
            " first. Thistlecombe Primary School Late An action of the plan was due on"
            " 11 September 2026: Name who leads mathematics and free a morning a week",
        ),
        (
            "orla.fenwick",
            "Withymead Primary School Late An action of the plan was due on"
            " 12 October 2026: Choose ten things to remember for each unit of the year"
            " Level Vulnerable",
        ),
        (
            "orla.fenwick",
            "You help to evaluate a school School evaluation, Stonelow High School"
            " 5 November 2026",
        ),
        ("lucinda.marrow", "6 schools, something waits at 2 of them."),
        (
            "bertrand.oakes",
            "6 schools, something waits at 3 of them. Those that need attention come"
            " first. Foxcombe Primary School Intensive support: it is your turn. Approve"
            " the exit, or return it Level Causing concern",
        ),
        ("chair@withymead", "Level of support Vulnerable , since 2 July 2026"),
        (
            "chair@withymead",
            "Support plan : under way, 21 September 2026 to 2 March 2027, 4 priorities",
        ),
        ("petra.lund", "You look after people and their posts"),
    ],
)
def test_the_others_find_at_home_what_they_come_for(
    cast: Cast, address: str, found: str
) -> None:
    assert found in home(address)


def test_nothing_that_is_asked_of_the_whole_service_was_forgotten(cast: Cast) -> None:
    assert "Due of the whole service" not in home("bertrand.oakes")
    assert "Due of the whole service" not in home("lucinda.marrow")
    assert LevelReview.objects.count() == 3
    assert BoardReport.objects.count() == 4


def test_the_head_sees_how_far_the_school_in_intensive_support_has_come(
    cast: Cast,
) -> None:
    case = IntensiveCase.objects.get(school=cast.schools["withymead"])
    page = read(somebody("head@withymead"), case.get_absolute_url())
    for words in (
        "It is your turn Put the plan into practice, and send the papers for the review"
        " By 25 November 2026",
        "Evaluation of needs (done) Done on 2 September 2026",
        "Planning the support (done) Done on 21 September 2026",
        "Putting the plan into practice Now Until 2 December 2026",
        "Six-month final evaluation Planned for 2 March 2027",
    ):
        assert words in page


def test_the_three_month_review_waits_for_the_part_that_the_school_has_begun(
    cast: Cast,
) -> None:
    review = PlanReview.objects.get(
        plan__school=cast.schools["withymead"], form="three_months"
    )
    assert review.state == "sent"
    case = IntensiveCase.objects.get(school=cast.schools["withymead"])
    for address, shown in (("head@withymead", True), ("orla.fenwick", False)):
        led_to = links(get(somebody(address), case.get_absolute_url()))
        assert (review.get_absolute_url() in led_to) is shown
    begun = "Year 4 wrote a newspaper that parents bought."
    assert begun in read(somebody("head@withymead"), review.get_absolute_url())
    assert begun not in read(somebody("orla.fenwick"), review.get_absolute_url())


def test_an_exit_waits_for_whoever_approves_it(cast: Cast) -> None:
    case = IntensiveCase.objects.get(school=cast.schools["foxcombe"])
    page = read(somebody("bertrand.oakes"), case.get_absolute_url())
    assert "It is your turn Approve the exit, or return it" in page
    assert "Exit strategy: 5 of 5 criteria met" in page
    assert "Nine were reached on time" in page
    held = PlanReview.objects.filter(plan__school=case.school).order_by("held_on")
    assert list(held.values_list("form", "state")) == [
        ("three_months", "shared"),
        ("six_months", "shared"),
    ]
    plan = Plan.objects.get(school=case.school)
    assert (plan.state, plan.ending) == ("closed", "finished")


@pytest.mark.item("LET-03", "WIL-O-18", "CONF-02")
def test_a_notice_of_concern_changed_a_level_and_only_its_readers_know_why(
    cast: Cast,
) -> None:
    case = IntensiveCase.objects.get(school=cast.schools["thistlecombe"])
    letter = case.notice
    assert letter is not None
    assert (case.state, letter.state) == ("implementing2", "implementation")
    assert letter.forced is not None
    assert (str(letter.forced.level), letter.forced.view) == ("Causing concern", "")
    page = read(somebody("head@thistlecombe"), case.get_absolute_url())
    assert "It is your turn Put the agreed actions into practice" in page
    assert "Formal notice of concern (done)" in page
    paper = read(somebody("chair@thistlecombe"), letter.get_absolute_url())
    assert "The evidence for concern Of the five actions for mathematics" in paper
    level = read(somebody("head@thistlecombe"), letter.forced.get_absolute_url())
    assert "Record the school’s view" in level
    # The adviser did not write it, and is not told of it.
    get(somebody("orla.fenwick"), letter.get_absolute_url(), status=404)
    advised = read(somebody("orla.fenwick"), case.get_absolute_url())
    assert "notice of concern" not in advised.lower()


def test_each_school_was_evaluated_as_far_as_its_story_goes(cast: Cast) -> None:
    rows = Evaluation.objects.order_by("evaluation_on")
    assert [(str(row.school), row.state) for row in rows] == [
        ("Foxcombe Primary School", "closed"),
        ("Thistlecombe Primary School", "closed"),
        ("Withymead Primary School", "closed"),
        ("Stonelow High School", "scheduled"),
    ]
    address = reverse("visits:evaluation_report", args=[rows[2].pk])
    report = read(somebody("head@withymead"), address)
    assert "The school has 208 pupils on roll." in report
    assert "It stays as it is." in report


def test_both_columns_of_a_self_evaluation_are_filled(cast: Cast) -> None:
    rows = SelfEvaluation.objects.order_by("meeting_on")
    answers = SelfEvaluationAnswer.objects.filter(part__evaluation__in=rows)
    said = Counter(answers.values_list("part__evaluation", flat=True))
    assert [(str(row.school), row.state, said[row.pk]) for row in rows] == [
        ("Withymead Primary School", "closed", 61),
        ("Larkhanger Primary School", "sent_to_school", 19),
    ]
    page = read(somebody("orla.fenwick"), rows[0].get_absolute_url())
    assert "Writing at the expected standard at the end of Key Stage 2: 71%" in page
    assert "Boys are eleven points behind girls in writing." in page


def test_the_head_reads_the_las_column_beside_the_schools_own_draft(
    cast: Cast,
) -> None:
    row = SelfEvaluation.objects.get(record__school=cast.schools["larkhanger"])
    page = read(somebody("head@larkhanger"), row.get_absolute_url())
    assert "In mathematics the gap between boys and girls in Year 5 is new." in page
    assert "Outstanding. We would like that word to be tested." in page
    assert "to be tested" not in read(somebody("orla"), row.get_absolute_url())


def test_the_level_of_the_year_is_signed_at_all_schools_but_one(cast: Cast) -> None:
    rows = LevelStatement.objects.filter(record__year=cast.years[1])
    waiting = rows.exclude(state="whole")
    assert rows.count() == len(cast.schools) == 6
    assert [str(row.record.school) for row in waiting] == ["Stonelow High School"]


def test_three_schools_had_their_share_of_a_morning(cast: Cast) -> None:
    rows = PooledVisit.objects.select_related("visit__record__school")
    assert sorted(
        (str(row.visit.record.school), row.visit.minutes, row.visit.state)
        for row in rows
    ) == [
        ("Foxcombe Primary School", 60, "final"),
        ("Larkhanger Primary School", 60, "final"),
        ("Withymead Primary School", 60, "final"),
    ]


def test_every_kind_of_note_was_written(cast: Cast) -> None:
    held = Visit.objects.exclude(state="planned")
    kinds = held.values_list("visit_type__code", flat=True).distinct()
    assert set(kinds) == {"planning", "interim", "end_of_year"}
    assert not Visit.objects.filter(state="planned", planned_for__lt=cast.days.now)
