"""Next steps after their note: done, dropped, given on, moved, opened again (SM-9)."""

from datetime import date
from typing import Any

import pytest
import time_machine

from schools.models import Person
from sitrack.core.models import Event, Notification, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import NOW, TODAY, Council
from visits.models import NextStep, Visit
from visits.note_steps import steps_of
from visits.services import steps
from visits.services.notes import save_note

LATER = NOW.replace(month=12, day=8)


def one_step(council: Council, **facts: Any) -> NextStep:
    """The step of a final note: Helen's, due on 1 December."""
    step = council.step(**{"person": council.persons["helen"], **facts})
    visit = council.final_visit(steps=(step,))
    return NextStep.objects.get(visit=visit)


def act(name: str, step: NextStep, council: Council, **facts: Any) -> NextStep:
    service = getattr(steps, f"{name}_step")
    by = facts.pop("by", council.sam)
    version = facts.pop("version", step.version)
    made: NextStep = service(step=step, by=by, expected_version=version, **facts)
    made.refresh_from_db()
    return made


@pytest.mark.item("SM-9")
def test_a_step_of_a_final_visit_is_marked_as_done_with_a_note(
    council: Council,
) -> None:
    step = act("close", one_step(council), council, by=council.helen, note="Sent round")
    assert (step.state, step.closed_on, step.closing_note) == (
        "done",
        TODAY,
        "Sent round",
    )
    event = Event.objects.get(verb="step.done")
    assert event.sentence == "marked a next step as done: Share the phonics plan"
    assert event.actor_name == "Helen Marsh"


@pytest.mark.item("SM-9")
def test_a_step_is_dropped_with_its_reason_alone(council: Council) -> None:
    step = one_step(council)
    with pytest.raises(RuleBroken, match="Say why the step is dropped") as refusal:
        act("drop", step, council, reason="  ")
    assert refusal.value.field == "reason"
    step = act("drop", step, council, reason="The library closed")
    assert (step.state, step.closing_note) == ("dropped", "The library closed")


def test_a_closed_step_is_not_closed_given_or_moved(council: Council) -> None:
    step = act("close", one_step(council), council)
    for name, facts in (
        ("close", {}),
        ("drop", {"reason": "No"}),
        ("give", {"who": "Jo Bell"}),
        ("move", {"due_on": date(2026, 1, 5), "reason": "Late"}),
    ):
        version = NextStep.objects.get().version
        with pytest.raises(RuleBroken, match="closed already"):
            act(name, step, council, version=version, **facts)


@pytest.mark.item("SM-9")
def test_a_step_marked_as_done_by_mistake_is_opened_again(council: Council) -> None:
    step = act("close", one_step(council), council, note="Done")
    step = act("reopen", step, council, by=council.helen)
    assert (step.state, step.closed_on, step.closing_note) == ("open", None, "")
    assert Event.objects.get(verb="step.reopened").sentence == (
        "opened a next step again: Share the phonics plan"
    )
    assert [row.state for row in step.history.order_by("history_date", "pk")][-2:] == [
        "done",
        "open",
    ]
    with pytest.raises(RuleBroken, match="This step is open"):
        act("reopen", step, council)


