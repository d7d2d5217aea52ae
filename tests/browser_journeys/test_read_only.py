"""While nothing can be saved, what somebody types stays with them, and is saved later."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django import Settings

from sitrack.core.read_only import state as read_only
from tests.browser_journeys.person import Person
from tests.browser_journeys.typing import (
    FOCUS,
    copies,
    drafts,
    on_the_server,
    state,
    wait_until,
)
from tests.universe import NOW, Council

pytestmark = pytest.mark.browser

NO_ANSWER = (
    "Not saved yet: the service did not answer. Keep this page open; we try again."
)


def test_what_is_typed_stays_in_the_browser_until_it_can_be_saved(
    person: Callable[..., Person],
    council: Council,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.READ_ONLY = str(tmp_path / "read-only")
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    sam = person("sam")
    sam.open(edit)
    read_only.begin(NOW + timedelta(hours=2))
    sam.type(FOCUS, "While it was moved")
    expect(state(sam)).to_have_text(NO_ANSWER, timeout=15_000)
    wait_until(lambda: '"page"' in copies(sam), somebody=sam)
    assert drafts(council.sam) == []
    sam.press("Save draft")
    sam.sees("Nothing can be saved at the moment")
    sam.sees("While it was moved")
    sam.axe(sam.page)
    read_only.end()
    sam.open(edit)
    on_the_server(sam, council.sam, "While it was moved")
