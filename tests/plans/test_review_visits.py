"""The visit that a review is: in the diary, in the hours, in a note of its own."""

from datetime import UTC, datetime

import pytest

from engagement.queries.hours import hours_position
from plans.models import PlanReview
from plans.services.reviews import plan_review, save_review, share_review
from sitrack.core.models import Notification
from sitrack.core.rules import RuleBroken
from tests.plans.reviewing import (
    BEGAN,
    drafted,
    shared,
    sitting,
    under_way,
    visit_of,
)
from tests.universe import TODAY, Council
from visits.models import Visit
from visits.services.diary import cancel_visit
from visits.services.notes import start_note
from visits.services.recall import recall
from visits.services.replies import finalise

NEXT = datetime(2025, 12, 15, 9, 30, tzinfo=UTC)


@pytest.mark.item("SUF-A-11")
def test_a_review_is_a_visit_whose_time_counts(council: Council) -> None:
    plan = under_way(council)
    visit = visit_of(shared(council, plan))
    assert (visit.state, visit.date, visit.minutes) == ("shared", TODAY, 120)
    assert visit.visit_type == council.visit_type("plan_review")
    assert [str(line) for line in visit.attendees.all()] == [
        "Sam Rowe, SEP",
        "Helen Marsh, Headteacher",
    ]
    entry = visit.time.get().entry
    assert (entry.minutes, entry.category.code) == (120, "plan_review")
    assert hours_position(council.record(), council.terms["autumn"]).used == 120


def test_the_note_of_the_visit_says_what_the_review_says(council: Council) -> None:
    visit = visit_of(shared(council, under_way(council)))
    texts = {one.prompt.key: one.text for one in visit.sections.all()}
    assert texts["focus"] == (
        "Progress review of the plan that began on 15 September 2025"
    )
    assert texts["summary"].startswith(
        "On track: yes.\n\n**Where are we?**\n\nSaid of where_now"
    )


def test_the_note_of_a_review_is_not_taken_back_without_it(council: Council) -> None:
    visit = visit_of(shared(council, under_way(council)))
    with pytest.raises(RuleBroken) as refused:
        recall(
            visit=visit,
            reason="Too early",
            expected_version=visit.version,
            by=council.sam,
        )
    assert str(refused.value) == (
        "The note of this visit follows the review of the plan of additional"
        " engagement. Change what it says there."
    )
    visit.refresh_from_db()
    assert visit.state == "shared"


def test_the_next_review_goes_into_the_diary_once(council: Council) -> None:
    plan = under_way(council)
    review = shared(council, plan, next_review_at=NEXT)
    said = sitting(council, plan, next_review_at=NEXT.replace(hour=14))
    save_review(review=review, sitting=said, expected_version=2, by=council.sam)
    planned = PlanReview.objects.get(plan=plan, state="planned")
    assert visit_of(planned).planned_for == NEXT.replace(hour=14)
    assert visit_of(planned).visit_type == council.visit_type("plan_review")
    assert Visit.objects.planned().count() == 1


def test_a_review_of_the_diary_is_written_up(council: Council) -> None:
    plan = under_way(council)
    planned = plan_review(
        plan=plan, at=NEXT, lead=council.persons["sam"], by=council.sam
    )
    assert visit_of(planned) in Visit.objects.planned()
    share_review(
        review=planned,
        sitting=sitting(council, plan),
        expected_version=1,
        by=council.sam,
    )
    planned.refresh_from_db()
    assert (planned.state, visit_of(planned).state) == ("shared", "shared")
    assert (planned.planned_on, planned.held_on) == (NEXT.date(), TODAY)
    assert Visit.objects.count() == 1


def test_a_note_written_before_is_used_and_keeps_its_words(council: Council) -> None:
    plan = under_way(council)
    note = council.note(visit_type=council.visit_type("plan_review"))
    visit = start_note(
        record=council.record(), note=note, lead=council.persons["sam"], by=council.sam
    )
    review = shared(council, plan)
    assert visit_of(review) == visit
    summary = visit.sections.get(prompt__key="summary").text
    assert summary.startswith("Pupils read with growing fluency")
    assert "On track: yes." in summary
    assert [step.text for step in visit.next_steps.all()] == [
        "Share the phonics plan",
        "Visit the new library",
    ]
    said = sitting(council, plan, on_track=False, off_track_reasons="Nobody is trained")
    save_review(review=review, sitting=said, expected_version=2, by=council.sam)
    summary = visit.sections.get(prompt__key="summary").text
    assert "On track: yes." not in summary
    assert summary.count("On track: no.\n\nNobody is trained") == 1


def test_the_school_is_told_once_of_a_shared_review(council: Council) -> None:
    plan = under_way(council)
    before = set(Notification.objects.values_list("pk", flat=True))
    review = shared(council, plan)
    told = Notification.objects.exclude(pk__in=before).filter(recipient=council.helen)
    assert [(one.title, one.path) for one in told] == [
        (
            "A review of your plan is ready for you to read: Hawthorn Primary School",
            review.get_absolute_url(),
        )
    ]


def test_a_final_note_keeps_the_day_and_the_time(council: Council) -> None:
    plan = under_way(council)
    review = shared(council, plan)
    visit = visit_of(review)
    finalise(
        visit=visit,
        expected_version=visit.version,
        by=council.sam,
        reason="The school is closed this week",
    )
    for changed, words in (
        ({"minutes": 30}, "Correct its time in the hours ledger"),
        ({"held_on": BEGAN}, "its day can no longer be changed"),
    ):
        review.refresh_from_db()
        with pytest.raises(RuleBroken, match=words):
            save_review(
                review=review,
                sitting=sitting(council, plan, **changed),
                expected_version=2,
                by=council.sam,
            )
    review.refresh_from_db()
    said = sitting(council, plan, rags=("green",) * 3)
    save_review(review=review, sitting=said, expected_version=2, by=council.sam)
    assert set(review.ratings.values_list("rag", flat=True)) == {"green"}


def test_a_cancelled_visit_takes_its_review_along(council: Council) -> None:
    plan = under_way(council)
    planned = plan_review(
        plan=plan, at=NEXT, lead=council.persons["sam"], by=council.sam
    )
    visit = visit_of(planned)
    cancel_visit(
        visit=visit,
        reason="Snow",
        expected_version=visit.version,
        by=council.sam,
    )
    assert not PlanReview.objects.planned().exists()
    planned.refresh_from_db()
    with pytest.raises(RuleBroken, match="of this review was cancelled"):
        save_review(
            review=planned,
            sitting=sitting(council, plan),
            expected_version=1,
            by=council.sam,
        )


def test_the_next_review_is_later(council: Council) -> None:
    plan = under_way(council)
    with pytest.raises(RuleBroken, match="The next review must be after this one"):
        drafted(council, plan, next_review_at=datetime(2025, 11, 10, 15, tzinfo=UTC))
