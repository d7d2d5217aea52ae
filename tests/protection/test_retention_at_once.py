"""Two at the same moment: who asks, who confirms, who holds, and two workers."""

import threading

import pytest
import time_machine

from protection.models import Destruction, DestructionUnit, LegalHold, Result
from protection.queries.retention.doomed import doomed_at
from protection.services.holds import set_hold
from protection.services.retention import destroying
from protection.services.retention.asking import confirm
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import asleep
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
