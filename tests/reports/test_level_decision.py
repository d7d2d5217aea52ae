"""The decision's page holds on one screen all that the decision weighs (5.3)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagement.models import LevelAssignment, LevelState, View
from engagement.services.decisions import approve
from engagement.services.sections import give_trajectory
from plans.models import PlanReview, PlanState, ReviewState
from schools.models import School
from sitrack.core import clock
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.engagement.level_forms import text
from tests.engagement.proposing import at_state, drafted, proposed, viewed
from tests.reports.test_level_suggestion import a_plan
from tests.universe import NOW, TODAY, Council
from visits.models import LevelEvidence, Visit
from visits.services import diary
from visits.services.evidence import plan_evidence_meeting

MOST_QUERIES = 12
MEETING = NOW + timedelta(days=8)


def decide_url(row: LevelAssignment) -> str:
    return reverse("level_decide", args=[row.pk])


def meeting_url(row: LevelAssignment) -> str:
    return reverse("visits:evidence_meeting", args=[row.pk])


def disputed(council: Council) -> LevelAssignment:
    return viewed(council, view=View.PREFERS_OTHER, level=council.level("suf_8"))


def met(council: Council, row: LevelAssignment, at: datetime = MEETING) -> Visit:
    plan = diary.Plan(at=at, lead=council.persons["sam"])
    return plan_evidence_meeting(assignment=row, plan=plan, by=council.rita)


def review(council: Council, *, on_track: bool, held_on: date, why: str = "") -> None:
    plan = council.hawthorn.plans.first() or a_plan(council, PlanState.ACTIVE)
    PlanReview.objects.create(
        plan=plan,
        state=ReviewState.SHARED,
        held_on=held_on,
        on_track=on_track,
        off_track_reasons=why,
        shared_by=council.sam,
        shared_at=clock.now(),
    )


@pytest.mark.item("SUF-F-07", "SUF-F-12")
def test_the_rle_reads_everything_on_one_page(client: Client, council: Council) -> None:
    row = disputed(council)
    for number in range(3):
        council.shared_visit(
            texts={"focus": "Reading", "summary": f"Summary {number}"},
            date=TODAY - timedelta(days=number),
        )
    give_trajectory(
        record=council.record(),
        term=council.terms["autumn"],
        subject="inspection",
        viewpoint="la",
        option=council.option("ofsted_trajectory", "not_good"),
        comment="Two weak cohorts",
        expected_version=0,
        by=council.sam,
    )
    review(council, on_track=False, held_on=date(2025, 11, 3), why="No coach yet")
    client.force_login(council.rita)
    shown = text(client.get(decide_url(row)))
    for words in (
        "Proposes Entitlement up to 12 hours",
        "The figures of July",
        "Prefers another level: Entitlement up to 8 hours",
        "of up to 8 hours used",
        "Not likely to be judged Good",
        "Two weak cohorts",
        "Summary 0",
        "Summary 1",
        "3 November 2025",
        "Not on track",
        "No coach yet",
        "Similar schools",
        "Plan a joint evidence meeting",
        "Record the decision",
    ):
        assert words in shown, words
    assert "Summary 2" not in shown


@pytest.mark.item("SUF-W-11")
def test_similar_schools_are_of_the_phase_nearest_in_size_and_in_reach(
    client: Client, council: Council
) -> None:
    pupils = {"hawthorn": 200, "elm": 210, "ash": 400, "beech": 195, "cedar": None}
    pupils |= {"secondary": 205, "birch": 201, "infant": 90}
    for key, number in pupils.items():
        School.objects.filter(pk=getattr(council, key).pk).update(pupils=number)
    row = viewed(council)
    drafted(council, "suf_24", school="elm")
    for person, names in (
        ("rita", ["Beech", "Elm", "Willow", "Ash", "Cedar"]),
        ("hana", ["Beech", "Elm", "Willow", "Ash", "Cedar", "Birch"]),
    ):
        client.force_login(council.user(person))
        similar = client.get(decide_url(row)).context["similar"]
        assert [one.name.split()[0] for one in similar] == names
        assert {one.level for one in similar} == {"8-hour circle"}


def test_the_page_asks_the_database_twelve_times_at_most(council: Council) -> None:
    row = disputed(council)
    council.shared_visit()
    review(council, on_track=True, held_on=TODAY)
    met(council, row)
    for name in ("level_decide", "level"):
        client = Client()
        client.force_login(council.rita)
        url = reverse(name, args=[row.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        assert len(captured) <= MOST_QUERIES, name


@pytest.mark.item("ACC-035", "SUF-W-12", "SUF-F-10")
def test_acc_035_the_rle_opens_a_joint_evidence_meeting_and_decides_with_a_note(
    client: Client, council: Council
) -> None:
    row = disputed(council)
    client.force_login(council.rita)
    form = client.get(meeting_url(row)).context["form"]
    assert form["agenda"].value() == (
        "What shows: statutory pupil outcomes are likely to be below national"
    )
    sent = {
        "at_0": "18/11/2025",
        "at_1": "10:00am",
        "lead": str(council.persons["rita"].pk),
        "agenda": form["agenda"].value(),
    }
    assert client.post(meeting_url(row), sent).headers["Location"] == (
        row.get_absolute_url()
    )
    visit = LevelEvidence.objects.get(assignment=row).visit
    assert visit.visit_type
    assert (visit.state, visit.visit_type.code) == ("planned", "evidence_meeting")
    told = Notification.objects.filter(title__startswith="A visit is planned")
    assert {one.recipient.name for one in told} == {"Helen Marsh", "Dev Chandra"}
    assert "Parked" in text(client.get(reverse("level_queue")))
    client.force_login(council.helen)
    read = text(client.get(row.get_absolute_url()))
    assert "until the meeting of" in read
    assert "Open the proposal" in text(client.get(visit.get_absolute_url()))
    with pytest.raises(RuleBroken, match="Write a note that both can read"):
        approve(assignment=row, by=council.rita)
    approve(assignment=row, by=council.rita, note="Both saw the books.")
    client.force_login(council.helen)
    read = text(client.get(row.get_absolute_url()))
    assert "Prefers another level: Entitlement up to 8 hours" in read
    assert "planned a joint evidence meeting" in read


def test_a_meeting_that_was_held_parks_no_more_and_one_cancelled_is_gone(
    client: Client, council: Council
) -> None:
    row = disputed(council)
    client.force_login(council.rita)
    cancelled = met(council, row)
    diary.cancel_visit(
        visit=cancelled,
        reason="Snow",
        expected_version=cancelled.version,
        by=council.sam,
    )
    assert "Parked" not in text(client.get(row.get_absolute_url()))
    held = met(council, row)
    Visit.objects.filter(pk=held.pk).update(state="draft")
    shown = text(client.get(row.get_absolute_url()))
    assert "Held on" in shown
    assert "Parked" not in shown


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda c: drafted(c), "Plan an ordinary visit instead"),
        (lambda c: at_state(c, LevelState.APPROVED), "Plan an ordinary visit instead"),
        (lambda c: met(c, proposed(c)) and LevelAssignment.objects.get(state="proposed"),
         "is planned for 18 November 2025 already. Move it in the diary"),
    ],
    ids=["a draft", "decided", "one is planned"],
)  # fmt: skip
def test_no_meeting_where_none_is_called_for(
    council: Council, make: Callable[[Council], Any], said: str
) -> None:
    row = make(council)
    before = Visit.objects.count()
    with pytest.raises(RuleBroken, match=said):
        met(council, row, at=MEETING + timedelta(days=1))
    assert Visit.objects.count() == before


def test_a_meeting_is_the_las_to_plan_and_nobody_learns_of_a_draft(
    client: Client, council: Council
) -> None:
    row, draft = disputed(council), drafted(council, school="ash")
    for person, url, status in (
        ("helen", meeting_url(row), 403),
        ("hana", meeting_url(row), 403),
        ("theo", meeting_url(row), 404),
        ("rolf", meeting_url(row), 404),
        ("eva", meeting_url(draft), 404),
        ("sam", meeting_url(draft), 302),
        ("sam", meeting_url(row), 200),
    ):
        client.force_login(council.user(person))
        assert client.get(url).status_code == status, (person, url)
    assert not Event.objects.filter(verb="level.meeting").exists()


def test_a_meeting_clicked_twice_is_planned_once(
    client: Client, council: Council
) -> None:
    row = disputed(council)
    client.force_login(council.sam)
    token = client.get(meeting_url(row)).context["submit_token"]
    sent = {
        "submit_token": str(token),
        "at_0": "18/11/2025",
        "at_1": "10:00am",
        "lead": str(council.persons["sam"].pk),
        "agenda": "",
    }
    first, second = (client.post(meeting_url(row), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert LevelEvidence.objects.count() == 1
