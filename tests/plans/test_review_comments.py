"""What both sides say beside a review, once for the review and its visit's note."""

import pytest

from engagement.models import Side
from plans.services.review_comments import comment
from sitrack.core.models import Notification
from sitrack.core.rules import RuleBroken
from tests.plans.reviewing import drafted, shared, under_way, visit_of
from tests.universe import Council
from visits.services.replies import finalise


@pytest.mark.item("DEC-06")
def test_the_school_says_it_once_and_is_answered_once(council: Council) -> None:
    review = shared(council, under_way(council))
    comment(review=review, side=Side.SCHOOL, text=" We agree ", by=council.helen)
    visit = visit_of(review)
    visit.refresh_from_db()
    said = visit.comments.get()
    assert (visit.state, said.text, said.by) == ("commented", "We agree", council.helen)
    comment(review=review, side=Side.LA, text="Thank you", by=council.sam)
    said.refresh_from_db()
    assert (said.answer, said.answered_by) == ("Thank you", council.sam)
    assert [(one.side, str(one)) for one in review.comments.all()] == [
        ("school", "We agree"),
        ("la", "Thank you"),
    ]
    visit.refresh_from_db()
    assert finalise(visit=visit, expected_version=visit.version, by=council.sam)


def test_the_other_side_is_told_once(council: Council) -> None:
    review = shared(council, under_way(council))
    before = set(Notification.objects.values_list("pk", flat=True))
    comment(review=review, side=Side.SCHOOL, text="We agree", by=council.helen)
    comment(review=review, side=Side.LA, text="Thank you", by=council.sam)
    told = Notification.objects.exclude(pk__in=before).order_by("pk")
    assert [(one.recipient.email, one.title.partition(":")[0]) for one in told] == [
        ("sam@council.example", "The school has commented on a plan’s review"),
        ("helen@council.example", "Your comment on a plan’s review was answered"),
        ("dev@council.example", "Your comment on a plan’s review was answered"),
    ]
    assert {one.path for one in told} == {review.get_absolute_url()}


def test_a_review_is_spoken_of_after_its_note_is_final(council: Council) -> None:
    review = shared(council, under_way(council))
    visit = visit_of(review)
    finalise(
        visit=visit,
        expected_version=visit.version,
        by=council.sam,
        reason="The school is closed this week",
    )
    comment(review=review, side=Side.SCHOOL, text="Too late", by=council.dev)
    assert not visit.comments.exists()
    assert review.comments.get().by == council.dev


@pytest.mark.item("CONF-07")
def test_nobody_comments_on_a_draft_or_without_words(council: Council) -> None:
    plan = under_way(council)
    draft = drafted(council, plan)
    with pytest.raises(RuleBroken, match="Only a review that is shared"):
        comment(review=draft, side=Side.LA, text="Mine", by=council.sam)
    assert not draft.comments.exists()


def test_a_comment_has_words(council: Council) -> None:
    review = shared(council, under_way(council))
    with pytest.raises(RuleBroken, match="Enter your comment"):
        comment(review=review, side=Side.SCHOOL, text=" ", by=council.helen)
