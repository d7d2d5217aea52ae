"""A time in which nothing can be saved."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from sitrack.core.read_only import state
from tests.universe import NOW


@pytest.fixture
def switch(settings: Settings, tmp_path: Path) -> Path:
    """Where it would be noted that nothing can be saved."""
    settings.READ_ONLY = str(tmp_path / "read-only")
    return tmp_path / "read-only"


@pytest.fixture
def read_only(switch: Path) -> Iterator[None]:
    """Nothing can be saved for two hours."""
    state.begin(NOW + timedelta(hours=2))
    yield
    state.end()
