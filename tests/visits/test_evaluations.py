"""An evaluation from plan to close, through its services (SM-5)."""

from datetime import date

import pytest
import time_machine

from schools.models import Person
from sitrack.core.models import Notification, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import TODAY, Council
from tests.visits.evaluating import (
    STEPS,
    again,
    an_activity,
    noted,
    planned,
    taken_to,
    with_evaluator,
)
from visits.models import Evaluation, EvaluationLookedAt
from visits.services.evaluations import (
    day,
    planning,
    preparing,
)
from visits.services.evaluations.planning import EvaluationPlan


@pytest.mark.item("SM-5", "DEC-14", "WIL-D-04", "WIL-D-05", "WIL-D-06")
def test_it_goes_from_plan_to_close_one_state_after_another(
    wiltshire: Council,
) -> None:
    one = planned(wiltshire)
    for state in STEPS:
        one = taken_to(state, wiltshire, one)
        assert one.state == state

    kinds = [report.kind for report in one.reports.all()]
    assert kinds == ["draft", "final"]


@pytest.mark.item("WIL-E-01")
def test_the_leaders_and_the_chair_hear_of_it_by_a_title_alone(
    wiltshire: Council,
) -> None:
    one = planned(wiltshire)

    told = Notification.objects.filter(path=one.get_absolute_url())
    assert {note.recipient for note in told} == {
        wiltshire.helen,
        wiltshire.dev,
        wiltshire.cora,
    }
    assert {note.title for note in told} == {
        "An evaluation is planned: Hawthorn Primary School"
    }


@pytest.mark.item("WIL-E-02")
def test_no_mail_holds_a_word_of_what_was_found(wiltshire: Council) -> None:
    one = planned(wiltshire)
    with_evaluator(one, wiltshire)
    taken_to("closed", wiltshire, again(one))

    titles = set(Notification.objects.values_list("title", flat=True))
    assert len(titles) > 5
    assert all(title.endswith(": Hawthorn Primary School") for title in titles)
    assert not any("Writing" in title or "good" in title.lower() for title in titles)


def test_a_meeting_after_the_evaluation_is_refused(wiltshire: Council) -> None:
    with pytest.raises(RuleBroken, match="before its planning meeting"):
        planned(wiltshire, meeting_on=date(2025, 11, 11))


def test_whoever_does_not_work_with_the_school_leads_none(wiltshire: Council) -> None:
    for who in ("ola", "theo", "helen"):
        with pytest.raises(RuleBroken, match="does not work with this school"):
            planned(wiltshire, lead=wiltshire.persons[who])


@pytest.mark.item("WIL-E-03", "WIL-E-08")
def test_the_first_tick_begins_the_preparation(wiltshire: Council) -> None:
    one = planned(wiltshire)

    preparing.note_lines(
        evaluation=one,
        stage="preparation",
        statuses={"WIL-E-03": "seen", "WIL-E-08": "missing", "WIL-E-04": ""},
        by=wiltshire.sam,
    )

    assert again(one).state == "prep"
    assert {row.line: row.status for row in one.looked_at.all()} == {
        "WIL-E-03": "seen",
        "WIL-E-08": "missing",
    }


@pytest.mark.item("WIL-E-20", "CONF-12")
def test_what_must_not_be_stored_has_no_place(wiltshire: Council) -> None:
    one = planned(wiltshire)

    with pytest.raises(RuleBroken, match="never recorded"):
        preparing.note_lines(
            evaluation=one,
            stage="meeting",
            statuses={"WIL-E-20": "seen"},
            by=wiltshire.sam,
        )

    assert not one.looked_at.exists()


@pytest.mark.item("WIL-E-10", "CONF-05")
def test_a_line_of_the_checklist_holds_no_file_and_no_words() -> None:
    names = {field.name for field in EvaluationLookedAt._meta.get_fields()}

    assert names == {"id", "evaluation", "line", "status"}


@pytest.mark.item("WIL-E-27", "CONF-13")
def test_an_activity_has_no_place_for_a_grade_or_a_teacher(
    wiltshire: Council,
) -> None:
    row = noted(taken_to("scheduled", wiltshire), wiltshire)

    names = {field.name for field in row._meta.concrete_fields}
    assert names == {
        *("id", "version", "evaluation", "kind", "who", "subject", "year_group"),
        *("phase", "notes", "noted_by", "noted_at", "removed_at"),
    }


