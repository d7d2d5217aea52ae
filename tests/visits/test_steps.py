"""Next steps, and what later visits make of them (SUF-R-30, SUF-R-33, SM-9)."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from schools.models import Person
from sitrack.core.models import Event, User
from sitrack.core.rules import RuleBroken
from tests.universe import NOW, Council
from visits.models import NextStep, Visit
from visits.queries import steps_to_follow_up
from visits.rules import NotReady
from visits.services.content import FollowedUp, Step
from visits.services.notes import save_note

LATER = NOW.replace(month=12, day=8)
NEXT_DAY = date(2025, 12, 8)


@pytest.mark.item("SUF-R-33", "INV-09")
def test_acc_013_a_next_step_needs_a_date_and_a_person(council: Council) -> None:
    steps = (council.step(), council.step("Order books", due_on=None, who=""))
    draft = council.draft_visit(steps=steps)
    with pytest.raises(NotReady) as refusal:
        council.shared_visit(steps=steps)
    assert [(found.row, found.field) for found in refusal.value.problems] == [
        (1, "due_on"),
        (1, "who"),
    ]
    assert [step.text for step in draft.next_steps.all()] == [
        "Share the phonics plan",
        "Order books",
    ]


def test_acc_015_a_step_due_before_its_visit_is_refused(council: Council) -> None:
    early = council.step(due_on=date(2025, 11, 3))
    with pytest.raises(
        NotReady, match=r"3 November 2025 is before the visit on 10 November 2025"
    ):
        council.shared_visit(steps=(early,))


@pytest.mark.item("SUF-R-33")
def test_somebody_without_an_account_can_be_given_a_step(council: Council) -> None:
    users, people = User.objects.count(), Person.objects.count()
    step = council.step(who="Jo Bell, diocesan adviser")
    visit = council.shared_visit(steps=(step,))
    assert visit.next_steps.get().who == "Jo Bell, diocesan adviser"
    assert (User.objects.count(), Person.objects.count()) == (users, people)


def three_steps(council: Council) -> Visit:
    """A shared visit with three next steps, a month before LATER."""
    steps = tuple(council.step(text) for text in ("Plan", "Library", "Phonics"))
    return council.shared_visit(steps=steps)


def follow(council: Council, visit: Visit, *outcomes: str, **more: object) -> Visit:
    """A later visit, shared, that follows the steps up."""
    lines = council.followed_up(visit, *outcomes)
    return council.shared_visit(date=NEXT_DAY, steps=(), follow_ups=lines, **more)


def states(visit: Visit) -> list[str]:
    return [step.state for step in visit.next_steps.all()]


@pytest.mark.item("SUF-R-30", "SM-9")
def test_acc_016_the_follow_up_is_filled_in_and_carries_a_step(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = three_steps(council)
    clock.move_to(LATER)
    second = follow(council, first, "done", "open", "open")
    assert states(first) == ["done", "open", "open"]
    listed = steps_to_follow_up(
        council.hawthorn, last=first, own=None, before=NEXT_DAY, reader=council.sam
    )
    assert [step.state for step in listed if step.visit == first] == [
        "done",
        "open",
        "open",
    ]
    carried = first.next_steps.get(text="Phonics")
    third = council.shared_visit(
        date=NEXT_DAY, steps=(), follow_ups=(FollowedUp(carried, "carried"),)
    )
    carried.refresh_from_db()
    assert carried.state == "carried"
    assert carried.carried_to == third.next_steps.get()
    assert third.next_steps.get().text == "Phonics"
    assert second.next_steps.count() == 0


def test_a_follow_up_in_a_draft_changes_nothing_yet(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = three_steps(council)
    clock.move_to(LATER)
    lines = council.followed_up(first, "done", "dropped", "carried")
    council.draft_visit(date=NEXT_DAY, steps=(), follow_ups=lines)
    assert states(first) == ["open", "open", "open"]


@pytest.mark.item("SM-9")
def test_a_closed_step_says_when_and_why(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    step = first.next_steps.get()
    line = FollowedUp(step, "dropped", note="The library moved")
    council.shared_visit(date=NEXT_DAY, steps=(), follow_ups=(line,))
    step.refresh_from_db()
    assert (step.state, step.closed_on) == ("dropped", NEXT_DAY)
    assert step.closing_note == "The library moved"
    assert Event.objects.get(verb="step.dropped").sentence == (
        "dropped a next step: Share the phonics plan"
    )


@pytest.mark.item("SM-9")
def test_a_step_that_is_past_due_moves_to_the_next_visit_when_carried(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    at = LATER.replace(day=17)
    second = follow(council, first, "carried", next_visit_at=at)
    assert second.next_steps.get().due_on == date(2025, 12, 17)


def test_saving_a_shared_note_again_carries_a_step_only_once(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    second = follow(council, first, "carried")
    kept = second.next_steps.get()
    line = Step(text=kept.text, due_on=kept.due_on, who=kept.who, pk=kept.pk)
    again = council.note(
        date=NEXT_DAY,
        steps=(line,),
        follow_ups=council.followed_up(first, "carried"),
    )
    save_note(visit=second, note=again, expected_version=second.version, by=council.sam)
    assert second.next_steps.get() == kept
    assert first.next_steps.get().carried_to == kept


def test_a_step_that_a_later_visit_follows_up_cannot_be_removed(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    follow(council, first, "open")
    with pytest.raises(RuleBroken, match="followed up by a later visit"):
        save_note(
            visit=first,
            note=council.note(steps=()),
            expected_version=first.version,
            by=council.sam,
        )
    assert first.next_steps.count() == 1


def test_a_step_that_is_left_out_goes_and_the_others_stay_the_same(
    council: Council,
) -> None:
    visit = council.shared_visit()
    kept = visit.next_steps.get(order=2)
    line = replace(council.step("Visit the library"), pk=kept.pk)
    save_note(
        visit=visit,
        note=council.note(steps=(line,)),
        expected_version=visit.version,
        by=council.sam,
    )
    assert list(visit.next_steps.values_list("pk", "text", "order")) == [
        (kept.pk, "Visit the library", 1)
    ]
    assert kept.history.count() == 2


def test_a_step_of_another_visit_is_not_taken_over(council: Council) -> None:
    other = council.shared_visit().next_steps.get(order=1)
    visit = council.draft_visit(steps=(replace(council.step("Mine"), pk=other.pk),))
    other.refresh_from_db()
    assert other.text == "Share the phonics plan"
    assert visit.next_steps.get().pk != other.pk


@pytest.mark.item("SM-9")
def test_overdue_is_derived(council: Council) -> None:
    step = council.shared_visit().next_steps.get(order=1)
    assert not step.is_overdue(date(2025, 12, 1))
    assert step.is_overdue(date(2025, 12, 2))


@pytest.mark.item("CONF-07")
def test_steps_of_a_draft_are_not_read_by_the_school(council: Council) -> None:
    council.draft_visit()
    assert not NextStep.objects.visible_to(council.helen).exists()
    council.shared_visit()
    assert NextStep.objects.visible_to(council.helen).count() == 2
    assert not NextStep.objects.visible_to(council.gus).exists()
