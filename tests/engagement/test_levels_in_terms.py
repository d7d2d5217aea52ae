"""Which level each term's box shows: a projection of the history (INV-03)."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from engagement.models import Level, LevelAssignment, LevelState, Side
from engagement.queries.levels import level_in_force, term_boxes
from sitrack.core import calendar
from sitrack.core.roles import Role
from tests.reports.cast import Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def hold(cast: Cast, code: str, start: date, end: date | None = None) -> Level:
    """An approved level from a day on, and until a day where it was superseded."""
    level: Level = cast.record.framework.levels.get(code=code)
    officer, now = cast.user(Role.OFFICER), timezone.now()
    LevelAssignment.objects.create(
        school=cast.record.school,
        record=cast.record,
        level=level,
        effective_from=start,
        effective_to=end,
        state=LevelState.SUPERSEDED if end else LevelState.APPROVED,
        raised_by=officer,
        raised_side=Side.LA,
        raised_at=now,
        decided_by=officer,
        decided_at=now,
    )
    return level


def boxes(cast: Cast, day: date) -> dict[str, str]:
    """The short names in the boxes as they read on a day."""
    with time_machine.travel(datetime.combine(day, datetime.min.time())):
        found = term_boxes(cast.record)
    names = {term.pk: kind for kind, term in cast.terms.items()}
    return {names[key]: level.code if level else "" for key, level in found.items()}


@pytest.mark.item("INV-03", "ACC-038")
def test_a_term_shows_the_level_of_its_last_working_day(cast: Cast) -> None:
    hold(cast, "suf_8", date(2025, 9, 1), date(2025, 9, 19))
    hold(cast, "suf_12", date(2025, 9, 20), date(2025, 11, 19))
    hold(cast, "suf_24", date(2025, 11, 20))
    assert boxes(cast, date(2026, 1, 4))["autumn"] == "suf_24"
    assert boxes(cast, date(2025, 10, 1))["autumn"] == "suf_12"


def test_a_change_in_the_holidays_belongs_to_the_next_term(cast: Cast) -> None:
    hold(cast, "suf_8", date(2025, 9, 1), date(2025, 12, 31))
    hold(cast, "suf_12", date(2026, 1, 1))
    shown = boxes(cast, date(2026, 2, 3))
    assert shown == {"autumn": "suf_8", "spring": "suf_12", "summer": ""}


def test_a_closed_last_day_does_not_count(cast: Cast) -> None:
    hold(cast, "suf_8", date(2025, 9, 1), date(2025, 12, 18))
    hold(cast, "suf_12", date(2025, 12, 19))
    assert boxes(cast, date(2026, 2, 3))["autumn"] == "suf_12"
    calendar.close_day(
        day=date(2025, 12, 19), name="Training day", by=cast.user(Role.OFFICER)
    )
    assert boxes(cast, date(2026, 2, 3))["autumn"] == "suf_8"


def test_without_a_level_every_box_is_empty(cast: Cast) -> None:
    assert set(boxes(cast, date(2026, 6, 1)).values()) == {""}
    assert level_in_force(cast.record.school, date(2026, 6, 1)) is None


def test_a_proposal_is_not_in_force(cast: Cast) -> None:
    level = hold(cast, "suf_8", date(2025, 9, 1))
    LevelAssignment.objects.update(state=LevelState.PROPOSED)
    assert boxes(cast, date(2026, 6, 1))["summer"] == ""
    LevelAssignment.objects.update(state=LevelState.APPROVED)
    assert level_in_force(cast.record.school, date(2026, 6, 1)) == level