@pytest.mark.item("WIL-E-09")
def test_focus_and_methodology_are_shared_after_the_meeting_and_before_the_day(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one = planned(
        wiltshire, meeting_on=date(2025, 11, 12), evaluation_on=date(2025, 11, 14)
    )
    one = taken_to("prep", wiltshire, one)
    preparing.write_focus(
        evaluation=one,
        focus="Writing",
        methodology="Books",
        expected_version=one.version,
        by=wiltshire.sam,
    )
    for day_, said in (
        (10, "The planning meeting is on 12 November 2025"),
        (15, "14 November 2025, has passed"),
    ):
        clock.move_to(f"2025-11-{day_:02}T10:00Z")
        with pytest.raises(RuleBroken, match=said):
            preparing.share_focus(evaluation=again(one), by=wiltshire.sam)

    clock.move_to("2025-11-13T10:00Z")
    preparing.share_focus(evaluation=again(one), by=wiltshire.sam)
    assert again(one).state == "scheduled"


def test_without_a_focus_nothing_is_shared(wiltshire: Council) -> None:
    one = taken_to("prep", wiltshire)

    with pytest.raises(RuleBroken, match=r"Enter the focus\."):
        preparing.share_focus(evaluation=one, by=wiltshire.sam)


def test_a_change_by_somebody_else_is_not_overwritten(wiltshire: Council) -> None:
    one = taken_to("prep", wiltshire)

    def write(focus: str, by: User) -> None:
        preparing.write_focus(
            evaluation=one,
            focus=focus,
            methodology="Books",
            expected_version=one.version,
            by=by,
        )

    write("Writing", wiltshire.sam)
    with pytest.raises(Stale):
        write("Reading", wiltshire.rita)
    assert again(one).focus == "Writing"


def test_it_is_not_held_before_its_day(wiltshire: Council) -> None:
    one = planned(wiltshire, evaluation_on=date(2025, 11, 20))
    one = taken_to("scheduled", wiltshire, one)

    with pytest.raises(RuleBroken, match="planned for 20 November 2025"):
        day.hold_evaluation(evaluation=one, by=wiltshire.sam)


def test_once_held_its_plan_stays(wiltshire: Council) -> None:
    one = taken_to("conducted", wiltshire)
    plan = EvaluationPlan(wiltshire.persons["sam"], TODAY, TODAY)

    with pytest.raises(RuleBroken, match="its plan stays as it is"):
        planning.change_plan(
            evaluation=one, plan=plan, expected_version=one.version, by=wiltshire.sam
        )


def test_an_evaluator_from_outside_has_a_last_day(wiltshire: Council) -> None:
    one = planned(wiltshire)
    odd: Person = wiltshire.persons["odd"]

    with pytest.raises(RuleBroken, match="Enter the last day"):
        planning.add_evaluator(evaluation=one, person=odd, until=None, by=wiltshire.sam)
    member = with_evaluator(one, wiltshire, "odd", date(2025, 11, 20))
    assert member.title == "Headteacher, Birch Primary School"
    for who, said in (
        ("odd", "is on the team already"),
        ("helen", "holds a post at Hawthorn"),
        ("sam", "leads the evaluation"),
    ):
        with pytest.raises(RuleBroken, match=said):
            with_evaluator(one, wiltshire, who, date(2025, 11, 20))


def test_an_outside_evaluator_sees_this_evaluation_alone_until_their_day(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one, other = planned(wiltshire), planned(wiltshire)
    member = with_evaluator(one, wiltshire, "odd", date(2025, 11, 20))

    def sees() -> list[Evaluation]:
        odd = type(wiltshire.odd).objects.get(pk=wiltshire.odd.pk)
        return list(Evaluation.objects.visible_to(odd))

    assert sees() == [one] != [other]
    clock.move_to("2025-11-21T10:00Z")
    assert sees() == []
    clock.move_to("2025-11-10T10:00Z")
    planning.remove_evaluator(member=member, by=wiltshire.sam)
    assert sees() == []


def test_activities_are_noted_from_the_shared_focus_to_the_draft(
    wiltshire: Council,
) -> None:
    one = taken_to("prep", wiltshire)
    with pytest.raises(RuleBroken, match="once the focus is shared"):
        noted(one, wiltshire)
    one = taken_to("scheduled", wiltshire, one)
    row = noted(one, wiltshire)
    for wrong, said in (
        (an_activity(kind="WIL-E-27"), "Choose what was done"),
        (an_activity(notes=" "), "important points"),
    ):
        with pytest.raises(RuleBroken, match=said):
            day.add_activity(evaluation=one, activity=wrong, by=wiltshire.sam)
    day.remove_activity(row=row, by=wiltshire.sam)
    with pytest.raises(RuleBroken, match="taken away already"):
        day.remove_activity(row=row, by=wiltshire.sam)
