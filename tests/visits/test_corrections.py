"""Corrections of fact: kept by the school, sent in one step, each answered."""

from datetime import timedelta

import pytest
import time_machine

from engagement.models import TemplatePrompt
from sitrack.core.models import Audience, Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import NOW, Council
from visits.models import Correction, Visit
from visits.services import corrections, replies
from visits.services.notes import save_note

SUMMARY = "Pupils read with growing fluency in the four lessons seen."
RIGHT = "Pupils read with growing fluency in the five lessons seen."


def prompt(visit: Visit, key: str) -> TemplatePrompt:
    found: TemplatePrompt = visit.template.prompts.get(key=key)
    return found


def ask(council: Council, visit: Visit, key: str = "summary") -> Correction:
    return corrections.keep_correction(
        visit=visit,
        prompt=prompt(visit, key),
        wrong="the four lessons",
        should_say="the five lessons",
        by=council.helen,
    )


def send(council: Council, visit: Visit, *asked: Correction, text: str = "") -> None:
    replies.answer_note(
        visit=visit,
        text=text,
        corrections=[one.pk for one in asked],
        by=council.helen,
    )


def asked_for(council: Council, *keys: str) -> tuple[Visit, list[Correction]]:
    """A note with corrections that Helen sent."""
    visit = council.shared_visit()
    asked = [ask(council, visit, key) for key in keys or ("summary",)]
    send(council, visit, *asked)
    return visit, list(Correction.objects.order_by("pk"))


def accept(
    council: Council, correction: Correction, text: str | None = RIGHT
) -> Correction:
    correction.visit.refresh_from_db()
    return corrections.accept_correction(
        correction=correction,
        expected_version=correction.visit.version,
        text=text,
        by=council.sam,
    )


def decline(council: Council, correction: Correction, reason: str) -> Correction:
    correction.visit.refresh_from_db()
    return corrections.decline_correction(
        correction=correction, reason=reason, by=council.sam
    )


def finalise(council: Council, visit: Visit) -> Visit:
    visit.refresh_from_db()
    return replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)


@pytest.mark.item("CONF-07")
def test_what_is_not_sent_is_the_schools_alone(council: Council) -> None:
    kept = ask(council, council.shared_visit())
    for leader in (council.helen, council.dev):
        assert list(Correction.objects.visible_to(leader)) == [kept]
    for other in (council.sam, council.rita, council.hana, council.gus, council.odd):
        assert not Correction.objects.visible_to(other).exists()
    told = Event.objects.get(verb="correction.kept")
    assert told.audience == Audience.SCHOOL
    assert "four lessons" not in told.sentence


@pytest.mark.item("SUF-P-08", "SM-3")
def test_several_corrections_and_a_comment_are_sent_in_one_step(
    council: Council,
) -> None:
    visit = council.shared_visit()
    asked = [ask(council, visit, key) for key in ("summary", "focus")]
    send(council, visit, *asked, text="Thank you for the day.")
    visit.refresh_from_db()
    assert visit.state == "commented"
    assert set(Correction.objects.visible_to(council.sam)) == set(asked)
    assert str(visit.comments.get()) == "Thank you for the day."
    title = f"The school has answered a visit note: {council.hawthorn}"
    assert [row.recipient for row in Notification.objects.filter(title=title)] == [
        council.sam
    ]
    assert Event.objects.get(verb="correction.sent").sentence == (
        "asked for 2 corrections to the note of the visit of 10 November 2025"
    )


def test_corrections_alone_are_an_answer_without_a_comment(council: Council) -> None:
    visit, _ = asked_for(council)
    visit.refresh_from_db()
    assert visit.state == "commented"
    assert not visit.comments.exists()


def test_one_that_a_colleague_adds_meanwhile_stays_unsent(council: Council) -> None:
    visit = council.shared_visit()
    seen, later = ask(council, visit), ask(council, visit, "focus")
    send(council, visit, seen)
    assert Correction.objects.unsent().get() == later


def test_what_a_colleague_has_sent_is_sent_once(council: Council) -> None:
    visit = council.shared_visit()
    asked = ask(council, visit)
    send(council, visit, asked)
    with pytest.raises(RuleBroken, match="were sent already"):
        send(council, Visit.objects.get(), asked)
    send(council, Visit.objects.get(), asked, text="And thank you.")
    assert str(visit.comments.get()) == "And thank you."
    asked.refresh_from_db()
    for act in (
        lambda: corrections.drop_correction(correction=asked, by=council.dev),
        lambda: corrections.reword_correction(
            correction=asked,
            wrong="a",
            should_say="b",
            expected_version=asked.version,
            by=council.dev,
        ),
    ):
        with pytest.raises(RuleBroken, match="was sent already"):
            act()


