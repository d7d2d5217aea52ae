"""The three-month review and the final evaluation of a plan (WIL-N, WIL-T-08, 09)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from engagement.queries.plan_forms import plan_form
from plans.meetings import Given, SchoolPart
from plans.models import PlanReview
from plans.queries.meeting_reading import read_meeting
from plans.queries.meeting_rows import rows_of_meeting
from plans.queries.meetings import meetings_of, proposed_for
from plans.rules.reviews import NotReady
from plans.services.meeting_steps import hold_meeting, return_part, save_part, send
from plans.services.meetings import move_meeting
from sitrack.core.models import Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.frameworks.meeting import (
    a_part,
    action,
    again,
    area_of,
    held,
    meeting,
    returned,
    sent,
    what_was_held,
)
from tests.frameworks.planning import agreed
from tests.plans.planning import now as plan_now
from tests.reports.pages import get, links, read
from tests.universe import Council

IN_FEBRUARY = "2026-02-10T12:00:00+00:00"


@pytest.mark.item("CAD-12", "WIL-O-13", "WIL-O-14")
def test_meetings_are_counted_in_months_and_rolled_to_a_school_day(
    wiltshire: Council,
) -> None:
    """Domain 3.11: an evaluation on Friday 28 November 2025."""
    plan = agreed(wiltshire)
    form = plan_form(plan.template)
    assert form
    found = proposed_for(form, since=date(2025, 11, 28), until=None)
    assert [(one.key, one.day) for one in found] == [
        ("three_months", date(2026, 3, 2)),
        ("six_months", date(2026, 6, 1)),
    ]


@pytest.mark.item("WIL-T-08", "WIL-T-09", "INV-20")
def test_an_agreed_plan_has_its_meetings_and_the_day_of_each_pack(
    wiltshire: Council,
) -> None:
    plan = agreed(wiltshire)
    form = plan_form(plan.template)
    assert form
    lines = meetings_of(plan, form, wiltshire.helen)
    assert [
        (line.meeting.code, line.review.planned_on, line.pack_due) for line in lines
    ] == [
        ("WIL-T-08", date(2026, 2, 10), date(2026, 2, 3)),
        ("WIL-T-09", date(2026, 5, 11), date(2026, 5, 1)),
    ]


def test_a_day_is_moved_with_a_reason_and_the_plan_ends_with_its_final_meeting(
    wiltshire: Council,
) -> None:
    plan = agreed(wiltshire)
    review = meeting(plan, "six_months")
    facts: dict[str, Any] = {
        "review": review,
        "expected_version": review.version,
        "by": wiltshire.sam,
    }
    with pytest.raises(RuleBroken, match="Say why"):
        move_meeting(day=date(2026, 5, 18), reason=" ", **facts)
    moved = move_meeting(day=date(2026, 5, 18), reason="Inspection", **facts)
    assert (moved.planned_on, moved.moved_because) == (date(2026, 5, 18), "Inspection")
    assert plan_now(plan).ends_on == date(2026, 5, 18)
    with pytest.raises(Stale):
        move_meeting(day=date(2026, 5, 19), reason="Again", **facts)


@pytest.mark.item("WIL-N-07", "WIL-N-12")
def test_the_form_goes_to_the_school_and_its_part_comes_back(
    wiltshire: Council,
) -> None:
    review = meeting(agreed(wiltshire))
    seen = PlanReview.objects.visible_to
    review = sent(wiltshire, review.plan)
    assert review.state == "sent"
    assert seen(wiltshire.helen).filter(pk=review.pk).exists()
    assert not seen(wiltshire.gus).filter(pk=review.pk).exists()
    review = returned(wiltshire, review)
    assert review.state == "returned"
    told = Notification.objects.filter(recipient=wiltshire.sam)
    assert told.filter(title__startswith="The school has sent its part").count() == 1


@pytest.mark.item("WIL-N-08", "WIL-N-09", "WIL-N-10")
def test_the_authority_reads_the_schools_part_only_once_it_is_sent(
    wiltshire: Council,
) -> None:
    review = sent(wiltshire)
    saved = save_part(
        review=review,
        part=a_part(review),
        expected_version=again(review).version,
        by=wiltshire.helen,
    )
    assert saved.state == "sent"
    form = plan_form(review.plan.template)
    assert form
    hidden = read_meeting(
        rows_of_meeting(again(review), form), form, shows_school=False
    )
    assert [one.text for one in hidden.school] == ["", "", ""]
    assert [one.said for one in hidden.areas] == ["", ""]
    shown = read_meeting(rows_of_meeting(again(review), form), form, shows_school=True)
    assert [one.answer.label for one in shown.school] == [
        "Where have milestones been met? Celebration news to share",
        "Milestones not met",
        "Impact of LA support HT comment",
    ]
    assert shown.school[0].text == "Phonics results are up."
    assert [cell.value for cell in shown.school[1].lines[0]] == [
        "Half at standard",
        "Writing",
        "Staff",
    ]


def test_an_empty_part_is_not_sent(wiltshire: Council) -> None:
    review = sent(wiltshire)
    with pytest.raises(RuleBroken, match="nothing is filled in"):
        return_part(
            review=review,
            part=SchoolPart(),
            expected_version=again(review).version,
            by=wiltshire.helen,
        )


@pytest.mark.item("ACC-064", "WIL-N-11", "WIL-N-13", "WIL-N-14", "WIL-N-15")
@pytest.mark.item("WIL-N-16", "WIL-N-17", "WIL-N-18", "WIL-N-19", "WIL-D-10")
def test_acc_064_action_and_impact_are_rated_at_the_meeting_and_kept_per_review(
    wiltshire: Council,
) -> None:
    review = returned(wiltshire)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        review = held(wiltshire, review)
    assert (review.state, review.on_track) == ("shared", True)
    form = plan_form(review.plan.template)
    assert form
    area, block = read_meeting(
        rows_of_meeting(again(review), form), form, shows_school=True
    ).areas
    assert [one.heading for one in area.lists] == [
        "Agreed LA Support Actions",
        "Agreed school Actions",
    ]
    for one in (*area.lists, *block.lists):
        (row,) = one.rows
        assert row.colour
        assert row.colour.label == "Amber"
    assert area.expected == "More pupils write at the expected standard."
    assert area.said == "Books show progress."
    assert area.colour
    assert area.colour.label == "Amber"
    (verified,) = block.lists[0].rows
    assert verified.found
    assert (verified.found.label, verified.found.words) == ("Green", "It agrees.")
    said = {
        one.answer.key: one
        for one in read_meeting(
            rows_of_meeting(review, form), form, shows_school=True
        ).meeting
    }
    assert (said["support_level"].text, said["exit"].text) == ("Vulnerable", "No")
    assert said["exit"].reason == "Two criteria are not met."
    assert said["next_actions"].lines[0][0].value == "Moderate again"


@pytest.mark.item("WIL-D-11")
def test_the_final_meeting_shows_the_colours_of_the_one_before(
    wiltshire: Council,
) -> None:
    review = returned(wiltshire)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        held(wiltshire, review, rag="red")
    final = meeting(review.plan, "six_months")
    final = send(
        review=final, answers={}, expected_version=final.version, by=wiltshire.sam
    )
    with time_machine.travel("2026-05-11T12:00:00+00:00", tick=False):
        final = held(wiltshire, final, rag="green", held_on=date(2026, 5, 11))
    form = plan_form(review.plan.template)
    assert form
    area = read_meeting(
        rows_of_meeting(again(final), form), form, shows_school=True
    ).areas[0]
    (row,) = area.lists[0].rows
    assert row.colour
    assert row.colour.label == "Green"
    assert [(one.day, one.label) for one in row.earlier] == [(date(2026, 2, 10), "Red")]
    assert [(one.day, one.label) for one in area.earlier] == [
        (date(2026, 2, 10), "Red")
    ]
    first = read_meeting(
        rows_of_meeting(again(review), form), form, shows_school=True
    ).areas[0]
    assert first.lists[0].rows[0].earlier == []


def test_all_that_a_meeting_lacks_is_said_at_once(wiltshire: Council) -> None:
    review = returned(wiltshire)
    whole = what_was_held(wiltshire, review)
    bare = replace(
        whole,
        present=[],
        ratings=[],
        impacts={},
        answers={"exit": Given("no")},
        next_review_on=date(2026, 1, 1),
    )
    with pytest.raises(NotReady) as refused:
        hold_meeting(
            review=review,
            held=bare,
            expected_version=again(review).version,
            by=wiltshire.sam,
        )
    fields = [one.field for one in refused.value.problems]
    assert fields == [
        "held_on",
        "next_review_on",
        "present",
        "exit_reason",
        "progress",
        f"rag_{action(review, 'la').pk}",
        f"rag_{action(review, 'school').pk}",
        f"rag_{action(review, 'verification').pk}",
        f"impact_rag_{area_of(review)}",
    ]


@pytest.mark.item("DEC-16")
def test_progress_that_is_not_sufficient_says_why(wiltshire: Council) -> None:
    review = returned(wiltshire)
    whole = what_was_held(wiltshire, review)
    no = replace(
        whole, answers={**whole.answers, "progress": Given("no", "No change.")}
    )
    with time_machine.travel(IN_FEBRUARY, tick=False):
        review = hold_meeting(
            review=review,
            held=no,
            expected_version=again(review).version,
            by=wiltshire.sam,
        )
    assert (review.on_track, review.off_track_reasons) == (False, "No change.")


def test_the_plan_stands_on_a_line_of_time_with_what_its_meetings_rated(
    wiltshire: Council,
) -> None:
    review = returned(wiltshire)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        held(wiltshire, review)
        page = get(wiltshire.gus, review.plan.get_absolute_url())
        address = reverse("plans:timeline", args=[review.plan_id])
        assert address in links(page)
        told = read(wiltshire.gus, address)
    assert "Review, on track: Yes" in told
    assert "Review, planned" in told
    assert told.count("Amber") == 3
    for numbered in ("1 Two days of coaching", "2 Moderate writing", "3 A moderation"):
        assert numbered in told
