"""The school's answer, the officer's answer to it, addenda."""

import pytest

from engagement.models import Side
from sitrack.core.models import Audience, Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import Council
from visits.models import Visit
from visits.services import replies
from visits.services.notes import save_note


def finalise(council: Council, visit: Visit) -> Visit:
    return replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)


@pytest.mark.item("SUF-P-08", "SM-3")
def test_a_comment_waits_for_an_answer_before_the_visit_is_final(
    council: Council,
) -> None:
    visit = council.commented_visit("We would add the Year 1 results.")
    with pytest.raises(RuleBroken, match="Answer or acknowledge the school’s comment"):
        finalise(council, visit)
    comment = visit.comments.get()
    replies.answer(comment=comment, text="Added.", by=council.sam)
    assert finalise(council, visit).state == "final"


def test_a_comment_can_be_acknowledged_without_words(council: Council) -> None:
    visit = council.commented_visit("Thank you.")
    replies.answer(comment=visit.comments.get(), text="", by=council.sam)
    assert finalise(council, visit).state == "final"


def test_no_comment_wants_no_answer(council: Council) -> None:
    visit = council.commented_visit("")
    assert str(visit.comments.get()) == "No comment"
    assert finalise(council, visit).state == "final"


def test_a_comment_is_answered_once(council: Council) -> None:
    comment = council.commented_visit("Thank you.").comments.get()
    replies.answer(comment=comment, text="And to you.", by=council.sam)
    with pytest.raises(RuleBroken, match="answered already"):
        replies.answer(comment=comment, text="Again.", by=council.rita)
    comment.refresh_from_db()
    assert (comment.answer, comment.answered_by) == ("And to you.", council.sam)


def test_a_note_that_changed_meanwhile_is_not_made_final(council: Council) -> None:
    visit = council.shared_visit()
    seen = visit.version
    save_note(visit=visit, note=council.note(), expected_version=seen, by=council.rita)
    with pytest.raises(Stale):
        replies.finalise(
            visit=visit, expected_version=seen, by=council.sam, reason="No head."
        )
    visit.refresh_from_db()
    assert visit.state == "shared"


def test_a_note_that_the_school_has_not_answered_is_final_only_with_a_reason(
    council: Council,
) -> None:
    visit = council.shared_visit()
    with pytest.raises(RuleBroken, match="has not answered yet") as refusal:
        finalise(council, visit)
    assert refusal.value.field == "reason"
    replies.finalise(
        visit=visit,
        expected_version=visit.version,
        by=council.sam,
        reason="The headship is vacant.",
    )
    told = Event.objects.get(verb="visit.unanswered")
    assert told.audience == Audience.LEADERS
    assert "The headship is vacant." in told.sentence


def test_both_sides_are_told_of_an_addendum(council: Council) -> None:
    visit = council.final_visit()
    title = f"An addendum was added to a visit note: {council.hawthorn}"
    replies.add_addendum(visit=visit, side=Side.LA, text="More.", by=council.sam)
    told = Notification.objects.filter(title=title)
    people = {council.helen, council.dev, council.cora, council.gus, council.sena}
    assert {row.recipient for row in told} == people
    replies.add_addendum(visit=visit, side=Side.SCHOOL, text="Ours.", by=council.helen)
    again = told.exclude(recipient__in=people)
    assert [row.recipient for row in again] == [council.sam]
    assert told.filter(recipient=council.helen).count() == 1


def test_a_comment_upon_a_note_that_changed_meanwhile_is_not_lost(
    council: Council,
) -> None:
    visit = council.shared_visit()
    seen_by_helen = Visit.objects.get(pk=visit.pk)
    save_note(
        visit=visit, note=council.note(), expected_version=visit.version, by=council.sam
    )
    with pytest.raises(Stale):
        replies.comment(visit=seen_by_helen, text="Thanks.", by=council.helen)
    assert not visit.comments.exists()


@pytest.mark.item("SUF-D-02", "INV-08")
@pytest.mark.parametrize("side", Side.values)
def test_either_side_adds_to_a_final_visit(council: Council, side: Side) -> None:
    visit = council.final_visit()
    by = council.sam if side == Side.LA else council.helen
    made = replies.add_addendum(visit=visit, side=side, text=" One thing. ", by=by)
    assert (made.text, made.side, made.by) == ("One thing.", side, by)
    assert visit.addenda.get() == made


def test_an_addendum_says_something(council: Council) -> None:
    visit = council.final_visit()
    with pytest.raises(RuleBroken, match="Enter the addendum") as refusal:
        replies.add_addendum(visit=visit, side=Side.LA, text=" ", by=council.sam)
    assert refusal.value.field == "text"


@pytest.mark.item("CONF-07", "SUF-S-04")
def test_governors_read_a_visit_once_it_is_final(council: Council) -> None:
    visit = council.commented_visit()
    for reader in (council.gus, council.cora, council.sena):
        assert visit not in Visit.objects.visible_to(reader)
    finalise(council, visit)
    for reader in (council.gus, council.cora, council.sena):
        assert visit in Visit.objects.visible_to(reader)
