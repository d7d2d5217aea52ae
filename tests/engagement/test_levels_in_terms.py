"""Which level each term's box shows: a projection of the history (INV-03)."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from engagement.models import Level, LevelAssignment, LevelState, Side
from engagement.queries.levels import level_in_force, term_boxes
from sitrack.core import calendar
from tests.universe import Council

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(council: Council) -> Council:
    """Hawthorn without the level that it started with."""
    LevelAssignment.objects.filter(school=council.hawthorn).delete()
    return council


def hold(school: Council, code: str, start: date, end: date | None = None) -> Level:
    """An approved level from a day on, and until a day where it was superseded."""
    level = school.level(code)
    now = timezone.now()
    LevelAssignment.objects.create(
        school=school.hawthorn,
        record=school.record(),
        level=level,
        effective_from=start,
        effective_to=end,
        state=LevelState.SUPERSEDED if end else LevelState.APPROVED,
        raised_by=school.sam,
        raised_side=Side.LA,
        raised_at=now,
        decided_by=school.sam,
        decided_at=now,
    )
    return level


def boxes(school: Council, day: date) -> dict[str, str]:
    """The short names in the boxes as they read on a day."""
    with time_machine.travel(datetime.combine(day, datetime.min.time())):
        found = term_boxes(school.record())
    names = {term.pk: kind for kind, term in school.terms.items()}
    return {names[key]: level.code if level else "" for key, level in found.items()}


@pytest.mark.item("INV-03", "ACC-038")
def test_a_term_shows_the_level_of_its_last_working_day(school: Council) -> None:
    hold(school, "suf_8", date(2025, 9, 1), date(2025, 9, 19))
    hold(school, "suf_12", date(2025, 9, 20), date(2025, 11, 19))
    hold(school, "suf_24", date(2025, 11, 20))
    assert boxes(school, date(2026, 1, 4))["autumn"] == "suf_24"
    assert boxes(school, date(2025, 10, 1))["autumn"] == "suf_12"


def test_a_change_in_the_holidays_belongs_to_the_next_term(school: Council) -> None:
    hold(school, "suf_8", date(2025, 9, 1), date(2025, 12, 31))
    hold(school, "suf_12", date(2026, 1, 1))
    shown = boxes(school, date(2026, 2, 3))
    assert shown == {"autumn": "suf_8", "spring": "suf_12", "summer": ""}


def test_a_closed_last_day_does_not_count(school: Council) -> None:
    hold(school, "suf_8", date(2025, 9, 1), date(2025, 12, 18))
    hold(school, "suf_12", date(2025, 12, 19))
    assert boxes(school, date(2026, 2, 3))["autumn"] == "suf_12"
    calendar.close_day(day=date(2025, 12, 19), name="Training day", by=school.sam)
    assert boxes(school, date(2026, 2, 3))["autumn"] == "suf_8"


def test_without_a_level_every_box_is_empty(school: Council) -> None:
    assert set(boxes(school, date(2026, 6, 1)).values()) == {""}
    assert level_in_force(school.hawthorn, date(2026, 6, 1)) is None


def test_a_proposal_is_not_in_force(school: Council) -> None:
    level = hold(school, "suf_8", date(2025, 9, 1))
    LevelAssignment.objects.update(state=LevelState.PROPOSED)
    assert boxes(school, date(2026, 6, 1))["summer"] == ""
    LevelAssignment.objects.update(state=LevelState.APPROVED)
    assert level_in_force(school.hawthorn, date(2026, 6, 1)) == level
