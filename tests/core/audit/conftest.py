"""A log of six events, sealed."""

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from sitrack.core import events
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import User


@pytest.fixture
def heads(tmp_path: Path, settings: Settings) -> Path:
    file = tmp_path / "heads"
    settings.AUDIT_HEADS = str(file)
    return file


@pytest.fixture
def log(
    db: None,
    heads: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Path:
    """Six sealed events; the head of the chain is written down."""
    by = User.objects.create_user("helen@council.example", name="Helen Marsh")
    for number in range(6):
        events.record("access.refused", by, by=by, path=f"/{number}/")
    with django_capture_on_commit_callbacks(execute=True):
        assert seal() == 6
    assert look_through(heads).faults == []
    return heads
