"""A council with a file that was handed in, and sealed events."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from sitrack.core.audit.services import seal
from tests.universe import Council

TEXT = b"What the school handed in."


@pytest.fixture
def installation(committed: Council, settings: Settings, tmp_path: Path) -> Council:
    settings.AUDIT_HEADS = str(tmp_path / "event-heads")
    settings.BACKUPS = str(tmp_path / "backups")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    default_storage.save("handed-in/paper", ContentFile(TEXT))
    assert seal() > 0
    return committed
