"""Dropping an earlier step while its visit is followed up: with the reason, in the note."""

from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sitrack.core.rules import RuleBroken
from tests.universe import NOW, Council
from tests.visits.forms import posted
from visits.models import NextStep, Visit
from visits.services.content import FollowedUp
from visits.services.notes import save_note

NEXT_DAY = date(2025, 11, 11)
LATER = NOW.replace(day=11)
WHY = "The library closed"


@pytest.fixture
def step(council: Council, clock: time_machine.Traveller) -> NextStep:
    """An open step of yesterday's visit."""
    first = council.shared_visit(steps=(council.step(),))
    clock.move_to(LATER)
    return first.next_steps.get()


def write(council: Council, step: NextStep, **typed: str) -> Any:
    client = Client()
    client.force_login(council.user("sam"))
    data = {"date": "11/11/2025", f"outcome_{step.pk}": "dropped", **typed}
    address = reverse("visits:visit_new", args=[council.hawthorn.pk])
    return client.post(address, posted(council, steps=(), **data), follow=True)


@pytest.mark.item("SM-9")
def test_a_note_that_drops_a_step_without_a_reason_is_not_shared(
    council: Council, step: NextStep
) -> None:
    page = write(council, step, focus="Writing in Year 4")
    assert page.status_code == 422
    words = unescape(page.content.decode())
    assert words.count("Say why the step is dropped") == 2
    assert f'href="#id_why_{step.pk}"' in words
    assert "Writing in Year 4" in words
    assert Visit.objects.count() == 1


@pytest.mark.item("SM-9")
def test_the_reason_stays_with_the_step_and_in_the_note(
    council: Council, step: NextStep
) -> None:
    page = write(council, step, **{f"why_{step.pk}": WHY})
    step.refresh_from_db()
    assert (step.state, step.closing_note) == ("dropped", WHY)
    assert f"Dropped: {WHY}" in unescape(page.content.decode())


def test_a_draft_keeps_the_reason_and_may_lack_it(
    council: Council, step: NextStep
) -> None:
    page = write(council, step, intent="draft")
    assert page.status_code == 200
    page = write(council, step, intent="draft", **{f"why_{step.pk}": WHY})
    assert f'value="{WHY}"' in page.content.decode()
    step.refresh_from_db()
    assert step.state == "open"


def test_a_step_that_is_done_keeps_no_reason(council: Council, step: NextStep) -> None:
    typed = {f"outcome_{step.pk}": "done", f"why_{step.pk}": WHY}
    write(council, step, **typed)
    step.refresh_from_db()
    assert (step.state, step.closing_note) == ("done", "")


def test_a_note_whose_step_was_dropped_can_still_be_changed(
    council: Council, step: NextStep
) -> None:
    write(council, step, **{f"why_{step.pk}": WHY})
    visit = Visit.objects.latest("pk")
    step.refresh_from_db()
    line = FollowedUp(step, step.state, note=step.closing_note)
    note = council.note(date=NEXT_DAY, steps=(), follow_ups=(line,))
    save_note(visit=visit, note=note, expected_version=visit.version, by=council.sam)
    assert visit.follow_ups.get().note == WHY


def test_the_service_asks_for_the_reason_too(council: Council, step: NextStep) -> None:
    line = FollowedUp(step, "dropped", note=" ")
    with pytest.raises(RuleBroken, match="Say why the step is dropped"):
        council.shared_visit(date=NEXT_DAY, steps=(), follow_ups=(line,))
