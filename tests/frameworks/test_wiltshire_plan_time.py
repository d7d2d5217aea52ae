"""The page of a plan with its meetings: moved, counted anew, and its end."""

import pytest
import time_machine
from django.test import Client

from tests.engagement.section_forms import sent as posted
from tests.engagement.section_forms import text
from tests.frameworks.meeting import (
    again,
    meeting,
)
from tests.frameworks.planning import agreed
from tests.plans.forms import url
from tests.universe import Council

IN_FEBRUARY = "2026-02-10T12:00:00+00:00"


def in_order(page: str, labels: list[str]) -> None:
    at = 0
    for label in labels:
        assert label in page[at:], label
        at = page.index(label, at) + len(label)


@pytest.mark.item("WIL-I-18")
def test_the_plan_lists_its_meetings_and_a_moved_one_says_why(
    client: Client, wiltshire: Council
) -> None:
    plan = agreed(wiltshire)
    review = meeting(plan)
    client.force_login(wiltshire.sam)
    moving = posted(day="12/2/2026", reason="Snow", version=review.version)
    assert client.post(url("meeting_move", review.pk), moving).status_code == 302
    page = text(client.get(plan.get_absolute_url()))
    in_order(
        page,
        [
            "Date of next review meeting",
            "Improvement plan review meeting, 3 months after evaluation",
            "12 Feb 2026",
            "Snow",
            "5 Feb 2026",
            "Final 6-months evaluation of progress.",
            "11 May 2026",
        ],
    )


def test_the_meetings_are_counted_anew_and_the_plan_ended_from_its_page(
    client: Client, wiltshire: Council
) -> None:
    plan = agreed(wiltshire)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        client.force_login(wiltshire.rita)
        anew = posted(day="10/2/2026", reason="A notice of concern")
        assert client.post(url("plan_clock", plan.pk), anew).status_code == 302
        page = text(client.get(plan.get_absolute_url()))
        assert "Counted anew from 10 February 2026: A notice of concern" in page
        answer = client.get(url("plan_finish", plan.pk))
        assert answer.status_code == 200
        ending = posted(version=again(meeting(plan)).plan.version, reason="")
        refused = client.post(url("plan_finish", plan.pk), ending)
        assert refused.status_code == 422
        assert "Record the final meeting of this plan first" in text(refused)
