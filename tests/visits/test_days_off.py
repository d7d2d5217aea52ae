"""A day off that is added later moves what still runs, and nothing that has run out."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from sitrack.core import calendar
from sitrack.core.models import Event
from sitrack.core.sweep import sweep
from tests.universe import Council

CLOSED = date(2025, 11, 20)


def on(clock: time_machine.Traveller, day: int) -> None:
    """Nine o'clock on a day of November 2025; the note was shared on the tenth."""
    clock.move_to(datetime(2025, 11, day, 9, 0, tzinfo=UTC))


@pytest.mark.item("ACC-090", "INV-20")
def test_acc_090_a_school_has_a_day_longer_to_answer(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    calendar.close_day(day=CLOSED, name="County hall closed", by=council.ada)
    for day, state in ((25, "shared"), (26, "commented")):
        on(clock, day)
        sweep()
        visit.refresh_from_db()
        assert visit.state == state
    assert not Event.objects.filter(verb="visit.silence_kept").exists()


@pytest.mark.item("ACC-090")
def test_acc_090_what_has_run_out_is_kept_with_a_note(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    visit = council.shared_visit()
    on(clock, 25)
    sweep()
    calendar.close_day(day=CLOSED, name="County hall closed", by=council.ada)
    sweep()
    visit.refresh_from_db()
    assert visit.state == "commented"
    client.force_login(council.helen)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "20 November 2025 became a day off only afterwards" in page
