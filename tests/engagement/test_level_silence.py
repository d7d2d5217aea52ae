"""A side that gives no view: reminded, deemed after ten working days, heard later."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from engagement.models import LevelAssignment, Side, View
from engagement.queries.levels import level_in_force
from engagement.queries.view_days import view_days
from engagement.services.decisions import approve, return_proposal
from engagement.services.proposals import give_view, propose
from engagement.services.silence import deem_view, follow_silence
from schools.models import Post
from schools.services.people import end_post
from sitrack.core import calendar
from sitrack.core.models import Event, Notification
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.engagement.level_forms import page, text
from tests.engagement.proposing import EFFECTIVE, proposed
from tests.universe import Council

REMINDED = "A proposal of a level waits for your view"
SILENT = "No view on a level was given within ten working days"
TO_DECIDE = "A proposal of a level waits for your decision"


def on(clock: time_machine.Traveller, day: int, month: int = 11) -> None:
    """Nine o'clock on a day of 2025; proposals here are sent on Monday 10 November."""
    clock.move_to(datetime(2025, month, day, 9, 0, tzinfo=UTC))


def told(council: Council, title: str) -> set[str]:
    rows = Notification.objects.filter(title=f"{title}: {council.hawthorn}")
    return {row.recipient.name for row in rows}


@pytest.mark.item("ACC-036", "SUF-W-12", "SM-1", "INV-20")
def test_acc_036_without_an_answer_the_view_is_deemed_after_ten_working_days(
    council: Council, clock: time_machine.Traveller
) -> None:
    row = proposed(council)
    on(clock, 24)
    sweep()
    row.refresh_from_db()
    assert (row.state, row.view) == ("proposed", "")
    on(clock, 25)
    while sweep():
        pass
    row.refresh_from_db()
    assert (row.state, row.view, row.viewed_by) == ("viewed", "no_response", None)
    assert told(council, SILENT) == {"Helen Marsh", "Dev Chandra", "Sam Rowe"}
    assert told(council, TO_DECIDE) == {"Rita Okafor"}
    event = Event.objects.get(verb="level.silent")
    assert (event.actor_name, event.sentence) == (
        "sitrack",
        "noted that the school gave no view on Entitlement up to 12 hours within ten"
        " working days",
    )
    approve(assignment=row, by=council.rita)
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_12")


def test_who_is_asked_is_reminded_once_three_working_days_before(
    council: Council, clock: time_machine.Traveller
) -> None:
    proposed(council)
    on(clock, 18)
    assert follow_silence(10) == 0
    on(clock, 19)
    assert [follow_silence(10), follow_silence(10)] == [1, 0]
    assert told(council, REMINDED) == {"Helen Marsh", "Dev Chandra"}
    on(clock, 21)
    assert follow_silence(10) == 0


def test_the_las_silence_on_what_a_school_proposes_is_deemed_alike(
    council: Council, clock: time_machine.Traveller
) -> None:
    row = proposed(council, side=Side.SCHOOL)
    on(clock, 25)
    assert follow_silence(10) == 1
    row.refresh_from_db()
    assert (row.state, row.view) == ("viewed", "no_response")
    assert told(council, SILENT) == {"Helen Marsh", "Sam Rowe"}


@pytest.mark.item("INV-20")
def test_a_day_off_that_is_added_gives_one_more_day(
    council: Council, clock: time_machine.Traveller
) -> None:
    row = proposed(council)
    assert view_days([row])[row.pk].due == date(2025, 11, 24)
    calendar.close_day(day=date(2025, 11, 21), name="Snow", by=council.ada)
    assert view_days([row])[row.pk].due == date(2025, 11, 25)
    on(clock, 25)
    follow_silence(10)
    row.refresh_from_db()
    assert row.state == "proposed"


def test_a_head_who_comes_later_has_ten_days_of_their_own_and_an_empty_chair_none(
    council: Council,
) -> None:
    row = proposed(council)
    posts = Post.objects.filter(school=council.hawthorn, role__in=SCHOOL_LEADERS)
    posts.update(start=date(2025, 11, 17))
    with time_machine.travel(datetime(2025, 11, 17, 9, tzinfo=UTC), tick=False):
        assert view_days([row])[row.pk].due == date(2025, 12, 1)
    for post in posts:
        end_post(post=post, on=date(2025, 11, 18), by=None)
    with time_machine.travel(datetime(2025, 11, 20, 9, tzinfo=UTC), tick=False):
        assert view_days([row])[row.pk].due == date(2025, 11, 24)


def test_a_proposal_that_went_round_is_given_ten_days_anew(
    council: Council, clock: time_machine.Traveller
) -> None:
    row = proposed(council)
    on(clock, 25)
    follow_silence(10)
    row.refresh_from_db()
    return_proposal(assignment=row, by=council.rita, note="Ask them again")
    propose(assignment=row, by=council.sam)
    assert (row.view, row.viewed_at, row.reminded_at) == ("", None, None)
    assert view_days([row])[row.pk].due == date(2025, 12, 9)


def test_a_view_is_still_taken_until_the_decision_and_only_once(
    council: Council, client: Client, clock: time_machine.Traveller
) -> None:
    row = proposed(council)
    on(clock, 25)
    follow_silence(10)
    client.force_login(council.helen)
    told_helen = text(client.get(row.get_absolute_url()))
    assert "Until it is taken you can still give yours." in told_helen
    assert "No response within ten working days" in told_helen
    row.refresh_from_db()
    sent = {"view": "agrees", "text": "I was ill", "version": row.version}
    assert client.post(page("level_view", row.pk), sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.view, row.viewed_by) == ("viewed", "agrees", council.helen)
    with pytest.raises(RuleBroken, match="A view was given already"):
        give_view(assignment=row, view=View.NO_COMMENT, by=council.dev)


def test_of_a_view_and_a_silence_at_once_the_first_stands(council: Council) -> None:
    row = proposed(council)
    seen = LevelAssignment.objects.get(pk=row.pk)
    give_view(assignment=row, view=View.AGREES, by=council.helen)
    with pytest.raises(RuleBroken, match="already taken this proposal further"):
        deem_view(seen)
    row.refresh_from_db()
    assert row.view == View.AGREES


def test_the_page_says_by_when_the_view_is_asked_for(
    council: Council, client: Client
) -> None:
    row = proposed(council)
    client.force_login(council.helen)
    shown = text(client.get(row.get_absolute_url()))
    assert "Please give it by 24 November 2025." in shown
    client.force_login(council.sam)
    shown = text(client.get(row.get_absolute_url()))
    assert "the view of the school, which is asked for by 24 November 2025" in shown


def test_a_silence_names_nobody_and_a_view_names_who_gave_it(council: Council) -> None:
    row = proposed(council)
    rows = LevelAssignment.objects.filter(pk=row.pk)
    for view, by in ((View.NO_RESPONSE, council.helen), (View.AGREES, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(view=view, viewed_by=by, viewed_at=row.proposed_at)