def test_two_leaders_who_reword_one_correction_do_not_overwrite(
    council: Council,
) -> None:
    asked = ask(council, council.shared_visit())
    seen = asked.version
    for number, by in enumerate((council.helen, council.dev)):
        words = {"wrong": f"wrong {number}", "should_say": "right"}
        if number == 0:
            corrections.reword_correction(
                correction=asked, expected_version=seen, by=by, **words
            )
            continue
        with pytest.raises(Stale):
            corrections.reword_correction(
                correction=asked, expected_version=seen, by=by, **words
            )
    assert Correction.objects.get().wrong == "wrong 0"


@pytest.mark.parametrize(
    ("wrong", "should_say", "field"), [(" ", "b", "wrong"), ("a", "", "should_say")]
)
def test_a_correction_says_what_is_wrong_and_what_is_right(
    council: Council, wrong: str, should_say: str, field: str
) -> None:
    visit = council.shared_visit()
    with pytest.raises(RuleBroken) as refusal:
        corrections.keep_correction(
            visit=visit,
            prompt=prompt(visit, "focus"),
            wrong=wrong,
            should_say=should_say,
            by=council.helen,
        )
    assert refusal.value.field == field


@pytest.mark.item("SUF-P-08", "SM-3")
def test_acc_020_each_correction_is_answered_before_the_note_is_final(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit, asked = asked_for(council, "summary", "focus")
    with pytest.raises(RuleBroken, match="Answer each correction"):
        finalise(council, visit)
    accept(council, asked[0])
    with pytest.raises(RuleBroken, match="Answer each correction"):
        finalise(council, visit)
    decline(council, asked[1], "The focus was agreed in September.")
    assert finalise(council, visit).state == "final"
    assert visit.sections.get(prompt__key="summary").text == RIGHT


def test_those_who_asked_are_told_once_all_is_answered(council: Council) -> None:
    _, asked = asked_for(council, "summary", "focus")
    title = f"Your corrections to a visit note were answered: {council.hawthorn}"
    accept(council, asked[0])
    assert not Notification.objects.filter(title=title).exists()
    decline(council, asked[1], "As agreed.")
    told = Notification.objects.filter(title=title)
    assert [row.recipient for row in told] == [council.helen]


def test_accepting_wants_the_words_changed(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    asked = ask(council, visit)
    clock.move_to(NOW + timedelta(hours=1))
    send(council, visit, asked)
    asked.refresh_from_db()
    with pytest.raises(RuleBroken, match="Change the words") as refusal:
        accept(council, asked, SUMMARY)
    assert refusal.value.field == "text"
    with pytest.raises(RuleBroken, match="cannot be empty"):
        accept(council, asked, " ")


def test_what_was_promised_is_changed_before_the_note_is_final(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    asked = ask(council, visit, "present")
    clock.move_to(NOW + timedelta(hours=1))
    send(council, visit, asked)
    accept(council, Correction.objects.get(), None)
    with pytest.raises(RuleBroken, match="Change the note as you said"):
        finalise(council, visit)
    clock.move_to(NOW + timedelta(hours=2))
    save_note(
        visit=visit, note=council.note(), expected_version=visit.version, by=council.sam
    )
    assert finalise(council, visit).state == "final"


def test_declining_wants_a_reason(council: Council) -> None:
    _, asked = asked_for(council)
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        decline(council, asked[0], " ")
    assert refusal.value.field == "reason"


def test_a_correction_is_answered_once(council: Council) -> None:
    _, asked = asked_for(council)
    decline(council, asked[0], "As agreed.")
    with pytest.raises(RuleBroken, match="answered already"):
        accept(council, asked[0])
    assert Correction.objects.get().reason == "As agreed."


def test_an_officer_who_amends_meanwhile_is_not_overwritten(council: Council) -> None:
    visit, asked = asked_for(council)
    visit.refresh_from_db()
    seen = visit.version
    save_note(visit=visit, note=council.note(), expected_version=seen, by=council.rita)
    with pytest.raises(Stale):
        corrections.accept_correction(
            correction=asked[0], expected_version=seen, text=RIGHT, by=council.sam
        )
    assert Correction.objects.waiting().count() == 1


def test_a_final_note_takes_no_correction(council: Council) -> None:
    visit = council.final_visit()
    with pytest.raises(RuleBroken, match="Only a note that is shared"):
        ask(council, visit)
