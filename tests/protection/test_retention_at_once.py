"""Two at the same moment: who asks, who confirms, who holds, and two workers."""

import threading
import time
from datetime import date

import pytest
import time_machine

from disclosure.services import requests
from disclosure.services.hold import tell
from protection.models import Destruction, DestructionUnit, LegalHold, Result
from protection.queries.retention.doomed import doomed_at
from protection.queries.retention.stops import holds_on_rows
from protection.services.erasures import ask as ask_to_erase
from protection.services.erasures import confirm as erase
from protection.services.holds import set_hold
from protection.services.retention import destroying
from protection.services.retention.asking import confirm
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import asleep
from tests.disclosure.acts import request_about
from tests.protection.retiring import LATER, asked
from tests.threads import at_once
from tests.universe import Council
from visits.models import Visit


@pytest.fixture
def council(committed: Council, clock: time_machine.Traveller) -> Council:
    committed.final_visit()
    clock.move_to(LATER)
    return committed


def said(act: object) -> str:
    try:
        with asleep():
            act()  # type: ignore[operator]
    except RuleBroken as broken:
        return broken.message
    return "done"


def confirmed(council: Council) -> DestructionUnit:
    with asleep():
        confirm(destruction=asked(council), by=council.hana)
    unit: DestructionUnit = DestructionUnit.objects.get()
    return unit


def test_two_who_ask_at_once_ask_once(council: Council) -> None:
    came = at_once(
        lambda: said(lambda: asked(council, by=council.ada)),
        lambda: said(lambda: asked(council, by=council.dee)),
    )
    assert sorted(one[:7] for one in came) == ["Of 2025", "done"]
    assert Destruction.objects.count() == 1


def test_two_who_confirm_at_once_confirm_once(council: Council) -> None:
    with asleep():
        destruction = asked(council)
    came = at_once(
        lambda: said(lambda: confirm(destruction=destruction, by=council.hana)),
        lambda: said(lambda: confirm(destruction=destruction, by=council.dee)),
    )
    assert sorted(came) == ["This was decided already.", "done"]
    assert DestructionUnit.objects.count() == 1


def test_two_workers_at_once_destroy_once(council: Council) -> None:
    unit = confirmed(council)
    at_once(lambda: destroying.destroy(unit), lambda: destroying.destroy(unit))
    assert not Visit.objects.exists()
    assert Event.objects.filter(verb="destruction.done").count() == 1
    assert DestructionUnit.objects.get().counts["Visits"] == 1


@pytest.mark.parametrize("of", ["school", "person"])
def test_a_hold_that_is_set_as_the_worker_begins_keeps_all_or_comes_too_late(
    council: Council, of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has the desk already: the hold waits until all is gone, and does not
    pass it halfway."""
    unit = confirmed(council)
    begun, found = threading.Event(), doomed_at

    def slowly(place):  # type: ignore[no-untyped-def]
        begun.set()
        return found(place)

    monkeypatch.setattr(destroying, "doomed_at", slowly)

    def hold() -> None:
        assert begun.wait(10)
        held = {
            "school": {"school": council.hawthorn},
            "person": {"person": council.persons["helen"]},
        }[of]
        set_hold(reason="An inquiry", by=council.ada, **held)  # type: ignore[arg-type]

    at_once(lambda: destroying.destroy(unit), hold)
    unit.refresh_from_db()
    hold_set = LegalHold.objects.get().set_at
    told = Event.objects.filter(verb__in=["hold.set", "destruction.done"])
    assert hold_set is not None
    assert unit.result == Result.DESTROYED
    assert list(told.order_by("pk").values_list("verb", flat=True)) == [
        "destruction.done",
        "hold.set",
    ]


def test_of_a_hold_and_a_worker_at_once_either_comes_first(council: Council) -> None:
    unit = confirmed(council)
    at_once(
        lambda: destroying.destroy(unit),
        lambda: set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada),
    )
    unit.refresh_from_db()
    verbs = Event.objects.filter(verb__in=["hold.set", "destruction.done"])
    first = verbs.earliest("pk").verb
    kept = first == "hold.set"
    assert unit.result == (Result.STOPPED if kept else Result.DESTROYED)
    assert Visit.objects.exists() is kept


def recorded(council: Council) -> str:
    return said(lambda: request_about(council, received_on=LATER.date()))


def verbs() -> list[str]:
    told = Event.objects.filter(verb__in=["disclosure.recorded", "destruction.done"])
    return list(told.order_by("pk").values_list("verb", flat=True))


def test_a_request_that_comes_while_the_worker_destroys_waits_until_all_is_gone(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it asks for is gone then, and nothing was destroyed that was asked for."""
    unit = confirmed(council)
    begun = threading.Event()

    def slowly(found):  # type: ignore[no-untyped-def]
        stopped = holds_on_rows(found)
        begun.set()
        time.sleep(0.5)
        return stopped

    monkeypatch.setattr(destroying, "holds_on_rows", slowly)

    def record() -> str:
        assert begun.wait(10)
        return recorded(council)

    at_once(lambda: destroying.destroy(unit), record)
    unit.refresh_from_db()
    assert unit.result == Result.DESTROYED
    assert verbs() == ["destruction.done", "disclosure.recorded"]


def test_a_request_that_is_being_recorded_as_the_worker_begins_keeps_everything(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = confirmed(council)
    begun = threading.Event()

    def slowly(*told: object, **facts: object) -> None:
        tell(*told, **facts)  # type: ignore[arg-type]
        begun.set()
        time.sleep(0.5)

    monkeypatch.setattr(requests, "tell", slowly)

    def destroy() -> str:
        assert begun.wait(10)
        destroying.destroy(unit)
        return "done"

    at_once(lambda: recorded(council), destroy)
    unit.refresh_from_db()
    assert unit.result == Result.STOPPED
    assert Visit.objects.exists()
    assert verbs() == ["disclosure.recorded"]


def test_of_a_request_and_an_erasure_at_once_either_comes_first(
    council: Council,
) -> None:
    helen = council.persons["helen"]
    helen.posts.update(start=date(2019, 9, 1), end=date(2022, 8, 31))
    with asleep():
        erasure = ask_to_erase(person=helen, reason="She asks", by=council.ada)
    came = at_once(
        lambda: said(lambda: erase(erasure=erasure, by=council.hana)),
        lambda: recorded(council),
    )
    told = Event.objects.filter(verb__in=["disclosure.recorded", "erasure.done"])
    first = told.earliest("pk").verb
    assert (came[0] == "done") is (first == "erasure.done")
    assert came[1] == "done"
