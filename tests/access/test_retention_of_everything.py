"""Long after, all that there is goes, kind by kind, and nothing is left hanging."""

from pathlib import Path

import pytest
import time_machine
from django.db import connection

from disclosure.models import Disclosure
from engagement.models import LevelAssignment
from plans.models import Plan
from protection.models import Destruction, DestructionUnit, LegalHold, Result
from protection.queries.retention.due import waiting
from protection.retention import Ending, destroyable
from protection.services.holds import lift_hold
from protection.services.retention.asking import confirm
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import StoredFile
from tests.access.retiring import MUCH_LATER, destroy_all_of, left_of
from tests.access.world import World
from tests.universe import NOW, Council

pytestmark = pytest.mark.usefixtures("files_come_back")


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
