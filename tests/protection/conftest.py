"""Somebody who left long ago, and a place for the heads of the log."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from schools.models import Person
from sitrack.core.models import Draft
from tests.protection.leaving import NAME
from tests.universe import Council
from visits.services.content import Present
from visits.services.replies import comment


@pytest.fixture(autouse=True)
def heads(tmp_path: Path, settings: Settings) -> Path:
    settings.AUDIT_HEADS = str(tmp_path / "event-heads")
    return tmp_path / "event-heads"


@pytest.fixture
def left(council: Council) -> Person:
    """Helen was present at a visit, was given a step, commented, and left long ago."""
    helen = council.persons["helen"]
    visit = council.shared_visit(present=(Present(NAME, "Headteacher", helen),))
    comment(visit=visit, text="We agree.", by=council.helen)
    Draft.objects.create(
        user=council.helen,
        form="visit",
        page="6c7f3dd0-6c0c-4f0f-9d0c-0c8f5cf2a111",
        sequence=1,
        saved_at=council.helen.joined_at,
    )
    helen.posts.update(start=date(2019, 9, 1), end=date(2022, 8, 31))
    return Person.objects.get(pk=helen.pk)
