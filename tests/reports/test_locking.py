"""A record is locked and unlocked, and the years of a school stand in a list (SM-8)."""

import pytest
import time_machine
from django.test import Client

from engagement.models import SchoolYearRecord, Side
from engagement.services.year import (
    lock_record,
    unlock_record,
)
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.reports.acts import proposal
from tests.reports.turning import (
    FIRST_DAY,
    carry,
)
from tests.universe import Council
from visits.services import steps
from visits.services.replies import add_addendum

pytestmark = pytest.mark.item("SM-8")
State = SchoolYearRecord.State


@pytest.mark.item("ACC-004", "INV-06", "INV-08")
def test_acc_004_a_locked_record_takes_addenda_only(
    council: Council, client: Client
) -> None:
    visit = council.final_visit()
    step = visit.next_steps.get(order=1)
    lock_record(record=council.record(), reason="Asked by the auditor", by=council.hana)
    with pytest.raises(RuleBroken, match="is locked and cannot be changed"):
        steps.close_step(step=step, by=council.helen, expected_version=1)
    with pytest.raises(RuleBroken, match="is locked and cannot be changed"):
        council.draft_visit()
    with pytest.raises(RuleBroken, match="is locked and cannot be changed"):
        proposal(council)
    add_addendum(visit=visit, side=Side.LA, text="A figure was wrong.", by=council.sam)
    client.force_login(council.sam)
    shown = client.get(council.record().get_absolute_url()).content.decode()
    assert "This record was locked on 10 November 2025" in shown
    assert "Asked by the auditor" in shown
    assert "Propose a level" not in shown
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "Add an addendum" in page
    one = client.get(step.get_absolute_url()).content.decode()
    assert "Mark as done" not in one
    listed = client.get(f"/schools/{council.hawthorn.pk}/steps/").content.decode()
    assert "Mark as done" not in listed


def test_the_head_of_service_unlocks_with_a_reason_and_locks_again(
    council: Council, client: Client
) -> None:
    record = council.record()
    client.force_login(council.hana)
    lock, unlock = (f"/records/{record.pk}/{verb}/" for verb in ("lock", "unlock"))
    assert client.post(lock, {"reason": ""}).status_code == 422
    assert client.post(lock, {"reason": "The year is over"}).status_code == 302
    assert client.post(lock, {"reason": "Again"}).status_code == 422
    assert client.post(unlock, {"reason": "A date is wrong"}).status_code == 302
    record = council.record()
    assert (record.state, record.unlock_reason) == ("open", "A date is wrong")
    client.force_login(council.helen)
    shown = client.get(record.get_absolute_url()).content.decode()
    assert "This record was unlocked" in shown
    assert "A date is wrong" in shown
    told = Event.objects.about(record).filter(verb="record.unlocked").get()
    assert told.actor_name == "Hana Yilmaz"
    lock_record(record=record, reason="Put right", by=council.hana)
    with pytest.raises(RuleBroken, match="Say why"):
        unlock_record(record=record, reason=" ", by=council.hana)
    assert council.record().lock_reason == "Put right"


def test_the_records_of_a_school_are_listed_by_year(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    clock.move_to(FIRST_DAY)
    carry(council)
    client.force_login(council.gus)
    page = client.get(f"/schools/{council.hawthorn.pk}/records/").content.decode()
    assert page.index("2026/27") < page.index("2025/26")
    assert "The year is over: what goes on is in the record of 2026/27." in page
    assert "Carry over" not in page
