"""Recording a review: what it holds, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engagement.queries.hours import hours_position
from plans.models import ActionRating, PlanAction, PlanReview
from plans.rules.reviews import NotReady
from plans.services.reviews import plan_review, save_review, share_review
from plans.sittings import Rated, Reviewed, sitting_of
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.plans.planning import opened
from tests.plans.reviewing import (
    BEGAN,
    action,
    drafted,
    shared,
    sitting,
    under_way,
)
from tests.universe import TODAY, Council
from visits.models import Visit

NEXT = datetime(2025, 12, 15, 9, 30, tzinfo=UTC)


@pytest.mark.item("SUF-A-23", "SUF-E-16", "SUF-A-15", "SUF-A-19")
def test_a_review_keeps_all_that_one_form_holds(council: Council) -> None:
    plan = under_way(council)
    said = sitting(council, plan, rags=("red", "amber", "green"), next_review_at=NEXT)
    review = share_review(
        review=drafted(council, plan), sitting=said, expected_version=1, by=council.sam
    )
    kept = PlanReview.objects.get(pk=review.pk)
    assert (kept.state, kept.held_on, kept.on_track) == ("shared", TODAY, True)
    assert kept.next_review_on == NEXT.date()
    assert sitting_of(kept) == said
    assert [question["label"] for question in plan.template.review] == [
        "Where are we?",
        "Who needs to do what?",
        "Any blocks?",
        "Other support needed?",
    ]


@pytest.mark.item("SUF-A-12", "INV-14")
def test_acc_055_not_on_track_needs_reasons(council: Council) -> None:
    plan = under_way(council)
    said = sitting(council, plan, on_track=False, off_track_reasons=" ")
    with pytest.raises(NotReady, match="Summarise the reasons why") as refused:
        share_review(
            review=drafted(council, plan),
            sitting=said,
            expected_version=1,
            by=council.sam,
        )
    assert refused.value.field == "off_track_reasons"
    assert not PlanReview.objects.held().exists()


def test_a_rating_without_words_names_its_action(council: Council) -> None:
    plan = under_way(council)
    books = action(plan)
    with pytest.raises(NotReady) as refused:
        drafted(council, plan, ratings=[Rated(books.pk, "red", " ")])
    assert [(one.field, one.message) for one in refused.value.problems] == [
        (f"words_{books.pk}", "Say in words why “Buy decodable books” is red")
    ]
    with pytest.raises(NotReady, match="Rate “Buy decodable books” red, amber or"):
        drafted(council, plan, ratings=[Rated(books.pk, "", "Ordered")])
    assert not PlanReview.objects.exists()


def test_a_priority_is_skipped_or_written_about(council: Council) -> None:
    plan = under_way(council)
    reading, attendance = plan.priorities.all()
    rated = [Rated(action(plan).pk, "green", "All bought")]
    with pytest.raises(NotReady, match="You skip “Reading” and wrote about it too"):
        drafted(
            council,
            plan,
            priorities=[Reviewed(reading.pk, skipped=True), Reviewed(attendance.pk)],
            ratings=rated,
        )
    review = shared(
        council, plan, priorities=[Reviewed(attendance.pk, skipped=True)], ratings=rated
    )
    assert review.summaries.get(priority=attendance).skipped


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 9, 14), "The plan began on 15 September 2025"),
        (date(2025, 11, 11), "11 November 2025 is in the future. Put the review in"),
    ],
)
def test_a_review_is_held_while_the_plan_runs(
    council: Council, day: date, words: str
) -> None:
    plan = under_way(council)
    with pytest.raises(RuleBroken, match=words) as refused:
        drafted(council, plan, held_on=day)
    assert refused.value.field == "held_on"
    assert not Visit.objects.exists()


def test_a_review_on_the_day_the_plan_begins_is_taken(council: Council) -> None:
    plan = under_way(council)
    assert shared(council, plan, held_on=BEGAN).held_on == BEGAN


def test_a_draft_plan_is_not_reviewed(council: Council) -> None:
    plan = opened(council)
    with pytest.raises(RuleBroken, match="This plan is still a draft"):
        drafted(council, plan)
    with pytest.raises(RuleBroken, match="Reviews are planned once it is agreed"):
        plan_review(plan=plan, at=NEXT, lead=council.persons["sam"], by=council.sam)


def test_an_action_of_another_plan_is_not_rated(council: Council) -> None:
    plan = under_way(council)
    other = PlanAction.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    with pytest.raises(RuleBroken, match="That action is not in this plan"):
        drafted(council, plan, ratings=[Rated(other, "red", "Late")])
    with pytest.raises(RuleBroken, match="That priority is not in this plan"):
        drafted(council, plan, priorities=[Reviewed(0, "Well")])


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"minutes": None}, "Enter the time spent"),
        ({"present": ()}, "Say who was present"),
        ({"on_track": None}, "Say whether the plan is on track"),
    ],
)
def test_a_draft_waits_for_what_the_school_is_to_read(
    council: Council, missing: dict[str, object], words: str
) -> None:
    plan = under_way(council)
    review = drafted(council, plan, **missing)
    assert review.state == "draft"
    with pytest.raises(NotReady, match=words):
        share_review(
            review=review,
            sitting=sitting_of(review),
            expected_version=review.version,
            by=council.sam,
        )


@pytest.mark.item("CONF-07")
def test_a_draft_is_the_authoritys_own_until_it_is_shared(council: Council) -> None:
    plan = under_way(council)
    review = drafted(council, plan)
    school = [council.helen, council.dev, council.cora, council.gus, council.sena]
    for reader in [*school, council.odd, council.ola, council.ada]:
        assert not PlanReview.objects.visible_to(reader).exists()
        assert not Visit.objects.visible_to(reader).filter(plan_review=review).exists()
    for reader in (council.sam, council.rita, council.hana):
        assert PlanReview.objects.visible_to(reader).get() == review
    assert hours_position(council.record(), council.terms["autumn"]).used == 0
    said = sitting_of(review)
    share_review(review=review, sitting=said, expected_version=1, by=council.sam)
    for name in ("helen", "dev", "cora", "gus", "sena"):
        assert PlanReview.objects.visible_to(council.user(name)).get() == review
    assert not PlanReview.objects.visible_to(council.user("odd")).exists()


def test_a_shared_review_that_is_amended_keeps_its_history(council: Council) -> None:
    plan = under_way(council)
    review = shared(council, plan, rags=("red", "red", "red"))
    said = sitting(council, plan, rags=("red", "amber", "red"), minutes=150)
    save_review(review=review, sitting=said, expected_version=2, by=council.sam)
    rating = ActionRating.objects.get(review=review, action=action(plan))
    assert [row.rag for row in rating.history.order_by("history_id")] == [
        "red",
        "amber",
    ]
    assert ActionRating.objects.count() == 3
    assert hours_position(council.record(), council.terms["autumn"]).used == 150
    assert [event.verb for event in Event.objects.about(review).order_by("pk")] == [
        "review.started",
        "review.shared",
        "review.changed",
    ]


def test_a_rating_taken_back_is_gone(council: Council) -> None:
    plan = under_way(council)
    review = drafted(council, plan)
    said = replace(sitting_of(review), ratings=[Rated(action(plan).pk)])
    save_review(review=review, sitting=said, expected_version=1, by=council.sam)
    assert not review.ratings.filter(action=action(plan)).exists()
    assert review.ratings.count() == 2


def test_an_action_may_be_rated_at_each_review(council: Council) -> None:
    plan = under_way(council)
    for day, rag in ((date(2025, 9, 29), "red"), (TODAY, "green")):
        shared(council, plan, held_on=day, rags=(rag,) * 3)
    rags = ActionRating.objects.filter(action=action(plan)).order_by("review__held_on")
    assert [one.rag for one in rags] == ["red", "green"]


def test_the_second_of_two_who_save_is_told(council: Council) -> None:
    plan = under_way(council)
    review = drafted(council, plan)
    said = sitting_of(review)
    save_review(review=review, sitting=said, expected_version=1, by=council.sam)
    with pytest.raises(Stale):
        save_review(review=review, sitting=said, expected_version=1, by=council.rita)


def test_one_review_at_a_time_is_written(council: Council) -> None:
    plan = under_way(council)
    drafted(council, plan)
    with pytest.raises(RuleBroken, match="is being written already"):
        drafted(council, plan)
