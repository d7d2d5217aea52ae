"""A shared note is taken back before the school has answered, and shared anew."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import TimeEntry
from engagement.queries.hours import hours_position
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import Council
from visits.models import Recall, Visit
from visits.services import replies
from visits.services.notes import share
from visits.services.recall import recall

LATER = datetime(2025, 12, 3, 10, 0, tzinfo=UTC)
NEXT_DAY = date(2025, 12, 3)
REASON = "It named the wrong class."
TAKEN = "A visit note that was shared with you was taken back"


def take_back(council: Council, visit: Visit, reason: str = REASON) -> Visit:
    return recall(
        visit=visit, reason=reason, expected_version=visit.version, by=council.sam
    )


@pytest.mark.item("SM-3", "CONF-07")
def test_a_note_that_was_taken_back_is_a_draft_of_the_authority(
    council: Council,
) -> None:
    visit = take_back(council, council.shared_visit())
    assert (visit.state, visit.shared_at) == ("draft", None)
    assert visit not in Visit.objects.visible_to(council.helen)
    assert visit in Visit.objects.taken_back_from(council.helen)
    assert visit in Visit.objects.visible_to(council.sam)
    for other in (council.gus, council.odd, council.sam, council.theo):
        assert visit not in Visit.objects.taken_back_from(other)
    made = Recall.objects.get()
    assert (made.reason, made.by) == (REASON, council.sam)


@pytest.mark.item("CONF-04")
def test_the_leaders_are_told_that_it_was_taken_back(council: Council) -> None:
    visit = take_back(council, council.shared_visit())
    told = Notification.objects.filter(title=f"{TAKEN}: {council.hawthorn}")
    assert {row.recipient for row in told} == {council.helen, council.dev}
    assert {row.path for row in told} == {visit.get_absolute_url()}
    assert Event.objects.get(verb="visit.recalled").sentence == (
        f"took back the note of the visit of 10 November 2025: {REASON}"
    )


def test_a_reader_who_follows_the_old_link_learns_why_and_reads_no_note(
    council: Council, client: Client
) -> None:
    visit = take_back(council, council.shared_visit())
    client.force_login(council.helen)
    text = client.get(visit.get_absolute_url(), follow=True).content.decode()
    assert "This note was taken back" in text
    assert REASON in text
    assert "growing fluency" not in text
    assert not Notification.objects.unread_by(council.helen).exists()
    client.force_login(council.gus)
    assert client.get(visit.get_absolute_url()).status_code == 404


@pytest.mark.item("INV-15")
def test_its_time_is_reversed_and_entered_anew_when_it_is_shared_again(
    council: Council,
) -> None:
    visit = take_back(council, council.shared_visit())
    assert hours_position(council.record(), visit.term).used == 0
    share(
        visit=visit,
        note=council.note(minutes=60),
        expected_version=visit.version,
        by=council.sam,
    )
    entries = TimeEntry.objects.order_by("pk")
    assert [entry.minutes for entry in entries] == [90, -90, 60]
    assert hours_position(council.record(), visit.term).used == 60


def test_the_planned_next_visit_stays_and_is_planned_once(council: Council) -> None:
    visit = take_back(council, council.shared_visit(next_visit_at=LATER))
    planned = Visit.objects.planned().get()
    assert planned.planned_for == LATER
    moved = LATER.replace(day=4)
    share(
        visit=visit,
        note=council.note(next_visit_at=moved),
        expected_version=visit.version,
        by=council.sam,
    )
    assert Visit.objects.planned().get() == planned
    planned.refresh_from_db()
    assert planned.planned_for == moved


@pytest.mark.item("CONF-07")
def test_the_agenda_of_a_note_that_was_taken_back_leaves_the_next_visits_page(
    council: Council, client: Client
) -> None:
    visit = council.shared_visit(next_visit_at=LATER, agenda=("Phonics check",))
    planned = Visit.objects.planned().get()
    client.force_login(council.helen)
    page = planned.get_absolute_url()
    assert "Phonics check" in client.get(page).content.decode()
    take_back(council, visit)
    assert "Phonics check" not in client.get(page).content.decode()
    client.force_login(council.sam)
    assert "Phonics check" in client.get(page).content.decode()


@pytest.mark.item("SM-9")
def test_the_steps_that_it_closed_are_open_again_and_are_closed_once_more(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(
        steps=(council.step("One"), council.step("Two"), council.step("Three"))
    )
    clock.move_to(LATER)
    found = council.followed_up(first, "done", "carried", "open")
    second = council.shared_visit(date=NEXT_DAY, steps=(), follow_ups=found)
    carried = second.next_steps.get()
    take_back(council, second)
    steps = list(first.next_steps.all())
    assert [(step.state, step.closed_on) for step in steps] == [("open", None)] * 3
    assert second.next_steps.get() == carried
    kept = council.step(carried.text, pk=carried.pk, due_on=carried.due_on)
    note = council.note(date=NEXT_DAY, steps=(kept,), follow_ups=found)
    share(visit=second, note=note, expected_version=second.version, by=council.sam)
    states = first.next_steps.values_list("state", "carried_to")
    assert list(states) == [("done", None), ("carried", carried.pk), ("open", None)]
    assert second.next_steps.get() == carried


def test_a_step_that_somebody_closed_between_visits_stays_closed(
    council: Council, clock: time_machine.Traveller
) -> None:
    from visits.services.steps import close_step

    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    step = first.next_steps.get()
    close_step(step=step, by=council.helen, expected_version=step.version)
    found = council.followed_up(first, "done")
    second = council.shared_visit(date=NEXT_DAY, steps=(), follow_ups=found)
    take_back(council, second)
    assert first.next_steps.get().state == "done"


def test_a_note_whose_steps_were_followed_up_is_not_taken_back(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    found = council.followed_up(first, "open")
    council.shared_visit(date=NEXT_DAY, steps=(), follow_ups=found)
    with pytest.raises(RuleBroken, match="has followed up the next steps"):
        take_back(council, first)
    first.refresh_from_db()
    assert first.state == "shared"


def test_taking_back_wants_a_reason(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        take_back(council, council.shared_visit(), " ")
    assert refusal.value.field == "reason"


def test_a_comment_that_came_first_is_not_lost(council: Council) -> None:
    visit = council.shared_visit()
    seen = Visit.objects.get(pk=visit.pk)
    replies.comment(visit=visit, text="Not so.", by=council.helen)
    with pytest.raises(Stale):
        take_back(council, seen)
    visit.refresh_from_db()
    assert visit.state == "commented"


def test_a_double_click_takes_it_back_once(council: Council, client: Client) -> None:
    visit = council.shared_visit()
    client.force_login(council.sam)
    page = reverse("visits:visit_recall", args=[visit.pk])
    shown = client.get(page)
    sent = {
        "submit_token": shown.context["submit_token"],
        "version": visit.version,
        "reason": REASON,
    }
    answers = [client.post(page, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Recall.objects.count() == 1


def test_a_stale_page_and_an_empty_reason_are_told(
    council: Council, client: Client
) -> None:
    visit = council.shared_visit()
    client.force_login(council.sam)
    page = reverse("visits:visit_recall", args=[visit.pk])
    empty = client.post(page, {"version": visit.version, "reason": ""})
    assert empty.status_code == 422
    assert "Enter why you take it back" in empty.content.decode()
    stale = client.post(page, {"version": 0, "reason": REASON})
    assert stale.status_code == 422
    assert REASON in stale.content.decode()
    assert "Read it again first" in stale.content.decode()
