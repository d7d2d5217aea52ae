"""Long after, all that the other frameworks have goes too, and nothing is left hanging."""

from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.db.models import Q

from engagement.models import LevelAssignment, RestrictedLetter
from plans.models import IntensiveCase, MeetingPaper
from protection.models import DestructionUnit, Result
from protection.queries.retention.due import waiting
from protection.retention import Ending, destroyable
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import StoredFile
from tests.access.frameworks.part import FrameworkWorld
from tests.access.retiring import MUCH_LATER, destroy_all_of, left_of
from tests.universe import Council

pytestmark = pytest.mark.usefixtures("files_come_back")


def all_goes(council: Council, clock: time_machine.Traveller, heads: Path) -> None:
    """But the levels in force and the plans and cases that nobody has ended, with what
    these rest on."""
    seal()
    clock.move_to(MUCH_LATER)
    kinds = [kind for kind in destroyable() if kind.ending is Ending.DESTROYED]
    for kind in kinds:
        destroy_all_of(kind, council)
    results = {(unit.result, unit.last_error) for unit in DestructionUnit.objects.all()}
    assert results == {(Result.DESTROYED, "")}
    connection.check_constraints()
    left = {kind.code: left_of(kind, MUCH_LATER) for kind in kinds}
    rolling, letters = left.pop("record"), left.pop("letter")
    # Papers for the review of a plan that nobody has ended stay with it.
    papers = MeetingPaper.objects.values_list("file", flat=True)
    assert set(StoredFile.objects.values_list("pk", flat=True)) == set(papers)
    left["brought_in"].pop("core.StoredFile", None)
    assert {code: rows for code, rows in left.items() if rows} == {}
    running = IntensiveCase.objects.filter(ended_on=None)
    notices = RestrictedLetter.objects.filter(pk__in=running.values("notice"))
    assert set(RestrictedLetter.objects.all()) == set(notices)
    ended = LevelAssignment.objects.filter(effective_to__isnull=False)
    rests = Q(pk__in=running.values("level")) | Q(pk__in=notices.values("forced"))
    assert not ended.exclude(rests).exists()
    assert set(letters) <= {"engagement.RestrictedLetter"}
    assert "visits.VisitSection" not in rolling
    assert waiting(kinds) == []
    seal()
    assert look_through(heads).faults == []


def test_all_of_wiltshires_goes(
    wiltshire: Council,
    wiltshire_world: FrameworkWorld,
    clock: time_machine.Traveller,
    heads: Path,
) -> None:
    all_goes(wiltshire, clock, heads)


def test_all_of_the_trusts_goes(
    trust: Council,
    trust_world: FrameworkWorld,
    clock: time_machine.Traveller,
    heads: Path,
) -> None:
    all_goes(trust, clock, heads)


def test_all_of_scotlands_goes(
    scotland: Council,
    scotland_world: FrameworkWorld,
    clock: time_machine.Traveller,
    heads: Path,
) -> None:
    all_goes(scotland, clock, heads)
