"""Three days a year at a Wiltshire school: used, capped, extra and read (WIL-S)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import TimeEntry
from engagement.queries.meters import meters_of, told
from engagement.services.hours import log_time, reverse_time
from sitrack.core.rules import RuleBroken
from tests.universe import Council
from visits.meters import meters_at

HALF_DAY = 180


def spend(wiltshire: Council, category: str, **more: Any) -> TimeEntry:
    facts = {"day": date(2025, 11, 10), "minutes": HALF_DAY, **more}
    return log_time(
        record=wiltshire.record(),
        person=wiltshire.persons["sam"],
        category=wiltshire.option("time_category", category),
        by=wiltshire.sam,
        **facts,
    )


def words(wiltshire: Council) -> list[str]:
    record = wiltshire.record()
    return [one.words for one in told(meters_of(record, date(2025, 11, 10)), record)]


@pytest.mark.item("DER-04", "WIL-T-01", "WIL-O-01")
def test_the_ledger_in_minutes_is_read_in_days(wiltshire: Council) -> None:
    spend(wiltshire, "position")
    spend(wiltshire, "school_choice", minutes=360)
    assert words(wiltshire) == [
        "3 days a year; 1½ used, 1½ left.",
        "½ day a year; 0 used, ½ left.",
    ]


@pytest.mark.item("WIL-T-02", "CAD-07")
def test_a_second_half_day_on_position_in_a_large_term_says_why(
    wiltshire: Council,
) -> None:
    spend(wiltshire, "position")
    with pytest.raises(RuleBroken, match="than ½ day a large term for this purpose"):
        spend(wiltshire, "position")
    kept = spend(wiltshire, "position", over_ceiling_reason="A new headteacher")
    assert kept.over_ceiling_reason == "A new headteacher"
    assert spend(wiltshire, "school_choice").over_ceiling_reason == ""


@pytest.mark.item("WIL-S-15", "WIL-O-05")
def test_the_headteachers_review_is_extra_and_uses_up_nothing(
    wiltshire: Council,
) -> None:
    entry = spend(wiltshire, "htpm")
    assert not entry.counted
    assert words(wiltshire) == [
        "3 days a year; 0 used, 3 left.",
        "½ day a year; ½ used, 0 left.",
    ]


@pytest.mark.item("INV-15")
def test_what_is_taken_back_is_free_again(wiltshire: Council) -> None:
    entry = spend(wiltshire, "position")
    reverse_time(entry=entry, reason="Another school", by=wiltshire.sam)
    assert words(wiltshire)[0] == "3 days a year; 0 used, 3 left."


def test_both_sides_read_it_and_the_chairs_page_stays_plain(wiltshire: Council) -> None:
    spend(wiltshire, "school_choice")
    for name in ("sam", "helen"):
        client = Client()
        client.force_login(wiltshire.user(name))
        for page in ("school", "hours"):
            address = reverse(page, args=[wiltshire.hawthorn.pk])
            text = client.get(address).content.decode()
            assert "3 days a year; ½ used, 2½ left." in text, (name, page)
            assert "School improvement work that the school chose: 1½ days" in text
            assert "No level is set" not in text


def test_suffolks_hours_are_told_as_they_were(council: Council) -> None:
    assert meters_at(council.record(), date(2025, 11, 10)) == []
