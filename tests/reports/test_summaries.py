"""What waits is kept beforehand: marked by every act, worked out before it is read."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from engagement.models import Side, View
from engagement.services.hours import log_time
from engagement.services.priorities import set_priorities
from engagement.services.proposals import (
    Proposal,
    draft_level,
    give_view,
    propose,
    withdraw,
)
from reports.models import OwnRank, SchoolSummary
from reports.services.summaries import refresh, refresh_due
from schools.models import School
from schools.services.federations import agree_trade
from schools.services.people import appoint, end_post
from sitrack.core import calendar, sweep
from sitrack.core.roles import Role
from tests.reports.acts import give, proposal
from tests.reports.pages import counted, read
from tests.universe import TODAY, Council
from tests.visits.test_diary import arranged
from tests.visits.test_other_times import other_time
from visits.services.diary import plan_visit
from visits.services.replies import answer, comment, finalise

NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)


def summary(council: Council, school: str = "hawthorn") -> SchoolSummary:
    found: SchoolSummary = SchoolSummary.objects.get(school=getattr(council, school))
    return found


def refresh_all() -> None:
    refresh_due(SchoolSummary.objects.all())


def log(council: Council) -> None:
    log_time(
        record=council.record(),
        day=TODAY,
        minutes=30,
        person=council.persons["sam"],
        category=council.option("visit_type", "conversation"),
        by=council.sam,
    )


def plan(council: Council) -> None:
    plan_visit(
        record=council.record(), at=NOON, lead=council.persons["sam"], by=council.sam
    )


def prioritise(council: Council) -> None:
    record = council.record()
    set_priorities(
        record=record, expected_version=record.version, texts=["Maths"], by=council.sam
    )


def draft(council: Council) -> Any:
    wanted = Proposal(council.level("suf_12"), TODAY, (), rationale="Outcomes.")
    return draft_level(
        record=council.record(), proposal=wanted, side=Side.LA, by=council.sam
    )


def appoint_chair(council: Council) -> Any:
    return appoint(
        person=council.persons["dee"],
        role=Role.GOVERNOR,
        start=TODAY,
        school=council.hawthorn,
        by=None,
    )


ACTS: dict[str, tuple[Callable[[Council], Any], Callable[[Council, Any], Any]]] = {
    "a note is begun": (lambda c: None, lambda c, _: c.draft_visit()),
    "a visit is planned": (lambda c: None, lambda c, _: plan(c)),
    "another time is asked for": (
        arranged,
        lambda c, visit: other_time(c, visit),
    ),
    "a note is shared": (lambda c: None, lambda c, _: c.shared_visit()),
    "a note is commented": (
        lambda c: c.shared_visit(),
        lambda c, visit: comment(visit=visit, text="Not so.", by=c.helen),
    ),
    "a comment is answered": (
        lambda c: c.commented_visit("Not so."),
        lambda c, visit: answer(
            comment=visit.comments.get(), text="Changed.", by=c.sam
        ),
    ),
    "a note is final": (
        lambda c: c.commented_visit(),
        lambda c, visit: finalise(
            visit=visit, expected_version=visit.version, by=c.sam
        ),
    ),
    "a level is drafted": (lambda c: None, lambda c, _: draft(c)),
    "a level is proposed": (
        draft,
        lambda c, made: propose(assignment=made, by=c.sam),
    ),
    "a level is viewed": (
        proposal,
        lambda c, made: give_view(assignment=made, view=View.AGREES, by=c.helen),
    ),
    "a proposal is withdrawn": (
        proposal,
        lambda c, made: withdraw(assignment=made, by=c.sam),
    ),
    "a view is given": (
        lambda c: None,
        lambda c, _: give(c, "school", "good", c.helen),
    ),
    "time is logged": (lambda c: None, lambda c, _: log(c)),
    "priorities change": (lambda c: None, lambda c, _: prioritise(c)),
    "a post starts": (lambda c: None, lambda c, _: appoint_chair(c)),
    "a post ends": (
        appoint_chair,
        lambda c, post: end_post(post=post, on=TODAY, by=None),
    ),
    "trade is agreed": (
        lambda c: None,
        lambda c, _: agree_trade(school=c.hawthorn, start=TODAY, by=None),
    ),
    "a post of a region starts": (
        lambda c: None,
        lambda c, _: appoint(
            person=c.persons["dee"],
            role=Role.LEAD,
            start=TODAY,
            region=c.hawthorn.region,
            by=None,
        ),
    ),
    "the calendar changes": (
        lambda c: None,
        lambda c, _: calendar.close_day(day=date(2025, 11, 12), name="Snow", by=c.ada),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_marks_the_school_and_the_next_reader_finds_it_right(
    council: Council, act: str
) -> None:
    first, then = ACTS[act]
    made = first(council)
    refresh_all()
    assert not summary(council).stale
    then(council, made)
    assert summary(council).stale
    refresh_all()
    kept = SchoolSummary.objects.values().get(school=council.hawthorn)
    refresh([council.hawthorn.pk])
    again = SchoolSummary.objects.values().get(school=council.hawthorn)
    assert kept == again
    assert not kept["stale"]


def test_an_act_marks_no_other_school(council: Council) -> None:
    refresh_all()
    council.draft_visit()
    stale = SchoolSummary.objects.filter(stale=True)
    assert [row.school_id for row in stale] == [council.hawthorn.pk]


def test_nothing_is_worked_out_where_nothing_was_done(council: Council) -> None:
    refresh_all()
    with counted() as queries:
        refresh_all()
    assert len(queries) == 1


def test_several_schools_take_as_many_queries_as_one(council: Council) -> None:
    refresh_all()
    council.shared_visit()
    with counted() as one:
        refresh([council.hawthorn.pk])
    with counted() as many:
        refresh(School.objects.values_list("pk", flat=True).order_by())
    assert len(many) <= len(one) + 1


def test_a_new_day_is_worked_out_anew(council: Council, clock: Any) -> None:
    plan(council)
    assert "Write up the visit" not in read(council.sam, "/?name=hawthorn")
    assert summary(council).day == TODAY
    clock.move_to(NOON + timedelta(days=1))
    due = "Write up the visit that was planned for 20 November 2025"
    assert f"Late {due}" in read(council.sam, "/?name=hawthorn")
    assert summary(council).day == date(2025, 11, 21)


def test_a_reader_never_meets_what_is_done_already(council: Council) -> None:
    page = council.hawthorn.get_absolute_url()
    visit = council.commented_visit()
    waits = "make the note of 10 November 2025 final"
    assert waits in read(council.sam, "/?name=hawthorn")
    assert waits in read(council.sam, page)
    finalise(visit=visit, expected_version=visit.version, by=council.sam)
    assert waits not in read(council.sam, page)
    assert waits not in read(council.sam, "/?name=hawthorn")


def test_the_sweep_works_out_what_was_marked(council: Council) -> None:
    refresh_all()
    council.draft_visit()
    sweep.sweep()
    assert not SchoolSummary.objects.filter(stale=True).exists()


def test_what_fails_beside_the_sweep_stops_nothing(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(limit: int) -> None:
        raise ValueError(limit)

    monkeypatch.setattr(sweep, "_besides", [fail, *sweep._besides])
    council.draft_visit()
    sweep.sweep()
    assert not SchoolSummary.objects.filter(stale=True).exists()


def test_a_summary_that_was_lost_is_made_again(council: Council) -> None:
    SchoolSummary.objects.all().delete()
    assert "Headteacher Helen Marsh" in read(
        council.sam, council.hawthorn.get_absolute_url()
    )


def test_the_lead_of_a_visit_has_a_rank_of_their_own(council: Council) -> None:
    refresh_all()
    assert not OwnRank.objects.exists()
    plan_visit(
        record=council.record(),
        at=datetime(2025, 11, 3, 9, tzinfo=UTC),
        lead=council.persons["theo"],
        by=council.sam,
    )
    refresh_all()
    assert [row.user for row in OwnRank.objects.all()] == [council.theo]
    assert OwnRank.objects.visible_to(council.theo).exists()
    assert not OwnRank.objects.visible_to(council.sam).exists()
    assert "Write up the visit" in read(council.theo, "/")
    assert "Write up the visit" not in read(council.rita, "/?name=hawthorn")


def test_who_raised_a_proposal_is_not_asked_to_decide_it(council: Council) -> None:
    wanted = Proposal(council.level("suf_12"), TODAY, (), rationale="Outcomes.")
    made = propose(
        assignment=draft_level(
            record=council.record(), proposal=wanted, side=Side.LA, by=council.rita
        ),
        by=council.rita,
    )
    give_view(assignment=made, view=View.AGREES, by=council.helen)
    home = read(council.rita, "/")
    assert "Waiting for your decision" not in home
    assert "Decide on the proposal" not in home


@pytest.mark.item("CONF-07")
def test_a_draft_waits_for_its_own_side_alone(council: Council) -> None:
    council.draft_visit()
    draft(council)
    waits = "Finish the note of the visit on 10 November 2025"
    page = council.hawthorn.get_absolute_url()
    assert waits in read(council.sam, page)
    for name in ("helen", "dev", "gus", "theo"):
        assert waits not in read(council.user(name), page)
    kept = str(
        SchoolSummary.objects.values("waits", "stand").get(school=council.hawthorn)
    )
    for secret in ("Reading in Year 2", "growing fluency", "12 hours", "Outcomes"):
        assert secret not in kept


def test_summaries_are_seen_by_those_of_the_school(council: Council) -> None:
    refresh_all()
    seen = SchoolSummary.objects.visible_to(council.helen)
    assert [row.school_id for row in seen] == [council.hawthorn.pk]
    assert not SchoolSummary.objects.visible_to(council.ada).exists()
