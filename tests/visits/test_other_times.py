"""The school asks for another time for a planned visit, and is answered (SM-3)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from engagement.services.year import lock_record
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.reports.pages import read
from tests.universe import NOW, Council
from tests.visits.test_diary import LATER, SOON, arranged, cancelled, moved, told
from tests.visits.test_diary_pages import as_, text_of, typed
from visits.models import TimeRequest, Visit
from visits.services.other_times import (
    ask_other_time,
    keep_time,
    take_back_request,
)

LATE = "Answer the school: another time for the visit on 20 November 2025"


def other_time(council: Council, visit: Visit, **more: Any) -> TimeRequest:
    facts: dict[str, Any] = {
        "reason": "The choir sings that morning.",
        "suggested": ("21 November at 9am", " any Tuesday ", ""),
        "expected_version": visit.version,
        "by": council.helen,
    }
    return ask_other_time(visit=visit, **{**facts, **more})


def test_the_lead_is_told_and_the_visit_stays_planned(council: Council) -> None:
    visit = arranged(council)
    asked = other_time(council, visit)
    visit.refresh_from_db()
    assert (visit.state, visit.planned_for) == ("planned", SOON)
    assert asked.planned_for == SOON
    assert asked.suggested == ["21 November at 9am", "any Tuesday"]
    assert told(visit, "A school asks for another time for a visit") == {"sam"}
    event = Event.objects.get(verb="visit.time_asked")
    assert str(event.sentence).endswith(
        "asked for another time for the visit planned for 20 November 2025"
    )
    assert "choir" not in str(event.sentence)


def test_only_what_is_planned_and_not_over_is_asked_about_once(
    council: Council, clock: Any
) -> None:
    visit = arranged(council)
    with pytest.raises(RuleBroken, match="Say why another time is needed"):
        other_time(council, visit, reason=" ")
    with pytest.raises(RuleBroken, match="up to three times"):
        other_time(council, visit, suggested="abcd")
    with pytest.raises(Stale):
        other_time(council, visit, expected_version=visit.version + 1)
    other_time(council, visit)
    with pytest.raises(RuleBroken, match="has asked for another time already"):
        other_time(council, visit)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeRequest.objects.create(
            visit=visit, planned_for=SOON, reason="Twice", by=council.dev, at=NOW
        )
    clock.move_to(SOON + timedelta(days=1))
    with pytest.raises(RuleBroken, match="20 November 2025 has passed"):
        other_time(council, visit)
    gone = cancelled(council, arranged(council, LATER))
    with pytest.raises(RuleBroken, match="This visit is cancelled"):
        other_time(council, gone)


def test_the_school_takes_its_request_back_and_the_lead_is_told(
    client: Client, council: Council
) -> None:
    visit = arranged(council)
    asked = other_time(council, visit)
    client.force_login(council.dev)
    page = text_of(client.get(visit.get_absolute_url()))
    assert "The planned time suits after all" in page
    address = reverse("visits:visit_suits_after_all", args=[visit.pk])
    client.post(address, {"submit_token": str(uuid.uuid4())})
    asked.refresh_from_db()
    assert (asked.get_outcome_display(), asked.answered_by) == (
        "The school took it back",
        council.dev,
    )
    title = "A school no longer asks for another time for a visit"
    assert told(visit, title) == {"sam"}
    visit.refresh_from_db()
    assert (visit.state, visit.planned_for) == ("planned", SOON)
    shown = text_of(client.get(visit.get_absolute_url()))
    assert "The planned time suits after all." in shown
    assert "The school asks for another time" not in shown
    with pytest.raises(RuleBroken, match="has been answered already"):
        take_back_request(visit=visit, by=council.helen)


def test_the_time_is_kept_with_a_word_and_the_school_is_told(council: Council) -> None:
    visit = arranged(council)
    asked = other_time(council, visit)
    with pytest.raises(RuleBroken, match="Say why the time is kept") as refusal:
        keep_time(visit=visit, answer=" ", by=council.sam)
    assert refusal.value.field == "answer"
    keep_time(visit=visit, answer="Only half an hour, after the choir.", by=council.sam)
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by) == ("kept", council.sam)
    assert told(visit, "A planned visit stays at its time") == {"helen", "dev"}
    with pytest.raises(RuleBroken, match="answered already"):
        keep_time(visit=visit, answer="Once more.", by=council.rita)
    assert Event.objects.filter(verb="visit.time_kept").count() == 1
    other_time(council, visit)


def test_in_a_locked_record_nothing_is_asked_or_answered(council: Council) -> None:
    asked, free = arranged(council), arranged(council, LATER)
    other_time(council, asked)
    lock_record(record=council.record(), reason="The year is over", by=council.hana)
    with pytest.raises(RuleBroken, match="is locked and cannot be changed"):
        other_time(council, free)
    with pytest.raises(RuleBroken, match="is locked and cannot be changed"):
        keep_time(visit=asked, answer="It suits all others.", by=council.sam)


def test_moving_and_cancelling_answer_what_was_asked(council: Council) -> None:
    visit = arranged(council)
    asked = other_time(council, visit)
    moved(council, visit, reason="As you asked.")
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer) == ("moved", "As you asked.")
    assert told(visit, "A planned visit has moved") == {"helen", "dev"}
    again = other_time(council, visit)
    cancelled(council, visit)
    again.refresh_from_db()
    assert (again.outcome, again.answered_by) == ("cancelled", council.helen)


def test_from_the_heads_question_to_the_leads_answer(
    client: Client, council: Council
) -> None:
    visit = arranged(council)
    page = visit.get_absolute_url()
    ask = reverse("visits:visit_other_time", args=[visit.pk])
    keep = reverse("visits:visit_keep_time", args=[visit.pk])
    helen = as_(client, council.helen)
    assert ask in text_of(helen.get(page))
    data = {
        "submit_token": str(uuid.uuid4()),
        "reason": "",
        "suggested": "21 November at 9am\nany Tuesday",
        "version": visit.version,
    }
    refused = helen.post(ask, data)
    assert refused.status_code == 422
    assert "Enter why the planned time does not suit" in text_of(refused)
    for _ in range(2):
        response = helen.post(ask, {**data, "reason": "The choir sings."})
        assert response["Location"] == page
    shown = text_of(helen.get(page))
    assert "The school asks for another time" in shown
    assert "the visit stays planned for 20 November 2025 at 9:30am" in shown
    assert f'"{ask}"' not in shown
    assert keep not in shown

    assert LATE in read(council.sam, "/")
    assert LATE not in read(council.helen, council.hawthorn.get_absolute_url())
    sam = as_(client, council.sam)
    mine = text_of(sam.get(reverse("visits:my_visits")))
    assert "The school asks for another time" in mine
    for address in (page, reverse("visits:visit_replan", args=[visit.pk]), keep):
        shown = text_of(sam.get(address))
        for words in ("The choir sings.", "21 November at 9am", "any Tuesday"):
            assert words in shown
    assert sam.post(keep, {"answer": ""}).status_code == 422
    said = {"answer": "Half an hour will do.", "submit_token": str(uuid.uuid4())}
    assert sam.post(keep, said)["Location"] == page
    assert sam.get(keep)["Location"] == page
    assert LATE not in read(council.sam, "/")
    shown = text_of(as_(client, council.helen).get(page))
    assert "The time was kept" in shown
    assert "Half an hour will do." in shown
    assert ask in shown


def test_whoever_asks_about_a_plan_that_was_changed_is_told_the_new_time(
    client: Client, council: Council
) -> None:
    visit = arranged(council)
    data = {"reason": "The choir sings.", "suggested": "", "version": visit.version}
    moved(council, visit)
    ask = reverse("visits:visit_other_time", args=[visit.pk])
    response = as_(client, council.helen).post(ask, data)
    assert response.status_code == 422
    shown = text_of(response)
    assert "The visit is planned for 27 November 2025 at 1pm now" in shown
    assert "The choir sings." in shown
    data |= {"version": 2, "submit_token": str(uuid.uuid4())}
    assert client.post(ask, data).status_code == 302


def test_whoever_moves_a_visit_reads_what_was_asked_meanwhile(
    client: Client, council: Council
) -> None:
    visit = arranged(council)
    data = typed(council, at_0="25/11/2025", reason="Training", version=visit.version)
    other_time(council, visit)
    address = reverse("visits:visit_replan", args=[visit.pk])
    response = as_(client, council.sam).post(address, data)
    assert response.status_code == 409
    assert "The choir sings that morning." in text_of(response)
