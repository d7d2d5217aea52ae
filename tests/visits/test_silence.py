"""A school that does not answer is reminded, and its silence noted neutrally."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reports.documents import record_document
from schools.models import Post
from schools.services.people import end_post
from sitrack.core import calendar
from sitrack.core.documents.drawing import page_of
from sitrack.core.models import Event, Notification
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.sweep import sweep
from tests.universe import Council
from visits.models import Comment, Visit
from visits.services import replies
from visits.services.notes import save_note
from visits.services.silence import follow_silence

REMINDED = "A visit note waits for your answer"
SILENT = "No response to a visit note within ten working days"


def on(clock: time_machine.Traveller, day: int) -> None:
    """Nine o'clock on a day of November 2025; the note was shared on the tenth."""
    clock.move_to(datetime(2025, 11, day, 9, 0, tzinfo=UTC))


def told(council: Council, title: str) -> set[str]:
    rows = Notification.objects.filter(title=f"{title}: {council.hawthorn}")
    return {row.recipient.name for row in rows}


def vacate(council: Council) -> None:
    for post in Post.objects.filter(school=council.hawthorn, role__in=SCHOOL_LEADERS):
        end_post(post=post, on=date(2025, 11, 9), by=None)


@pytest.mark.item("INV-20")
def test_the_note_says_by_when_it_is_to_be_answered(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    for name, said in (("helen", True), ("sam", False)):
        client.force_login(council.user(name))
        page = client.get(visit.get_absolute_url()).content.decode()
        assert ("Please answer by 24 November 2025." in page) == said
    calendar.close_day(day=date(2025, 11, 21), name="Snow", by=council.ada)
    client.force_login(council.helen)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "Please answer by 25 November 2025." in page
    on(clock, 27)
    follow_silence(10)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "Please answer by" not in page


@pytest.mark.item("SM-3", "INV-20")
def test_ten_working_days_of_silence_count_as_no_response(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    on(clock, 24)
    sweep()
    visit.refresh_from_db()
    assert visit.state == "shared"
    on(clock, 25)
    for _ in range(2):
        sweep()
    visit.refresh_from_db()
    assert visit.state == "commented"
    noted = Comment.objects.get()
    assert str(noted) == "No response within ten working days"
    assert (noted.by, noted.said_by) == (None, "sitrack")
    event = Event.objects.get(verb="visit.silent")
    assert (event.actor_name, event.sentence) == (
        "sitrack",
        "noted that the visit of 10 November 2025 had no response within ten"
        " working days",
    )
    assert told(council, SILENT) == {"Sam Rowe"}


def test_the_leaders_are_reminded_once_three_working_days_before(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.shared_visit()
    on(clock, 18)
    assert follow_silence(100) == 0
    on(clock, 19)
    assert [follow_silence(100) for _ in range(3)] == [1, 0, 0]
    assert told(council, REMINDED) == {"Helen Marsh", "Dev Chandra"}
    assert Notification.objects.filter(title__startswith=REMINDED).count() == 2


@pytest.mark.item("INV-20")
def test_a_day_off_that_is_added_moves_the_last_day(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    calendar.close_day(day=date(2025, 11, 20), name="Snow", by=council.ada)
    on(clock, 25)
    follow_silence(100)
    visit.refresh_from_db()
    assert visit.state == "shared"
    on(clock, 26)
    assert follow_silence(100) == 1


def test_downtime_only_delays_it(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    clock.move_to(datetime(2026, 1, 20, tzinfo=UTC))
    assert follow_silence(100) == 1
    visit.refresh_from_db()
    assert visit.state == "commented"
    assert not told(council, REMINDED)


def test_a_note_that_is_changed_gives_the_school_its_days_anew(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    on(clock, 21)
    follow_silence(100)
    save_note(
        visit=visit, note=council.note(), expected_version=visit.version, by=council.sam
    )
    on(clock, 26)
    assert follow_silence(100) == 0
    visit.refresh_from_db()
    assert visit.state == "shared"


def test_a_school_that_answered_is_left_alone(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.commented_visit("Thank you.")
    on(clock, 26)
    assert follow_silence(100) == 0
    assert Comment.objects.count() == 1


def test_a_late_comment_is_still_heard(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    on(clock, 25)
    follow_silence(100)
    visit = Visit.objects.get(pk=visit.pk)
    replies.comment(visit=visit, text="We were away.", by=council.helen)
    assert [str(one) for one in visit.comments.all()] == [
        "No response within ten working days",
        "We were away.",
    ]


@pytest.mark.item("SM-3")
def test_silence_wants_no_answer_and_is_printed_in_neutral_words(
    council: Council, clock: time_machine.Traveller, client: Client
) -> None:
    visit = council.shared_visit()
    on(clock, 25)
    follow_silence(100)
    visit.refresh_from_db()
    client.force_login(council.helen)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "No response within ten working days." in page
    replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)
    printed = page_of(record_document(council.record(), reader=council.gus))
    assert "No response within ten working days" in printed


@pytest.mark.item("SM-3")
def test_where_nobody_can_comment_the_note_waits_or_its_lead_says_why(
    council: Council, clock: time_machine.Traveller
) -> None:
    vacate(council)
    visit = council.shared_visit()
    clock.move_to(datetime(2026, 1, 20, tzinfo=UTC))
    assert follow_silence(100) == 0
    visit.refresh_from_db()
    assert visit.state == "shared"
    client = Client()
    client.force_login(council.sam)
    page = reverse("visits:visit_finalise", args=[visit.pk])
    assert "Nobody can answer this note for the school" in (
        client.get(page).content.decode()
    )
    refused = client.post(page, {"version": visit.version, "reason": ""})
    assert refused.status_code == 422
    done = client.post(page, {"version": visit.version, "reason": "No head in post."})
    assert done.status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.unanswered_reason) == ("final", "No head in post.")


def test_a_new_head_has_ten_days_from_the_first_day_in_post(
    council: Council, clock: time_machine.Traveller
) -> None:
    Post.objects.filter(school=council.hawthorn, role__in=SCHOOL_LEADERS).update(
        start=date(2025, 11, 24)
    )
    visit = council.shared_visit()
    on(clock, 28)
    assert follow_silence(100) == 0
    clock.move_to(datetime(2025, 12, 9, tzinfo=UTC))
    assert follow_silence(100) == 1
    visit.refresh_from_db()
    assert visit.state == "commented"