def test_a_step_that_a_shared_note_found_done_stays_open_once_opened_again(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    lines = council.followed_up(first, "done")
    second = council.shared_visit(date=LATER.date(), steps=(), follow_ups=lines)
    act("reopen", first.next_steps.get(), council)
    assert second.follow_ups.get().outcome == "open"
    note = council.note(
        date=LATER.date(), steps=(), follow_ups=council.followed_up(first, "open")
    )
    with pytest.raises(Stale):
        save_note(
            visit=second, note=note, expected_version=second.version, by=council.sam
        )
    second = Visit.objects.get(pk=second.pk)
    save_note(visit=second, note=note, expected_version=second.version, by=council.sam)
    assert first.next_steps.get().state == "open"


@pytest.mark.item("SM-9")
def test_a_carried_step_is_not_opened_again(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    lines = council.followed_up(first, "carried")
    council.shared_visit(date=LATER.date(), steps=(), follow_ups=lines)
    with pytest.raises(RuleBroken, match="carried into a new one"):
        act("reopen", first.next_steps.get(), council)


def test_a_step_is_given_on_and_both_are_told(council: Council) -> None:
    step = one_step(council)
    Notification.objects.all().delete()
    dev = council.persons["dev"]
    step = act("give", step, council, who="Dev Chandra", person=dev)
    assert (step.who, step.person) == ("Dev Chandra", dev)
    assert Event.objects.get(verb="step.given").sentence == (
        "gave a next step to Dev Chandra: Share the phonics plan"
    )
    told = Notification.objects.values_list("recipient__name", "title", "path")
    assert set(told) == {
        (
            "Dev Chandra",
            "A next step is yours to do: Hawthorn Primary School",
            step.get_absolute_url(),
        ),
        (
            "Helen Marsh",
            "A next step of yours was given to somebody else: Hawthorn Primary School",
            step.get_absolute_url(),
        ),
    }
    with pytest.raises(RuleBroken, match="Dev Chandra has this step already"):
        act("give", step, council, who="Dev Chandra", person=dev)


@pytest.mark.item("SUF-R-33")
def test_acc_014_somebody_without_an_account_is_given_a_step(council: Council) -> None:
    step = one_step(council)
    before = User.objects.count(), Person.objects.count()
    step = act("give", step, council, who="Jo Bell, adviser, diocese")
    assert (step.who, step.person) == ("Jo Bell, adviser, diocese", None)
    assert (User.objects.count(), Person.objects.count()) == before
    with pytest.raises(RuleBroken, match="Say who will do it") as refusal:
        act("give", step, council, who=" ")
    assert refusal.value.field == "who"


def test_a_step_moves_to_another_day_with_a_reason(council: Council) -> None:
    step = one_step(council)
    day = date(2026, 1, 12)
    step = act("move", step, council, due_on=day, reason="The supplier is late")
    assert step.due_on == day
    assert Event.objects.get(verb="step.moved").sentence == (
        "moved a next step to 12 January 2026: Share the phonics plan."
        " Reason: The supplier is late"
    )


@pytest.mark.item("INV-09")
@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 11, 3), "3 November 2025 is before the visit on 10 November 2025"),
        (date(2025, 12, 7), "7 December 2025 is past"),
        (date(2025, 12, 1), "due on this day already|is past"),
    ],
)
def test_a_step_does_not_move_into_the_past(
    council: Council, clock: time_machine.Traveller, day: date, words: str
) -> None:
    step = one_step(council)
    clock.move_to(LATER)
    with pytest.raises(RuleBroken, match=words) as refusal:
        act("move", step, council, due_on=day, reason="Earlier")
    assert refusal.value.field == "due_on"


@pytest.mark.item("INV-08")
def test_a_final_note_keeps_what_was_agreed(council: Council) -> None:
    step = one_step(council)
    act("give", step, council, who="Jo Bell")
    step = NextStep.objects.get(pk=step.pk)
    act("move", step, council, due_on=date(2026, 1, 12), reason="Later")
    line = steps_of(step.visit).own[0]
    assert (line.who, line.due_on) == ("Helen Marsh", date(2025, 12, 1))
    assert line.since == "Now: by 12 January 2026, Jo Bell"
    step = NextStep.objects.get(pk=step.pk)
    assert (step.noted_who, step.noted_due_on) == ("Helen Marsh", date(2025, 12, 1))
    assert step.changed_since == line.since


def test_a_note_that_can_still_be_changed_changes_with_its_step(
    council: Council,
) -> None:
    visit = council.shared_visit(steps=(council.step(),))
    step = visit.next_steps.get()
    act("give", step, council, who="Jo Bell")
    line = steps_of(visit).own[0]
    assert (line.who, line.since) == ("Jo Bell", "")
    with pytest.raises(Stale):
        save_note(
            visit=visit,
            note=council.note(),
            expected_version=visit.version,
            by=council.sam,
        )


def test_the_second_of_two_who_change_a_step_is_told(council: Council) -> None:
    step = one_step(council)
    seen = step.version
    act("close", step, council, by=council.helen)
    with pytest.raises(Stale):
        act("drop", step, council, version=seen, reason="Not needed")
    assert NextStep.objects.get().state == "done"


def test_a_step_whose_words_the_note_changed_is_stale(council: Council) -> None:
    visit = council.shared_visit(steps=(council.step(),))
    step = visit.next_steps.get()
    line = council.step("Share the new plan", pk=step.pk)
    note = council.note(steps=(line,))
    save_note(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    with pytest.raises(Stale):
        act("close", step, council)


def test_a_step_of_a_draft_is_changed_in_the_draft(council: Council) -> None:
    step = council.draft_visit().next_steps.get(order=1)
    with pytest.raises(RuleBroken, match="not agreed yet"):
        act("close", step, council)
