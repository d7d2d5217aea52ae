"""Here a framework's stage is set with everything that its table of access is about."""

from copy import deepcopy

import pytest

from tests.access.frameworks.part import FrameworkWorld
from tests.access.frameworks.parts import build_world_of
from tests.access.printing import print_as_text
from tests.stage import Stage, read_scotland, read_trust, read_wiltshire
from tests.universe import Council


def all_of_wiltshire() -> FrameworkWorld:
    return build_world_of("wiltshire", read_wiltshire())


@pytest.fixture
def stage_with_wiltshire(stage: Stage) -> FrameworkWorld:
    return stage.show(all_of_wiltshire, "wiltshire")


@pytest.fixture
def wiltshire_world(
    wiltshire: Council,
    stage_with_wiltshire: FrameworkWorld,
    monkeypatch: pytest.MonkeyPatch,
) -> FrameworkWorld:
    """What stands, in a copy that is the test's own; documents are only asked for."""
    print_as_text(monkeypatch)
    return deepcopy(stage_with_wiltshire)


def all_of_the_trust() -> FrameworkWorld:
    return build_world_of("trust", read_trust())


@pytest.fixture
def stage_with_trust(stage: Stage) -> FrameworkWorld:
    return stage.show(all_of_the_trust, "trust")


@pytest.fixture
def trust_world(
    trust: Council,
    stage_with_trust: FrameworkWorld,
    monkeypatch: pytest.MonkeyPatch,
) -> FrameworkWorld:
    """What stands, in a copy that is the test's own; documents are only asked for."""
    print_as_text(monkeypatch)
    return deepcopy(stage_with_trust)


def all_of_scotland() -> FrameworkWorld:
    return build_world_of("scotland", read_scotland())


@pytest.fixture
def stage_with_scotland(stage: Stage) -> FrameworkWorld:
    return stage.show(all_of_scotland, "scotland")


@pytest.fixture
def scotland_world(
    scotland: Council,
    stage_with_scotland: FrameworkWorld,
    monkeypatch: pytest.MonkeyPatch,
) -> FrameworkWorld:
    """What stands, in a copy that is the test's own; documents are only asked for."""
    print_as_text(monkeypatch)
    return deepcopy(stage_with_scotland)
