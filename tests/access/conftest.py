"""Here the stage is set with everything there is: it takes a second to build."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from pytest_django import Settings

from reports.models import SchoolSummary
from reports.services.summaries import refresh_due
from sitrack.core.backups.services import storage
from sitrack.core.health import heartbeat
from tests.access.world import World, build_world
from tests.stage import Stage
from tests.universe import Council, read_council


def everything() -> World:
    """The cast, and something of everything that is confidential.

    The summaries stand too: whoever opened a page would work them out, and where what a
    page wrote is undone, the next one again.
    """
    world = build_world(read_council())
    refresh_due(SchoolSummary.objects.all())
    heartbeat.note(0)
    return world


@pytest.fixture
def heads(tmp_path: Path, settings: Settings) -> Path:
    """A place of the test's own for what is noted outside the database."""
    settings.AUDIT_HEADS = str(tmp_path / "event-heads")
    return tmp_path / "event-heads"


@pytest.fixture
def files_come_back(tmp_path: Path) -> Iterator[None]:
    """What a test removes of the stage's files is there for the next: the database takes
    back what it did, the disk does not."""
    kept = tmp_path / "kept"
    storage().mkdir(parents=True, exist_ok=True)
    shutil.copytree(storage(), kept)
    yield
    shutil.copytree(kept, storage(), dirs_exist_ok=True)


@pytest.fixture
def stage_with_cast(stage: Stage) -> World:
    """The world stands before the test's own transaction begins."""
    return stage.show(everything)


@pytest.fixture
def built(council: Council, stage_with_cast: World) -> World:
    """What stands, in a copy that is the test's own."""
    return deepcopy(stage_with_cast)
