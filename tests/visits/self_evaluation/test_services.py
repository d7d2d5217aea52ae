"""A self-evaluation goes to and fro between the two sides (SM-6)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from sitrack.core import calendar
from sitrack.core.models import Audience, Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import Council
from tests.visits.self_evaluation.writing import (
    MEETING,
    SCHOOL_TEXT,
    begun,
    due,
    give,
    part,
    reading,
    returned,
    save,
    sent,
    state,
)
from visits.models import SelfEvaluation
from visits.rules.self_evaluation import TRANSITIONS
from visits.self_evaluation import form_of_record, label_of
from visits.services.self_evaluations import setting, writing


@pytest.mark.item("SM-6")
def test_it_goes_by_the_table_from_the_meeting_set_to_closed(
    wiltshire: Council,
) -> None:
    evaluation = begun(wiltshire)
    seen = [state(evaluation)]
    give(evaluation, "la", wiltshire.sam)
    seen.append(state(evaluation))
    give(evaluation, "school", wiltshire.helen)
    seen.append(state(evaluation))
    with time_machine.travel(MEETING, tick=False):
        give(evaluation, "meeting", wiltshire.sam)
    seen.append(state(evaluation))
    setting.close(evaluation=evaluation, by=wiltshire.sam)
    seen.append(state(evaluation))
    assert seen == ["scheduled", "sent_to_school", "returned", "discussed", "closed"]
    assert {step.target for step in TRANSITIONS.values()} == {
        *("sent_to_school", "returned", "discussed", "closed", "cancelled")
    }


@pytest.mark.item("CAD-10", "WIL-T-04", "WIL-T-05")
def test_each_part_is_due_so_many_working_days_before_the_meeting(
    wiltshire: Council,
) -> None:
    begun(wiltshire)
    assert due(wiltshire) == {
        "self_evaluation_la": (date(2025, 11, 24), None),
        "self_evaluation_school": (date(2025, 12, 1), None),
        "self_evaluation_sdp": (date(2025, 12, 1), None),
        "self_evaluation_discussed": (date(2025, 12, 8), None),
    }


@pytest.mark.item("WIL-T-04", "INV-20")
def test_the_days_are_counted_over_easter(wiltshire: Council) -> None:
    evaluation = begun(wiltshire, meeting_on=date(2026, 4, 14))
    days = reading(wiltshire, "sam", evaluation).days
    # Good Friday and Easter Monday, 3 and 6 April 2026, are no working days.
    assert days["school"] == date(2026, 4, 7)
    assert days["la"] == date(2026, 3, 27)


@pytest.mark.item("CAD-10")
def test_what_was_given_is_met_and_the_plan_with_its_answer(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    give(
        evaluation,
        "school",
        wiltshire.helen,
        texts={"WIL-F-01.1": SCHOOL_TEXT, "WIL-F-08.1": "Sent by post"},
    )
    today = calendar.today()
    assert {name: met for name, (_, met) in due(wiltshire).items()} == {
        "self_evaluation_la": today,
        "self_evaluation_school": today,
        "self_evaluation_sdp": today,
        "self_evaluation_discussed": None,
    }


def test_a_moved_meeting_takes_the_days_with_it(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    due(wiltshire)
    setting.move_meeting(
        evaluation=evaluation,
        meeting_on=date(2025, 12, 10),
        reason="Helen is away",
        expected_version=1,
        by=wiltshire.sam,
    )
    assert due(wiltshire)["self_evaluation_la"][0] == date(2025, 11, 26)
    told = Notification.objects.filter(recipient=wiltshire.helen)
    assert [one.title for one in told.filter(key__contains="moved")] == [
        "The meeting about a self-evaluation was moved: Hawthorn Primary School"
    ]


def test_a_meeting_moves_only_with_a_reason_and_before_it_was_held(
    wiltshire: Council,
) -> None:
    evaluation = begun(wiltshire)
    facts: dict[str, Any] = {
        "evaluation": evaluation,
        "by": wiltshire.sam,
        "expected_version": 1,
    }
    day = date(2025, 12, 10)
    with pytest.raises(RuleBroken, match="Say why"):
        setting.move_meeting(meeting_on=day, reason=" ", **facts)
    with pytest.raises(RuleBroken, match="on 8 December 2025 already"):
        setting.move_meeting(meeting_on=MEETING, reason="So", **facts)
    with pytest.raises(RuleBroken, match="from today on"):
        setting.move_meeting(meeting_on=date(2025, 11, 3), reason="So", **facts)


def test_a_cancelled_one_asks_for_nothing_and_makes_room(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    with pytest.raises(RuleBroken, match="goes on at this school already"):
        begun(wiltshire)
    setting.cancel(evaluation=evaluation, reason="Ofsted came", by=wiltshire.sam)
    assert due(wiltshire) == {}
    assert begun(wiltshire).pk != evaluation.pk


@pytest.mark.item("CONF-07")
def test_each_side_sees_the_others_part_only_once_it_was_sent(
    wiltshire: Council,
) -> None:
    evaluation = begun(wiltshire)
    save(evaluation, "la", wiltshire.sam, WIL_F_01_2="RI since May")
    save(evaluation, "school", wiltshire.helen, WIL_F_01_1="Good")

    def seen(name: str) -> dict[str, str]:
        return reading(wiltshire, name, evaluation).answers

    la, school = {"WIL-F-01.2": "RI since May"}, {"WIL-F-01.1": "Good"}
    assert (seen("sam"), seen("helen"), seen("cora")) == (la, school, {})
    give(evaluation, "la", wiltshire.sam, texts={})
    assert (seen("sam"), seen("helen"), seen("cora")) == (la, la | school, la)
    give(evaluation, "school", wiltshire.helen, texts={})
    both = la | school
    assert (seen("sam"), seen("helen"), seen("cora")) == (both, both, both)
    save(evaluation, "meeting", wiltshire.sam, WIL_F_09_1="Yes")
    assert "WIL-F-09.1" not in seen("helen")
    assert seen("hana")["WIL-F-09.1"] == "Yes"


def test_governors_see_it_once_it_is_closed(wiltshire: Council) -> None:
    evaluation = returned(wiltshire)
    gus = wiltshire.user("gus")
    assert not SelfEvaluation.objects.visible_to(gus).exists()
    with time_machine.travel(MEETING, tick=False):
        give(evaluation, "meeting", wiltshire.sam)
    setting.close(evaluation=evaluation, by=wiltshire.sam)
    assert SelfEvaluation.objects.visible_to(gus).exists()
    assert set(reading(wiltshire, "gus", evaluation).answers) == {
        *("WIL-F-01.1", "WIL-F-01.2", "WIL-F-09.1")
    }


def test_a_draft_is_told_to_its_own_side_alone(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    save(evaluation, "la", wiltshire.sam, WIL_F_01_2="RI")
    save(evaluation, "school", wiltshire.helen, WIL_F_01_1="Good")
    told = Event.objects.filter(verb="self_evaluation.saved").order_by("pk")
    assert [one.audience for one in told] == [Audience.AUTHORITY, Audience.SCHOOL]


def out_of_turn(wiltshire: Council) -> list[tuple[str, Callable[[], None]]]:
    evaluation = begun(wiltshire)
    return [
        ("has not sent its part", lambda: give(evaluation, "school", wiltshire.helen)),
        ("has not sent its part", lambda: give(evaluation, "meeting", wiltshire.sam)),
        ("every box", lambda: give(evaluation, "la", wiltshire.sam, texts={})),
    ]


def test_nothing_is_given_out_of_turn_or_empty(wiltshire: Council) -> None:
    for words, act in out_of_turn(wiltshire):
        with pytest.raises(RuleBroken, match=words):
            act()


def test_the_second_part_is_not_given_before_the_meeting(wiltshire: Council) -> None:
    evaluation = returned(wiltshire)
    with pytest.raises(RuleBroken, match="The meeting is on 8 December 2025"):
        give(evaluation, "meeting", wiltshire.sam)


def test_a_meeting_without_the_schools_part_says_why(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    with time_machine.travel(MEETING, tick=False):
        with pytest.raises(RuleBroken, match="Say why"):
            give(evaluation, "meeting", wiltshire.sam)
        give(evaluation, "meeting", wiltshire.sam, reason="The head was ill")
    assert SelfEvaluation.objects.get(pk=evaluation.pk).reason == "The head was ill"
    assert reading(wiltshire, "helen", evaluation).writes["school"] == frozenset()


def test_the_second_to_send_is_told_and_the_second_to_save_meets_stale(
    wiltshire: Council,
) -> None:
    evaluation = begun(wiltshire)
    one = part(evaluation, "la")
    give(evaluation, "la", wiltshire.sam)
    with pytest.raises(Stale):
        writing.save_part(
            part=one, texts={"WIL-F-01.2": "RI"}, expected_version=1, by=wiltshire.sam
        )


def test_two_sides_at_once_do_not_meet(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    la, school = part(evaluation, "la"), part(evaluation, "school")
    for one, code, by in (
        (la, "WIL-F-01.3", wiltshire.sam),
        (school, "WIL-F-01.1", wiltshire.helen),
    ):
        writing.save_part(
            part=one, texts={code: "Ours"}, expected_version=one.version, by=by
        )
    assert reading(wiltshire, "helen", evaluation).answers["WIL-F-01.3"] == "Ours"


def test_a_part_answers_its_own_prompts_alone(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    with pytest.raises(RuleBroken, match="does not answer"):
        save(evaluation, "la", wiltshire.sam, WIL_F_01_1="Good")


@pytest.mark.item("WIL-F-07")
def test_the_year_before_stands_in_the_label(wiltshire: Council) -> None:
    record = wiltshire.record()
    form = form_of_record(record)
    assert form is not None
    (row,) = [one for one in form.rows if one.code == "WIL-F-07"]
    assert label_of(row, record) == "LA support and challenge 2024-2025"


def test_a_framework_without_the_form_has_none(council: Council) -> None:
    with pytest.raises(RuleBroken, match="has no self-evaluation form"):
        setting.set_meeting(record=council.record(), meeting_on=MEETING, by=council.sam)
