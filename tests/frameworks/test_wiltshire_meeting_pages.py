"""The pages of a plan's meetings, in the order in which both sides use them (WIL-N)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from plans.models import PlanReview
from tests.engagement.section_forms import sent as posted
from tests.engagement.section_forms import text
from tests.frameworks.meeting import (
    action,
    again,
    area_of,
    held,
    meeting,
    returned,
    sent,
)
from tests.frameworks.planning import agreed
from tests.plans.forms import url
from tests.universe import Council

IN_FEBRUARY = "2026-02-10T12:00:00+00:00"
PURPOSES = [
    "To review evidence provided by school about leadership impact- progress against"
    " the improvement plan milestones (15 mins)",
    "To review the impact of LA support- progress against improvement plan expected"
    " impact (15 mins)",
    "To formally review the LA support level of the school and the reasons for this"
    " judgement. (5 mins)",
    "To identify and agree how LA resources can best be allocated to support the school"
    " in the next term (10 mins)",
    "To identify and celebrate success and identify next steps in addressing"
    " problems (10 mins)",
    "To set dates and expectations for the next review meeting. (5 mins)",
]
OF_THE_SCHOOL = [
    "School Improvement Plan, effectiveness of Leadership Review 1",
    "Where have milestones been met? Celebration news to share",
    "Milestones not met",
    "Area",
    "Contributing factors",
    "Impact of LA support HT comment",
    "Expected impact on children",
    "actual Impact school please comment/ evidence",
]
OF_THE_MEETING = [
    "Raising attainment Plan, effectiveness and Impact of LA support Review 1",
    "Agreed LA Support Actions",
    "Action RAG",
    "Agreed school Actions",
    "Action RAG",
    "Expected impact on children",
    "Impact RAG",
    "Agreed LA monitoring and external verification actions",
    "Action RAG",
    "Significant findings",
    "Impact RAG",
    "LA comment arising from meeting",
    "In the light of this review what actions do the school need to take to secure"
    " success in the next term? Complete at meeting",
    "LA support level",
    "In the light of this review do school meet the criteria for exit from LA support"
    " level?",
    "Date of next review meeting",
]


def in_order(page: str, labels: list[str]) -> None:
    at = 0
    for label in labels:
        assert label in page[at:], label
        at = page.index(label, at) + len(label)


def rows(key: str, *lines: dict[str, str]) -> dict[str, str]:
    """The rows of a question, as a browser posts them."""
    found = {f"{key}-TOTAL_FORMS": str(len(lines)), f"{key}-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        found |= {f"{key}-{number}-{name}": said for name, said in line.items()}
    return found


def part_posted(review: PlanReview, **changed: Any) -> dict[str, Any]:
    whole = {
        "celebration": "Phonics is up.",
        "ht_comment": "It helped.",
        f"impact_{area_of(review)}": "Seen in books.",
        "version": again(review).version,
        "intent": "send",
        **rows("not_met", {"milestone": "Half", "area": "Writing", "factors": "Staff"}),
    }
    return posted(**{**whole, **changed})


def meeting_posted(review: PlanReview, **changed: Any) -> dict[str, Any]:
    rags = {f"rag_{action(review, side).pk}": "amber" for side in ("la", "school")}
    verified = action(review, "verification").pk
    whole = {
        "held_on": "10/2/2026",
        "others": "Ruth Abel, Adviser",
        "la_comment": "A good discussion.",
        "support_level": "wil_vulnerable",
        "support_level_reason": "Writing is not secure.",
        "exit": "no",
        "exit_reason": "Two criteria are not met.",
        "progress": "yes",
        **rags,
        f"rag_{verified}": "green",
        f"findings_{verified}": "It agrees with the school.",
        f"found_rag_{verified}": "green",
        f"impact_rag_{area_of(review)}": "amber",
        "next_review_on": "13/5/2026",
        "version": again(review).version,
        **rows("next_actions", {"action": "Moderate again", "who": "Headteacher"}),
    }
    return posted(**{**whole, **changed})


@pytest.mark.item("WIL-N-01", "WIL-N-02", "WIL-N-03", "WIL-N-04", "WIL-N-05")
@pytest.mark.item("WIL-N-06", "WIL-N-12")
def test_the_authority_prepares_and_sends_with_the_purposes_and_their_minutes(
    client: Client, wiltshire: Council
) -> None:
    review = meeting(agreed(wiltshire))
    client.force_login(wiltshire.sam)
    page = text(client.get(url("meeting_prepare", review.pk)))
    in_order(page, ["LA officers please pre populate before sending out", *PURPOSES])
    assert "60 minutes in all." in page
    in_order(page, ["Two days of coaching", "Moderate writing", "A moderation by"])
    sending = posted(version=review.version, intent="send")
    assert client.post(url("meeting_prepare", review.pk), sending).status_code == 302
    assert again(review).state == "sent"


@pytest.mark.item("WIL-N-07", "WIL-N-08", "WIL-N-09", "WIL-N-10", "WIL-D-16")
def test_the_school_writes_its_part_with_what_was_met_first(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    client.force_login(wiltshire.helen)
    page = text(client.get(url("meeting_part", review.pk)))
    in_order(page, OF_THE_SCHOOL)
    assert (
        "updated improvement plan, most recent HT report to governors and supporting"
        " evidence 5 working days before the meeting (by 3 February 2026)" in page
    )
    answer = client.post(url("meeting_part", review.pk), part_posted(review))
    assert answer.status_code == 302
    assert again(review).state == "returned"
    client.force_login(wiltshire.sam)
    page = text(client.get(review.get_absolute_url()))
    for said in ("Phonics is up.", "Half", "Staff", "It helped.", "Seen in books."):
        assert said in page


def test_what_the_school_only_saved_the_authority_does_not_read(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    client.force_login(wiltshire.helen)
    saving = part_posted(review, intent="save")
    client.post(url("meeting_part", review.pk), saving)
    assert "Phonics is up." in text(client.get(review.get_absolute_url()))
    client.force_login(wiltshire.sam)
    for name in ("review", "meeting_hold"):
        page = text(client.get(url(name, review.pk)))
        assert "Phonics is up." not in page
        assert "Seen in books." not in page


def test_a_row_is_added_to_the_schools_part_without_script(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    client.force_login(wiltshire.helen)
    adding = part_posted(review, row="add-not_met")
    answer = client.post(url("meeting_part", review.pk), adding)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="not_met-1-milestone"' in page
    assert "Phonics is up." in page
    assert again(review).state == "sent"


def test_the_meeting_is_recorded_in_the_words_of_its_form(
    client: Client, wiltshire: Council
) -> None:
    review = returned(wiltshire)
    client.force_login(wiltshire.sam)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        client.force_login(wiltshire.sam)
        in_order(text(client.get(url("meeting_hold", review.pk))), OF_THE_MEETING)
        answer = client.post(url("meeting_hold", review.pk), meeting_posted(review))
        assert answer.status_code == 302
        client.force_login(wiltshire.gus)
        page = text(client.get(review.get_absolute_url()))
    in_order(
        page,
        [
            "Held",
            "Ruth Abel, Adviser",
            "Phonics results are up.",
            "Amber",
            "It agrees with the school.",
            "Green",
            "A good discussion.",
            "Moderate again",
            "Vulnerable",
            "Writing is not secure.",
            "Two criteria are not met.",
        ],
    )
    assert meeting(review.plan, "six_months").planned_on == date(2026, 5, 13)


def test_what_a_meeting_lacks_is_told_beside_its_boxes(
    client: Client, wiltshire: Council
) -> None:
    review = returned(wiltshire)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        client.force_login(wiltshire.sam)
        bare = meeting_posted(review, progress="", others="", exit_reason="")
        answer = client.post(url("meeting_hold", review.pk), bare)
    assert answer.status_code == 422
    page = text(answer)
    for problem in (
        "Say who was present",
        "Answer the question: Is there sufficient progress?",
        "Say why, for: In the light of this review",
    ):
        assert problem in page
    assert "A good discussion." in page


def test_somebody_who_saved_first_is_not_written_over(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    version = again(review).version
    client.force_login(wiltshire.helen)
    client.post(url("meeting_part", review.pk), part_posted(review, intent="save"))
    client.force_login(wiltshire.dev)
    mine = part_posted(review, version=version, celebration="Attendance is up.")
    answer = client.post(url("meeting_part", review.pk), mine)
    assert answer.status_code == 409
    page = text(answer)
    assert "Phonics is up." in page
    assert "Attendance is up." in page


def test_a_page_that_comes_too_late_leads_back(
    client: Client, wiltshire: Council
) -> None:
    review = returned(wiltshire)
    client.force_login(wiltshire.sam)
    answer = client.get(url("meeting_prepare", review.pk))
    assert answer.status_code == 302
    with time_machine.travel(IN_FEBRUARY, tick=False):
        held(wiltshire, review)
        client.force_login(wiltshire.helen)
        assert client.get(url("meeting_part", review.pk)).status_code == 302
