"""The page of a school's hours: used of ceiling, each entry, and who reads what."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from engagement.services.hours import log_time, reverse_time
from tests.universe import TODAY, Council


def shown(council: Council, who: str) -> str:
    client = Client()
    client.force_login(council.user(who))
    response = client.get(reverse("hours", args=[council.hawthorn.pk]))
    main = response.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def log(council: Council, minutes: int, who: str = "sam", category: str = "other"):  # type: ignore[no-untyped-def]
    return log_time(
        record=council.record(),
        day=TODAY,
        minutes=minutes,
        person=council.persons[who],
        category=council.option("time_category", category),
        by=council.user(who),
        over_ceiling_reason="A new headteacher",
    )


@pytest.mark.item("SUF-P-03", "SUF-E-01", "DER-01", "DER-03")
def test_the_ledger_tells_what_was_used_by_whom_and_on_what(council: Council) -> None:
    council.shared_visit(minutes=150)
    log(council, 90, who="theo")
    log(council, 60, category="preparation")
    reverse_time(entry=log(council, 30), reason="Wrong day", by=council.sam)
    page = shown(council, "helen")
    assert "Up to 8 hours; 2.5 used ." in page or "Up to 8 hours; 2.5 used." in page
    assert "Virtual School Support None 1 hour 30 minutes" in page
    assert "Preparation None 1 hour" in page
    assert "minus 30 minutes" in page
    assert "taken back" in page


@pytest.mark.item("SUF-E-19", "SUF-F-09")
def test_acc_030_hours_left_are_no_fault(council: Council) -> None:
    log(council, 180)
    for who in ("helen", "sam", "cora"):
        page = shown(council, who).lower()
        assert "up to 8 hours; 3 used" in page
        assert not re.search(r"unused|warning|carr(y|ied)|late\b|only", page)


@pytest.mark.item("SUF-W-17", "SUF-F-04")
def test_over_the_ceiling_suggests_to_talk_about_the_level(council: Council) -> None:
    log(council, 600)
    page = shown(council, "sam")
    assert "over by 2 hours" in page
    assert "talk about what the school needs, and about its level" in page


def test_governors_read_totals_and_other_teams_their_own_entries(
    council: Council,
) -> None:
    log(council, 60)
    log(council, 90, who="theo")
    chair, theo = shown(council, "cora"), shown(council, "theo")
    assert "Up to 8 hours; 1 used" in chair
    assert "Sam Rowe" not in chair
    assert "Theo Grant" in theo
    assert "Sam Rowe" not in theo
    assert "Up to" not in theo
