"""Long after, all that there is goes, kind by kind, and nothing is left hanging."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from disclosure.models import Disclosure
from engagement.models import LevelAssignment
from plans.models import Plan
from protection.models import Destruction, DestructionUnit, LegalHold, Result
from protection.queries.retention.due import waiting
from protection.retention import Ending, Kind, destroyable
from protection.services.holds import lift_hold
from protection.services.retention.asking import ask, confirm
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import StoredFile
from sitrack.core.sweep import sweep
from tests.access.world import World
from tests.universe import NOW, Council

MUCH_LATER = datetime(2045, 9, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def heads(tmp_path: Path, settings: Settings) -> Path:
    settings.AUDIT_HEADS = str(tmp_path / "event-heads")
    return tmp_path / "event-heads"


def destroy_all_of(kind: Kind, council: Council) -> None:
    for one in waiting([kind]):
        asked = ask(
            kind=kind, year=one.year, schools=one.schools, reason="x", by=council.dee
        )
        confirm(destruction=asked, by=council.hana)
    while not_done():
        sweep()


def not_done() -> bool:
    return DestructionUnit.objects.filter(result="").exists()


def left_of(kind: Kind, until: datetime) -> dict[str, int]:
    """How many rows of a kind are left that are older than that."""
    found = {}
    for part in kind.parts:
        rows = part.model._base_manager.all()
        if part.day:
            rows = rows.filter(**{f"{part.day}__lt": until})
        if not part.drawn and rows.exists():
            found[part.label] = rows.count()
    return found


def test_all_goes_and_nothing_hangs(
    built: World, council: Council, clock: time_machine.Traveller, heads: Path
) -> None:
    """What is left of the records is the levels in force, the plans that nobody has
    ended with all that is theirs, and what these rest on."""
    seal()
    for hold in LegalHold.objects.in_force():
        lift_hold(hold=hold, reason="It is over", by=council.ada)
    Disclosure.objects.unanswered().update(
        state="refused",
        section="12",
        reason="x",
        answered_by=council.hana,
        answered_at=NOW,
    )
    clock.move_to(MUCH_LATER)
    in_force = LevelAssignment.objects.in_force(MUCH_LATER.date())
    in_force = in_force.filter(effective_to=None)
    levels = set(in_force.values_list("pk", flat=True))
    plans = set(Plan.objects.filter(ended_on=None).values_list("pk", flat=True))
    kinds = [kind for kind in destroyable() if kind.ending is Ending.DESTROYED]
    for asked in Destruction.objects.filter(outcome=""):
        confirm(destruction=asked, by=council.hana)
    for kind in kinds:
        destroy_all_of(kind, council)
    results = {(unit.result, unit.last_error) for unit in DestructionUnit.objects.all()}
    assert results == {(Result.DESTROYED, "")}
    connection.check_constraints()
    left = {kind.code: left_of(kind, MUCH_LATER) for kind in kinds}
    rolling = left.pop("record")
    assert left == {kind.code: {} for kind in kinds if kind.code != "record"}
    assert set(LevelAssignment.objects.values_list("pk", flat=True)) == levels
    assert set(Plan.objects.values_list("pk", flat=True)) == plans
    assert {label for label in rolling if label.startswith("visits")} == {
        "visits.Visit"
    }
    assert not StoredFile.objects.exists()
    assert [one.kind.code for one in waiting(kinds)] == []
    seal()
    assert look_through(heads).faults == []
