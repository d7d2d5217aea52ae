"""A person's calendar feed: what it holds, for whom, and until when."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from reports.calendar_file import calendar_file
from reports.models import CalendarFeed
from reports.queries.feed import Entry
from reports.services.feeds import make_feed, stop_feed
from schools.services.people import end_post
from sitrack.core.models import Event, User
from tests.reports.pages import read, signed_in, words
from tests.universe import NOW, TODAY, Council
from visits.models import Visit
from visits.services.diary import plan_visit

AT = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
PAGE = reverse("calendar_feed")


def planned(council: Council) -> Visit:
    return plan_visit(
        record=council.record(), at=AT, lead=council.persons["sam"], by=council.sam
    )


def ask(token: str) -> Any:
    """What a calendar programme gets: it has no cookies."""
    return Client().get(reverse("calendar_feed_file", args=[token]))


def entries(token: str) -> dict[str, Any]:
    """The feed's entries by their titles, read back from the file."""
    answer = ask(token)
    assert answer.status_code == 200
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(entry["summary"]): entry for entry in found}


@pytest.mark.item("CONF-04")
def test_the_feed_holds_planned_visits_and_what_is_due_without_a_word_of_a_note(
    council: Council,
) -> None:
    visit = planned(council)
    council.shared_visit(
        date=date(2025, 11, 3),
        steps=(council.step("Share the secret plan", due_on=date(2025, 11, 5)),),
    )
    token = make_feed(by=council.sam)
    assert token not in str(CalendarFeed.objects.values().get())
    answer = ask(token)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    assert not answer.cookies
    text = answer.content.decode()
    assert "secret" not in text
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75

    found = entries(token)
    meeting = found["Hawthorn Primary School: visit"]
    assert meeting.decoded("dtstart") == AT
    assert meeting.decoded("dtend") == AT + timedelta(hours=1)
    assert meeting.decoded("dtstamp") == NOW
    assert str(meeting["uid"]).startswith(f"visit-{visit.pk}@")
    assert str(meeting["url"]).endswith(visit.get_absolute_url())
    step = found["Hawthorn Primary School: next step due"]
    assert step.decoded("dtstart") == date(2025, 11, 5)
    assert step.decoded("dtend") == date(2025, 11, 6)
    view = found["Hawthorn Primary School: trajectory due"]
    assert view.decoded("dtstart") == date(2025, 12, 19)
    names = [str(entry["uid"]) for entry in found.values()]
    assert len(set(names)) == len(names)
    assert {str(entry["uid"]) for entry in entries(token).values()} == set(names)


def test_each_reads_their_own_schools_and_a_governor_no_plan(council: Council) -> None:
    planned(council)
    of = {name: make_feed(by=council.user(name)) for name in ("helen", "odd", "gus")}
    assert "Hawthorn Primary School: visit" in entries(of["helen"])
    assert not any("Hawthorn" in title for title in entries(of["odd"]))
    assert entries(of["gus"]) == {}


def test_the_feed_ends_with_the_post_and_the_account(council: Council) -> None:
    planned(council)
    token = make_feed(by=council.helen)
    assert entries(token)
    post = council.persons["helen"].posts.get()
    end_post(post=post, on=TODAY - timedelta(days=1), by=council.ada)
    assert entries(token) == {}
    User.objects.filter(pk=council.helen.pk).update(is_active=False)
    assert ask(token).status_code == 404


def test_whoever_signs_out_everywhere_else_ends_the_address_too(
    council: Council,
) -> None:
    token, others = make_feed(by=council.sam), make_feed(by=council.ola)
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(council.sam)
    told = "also ends the address of your calendar feed"
    assert told in words(here.get(reverse("sign_ins:own")))
    here.post(reverse("sign_ins:end_others"))
    assert ask(token).status_code == 404
    assert ask(others).status_code == 200
    assert Event.objects.filter(verb="calendar_feed.stopped").count() == 1


def test_an_address_that_does_not_work_tells_nothing_and_is_noted(
    council: Council, clock: Any
) -> None:
    first = make_feed(by=council.sam)
    second = make_feed(by=council.sam)
    assert ask(second).status_code == 200
    stop_feed(by=council.sam)
    pages = []
    for token in (first, second, second[:-1], "guessed"):
        clock.shift(timedelta(minutes=2))
        answer = ask(token)
        assert answer.status_code == 404
        pages.append(answer.content)
        path = reverse("calendar_feed_file", args=[token])
        assert Client().post(path).status_code == 405
    assert len(set(pages)) == 1
    # Tried again at once, it is not noted again.
    ask("guessed")
    noted = Event.objects.filter(verb="calendar_feed.refused").order_by("pk")
    assert [event.label for event in noted] == [
        *(["Sam Rowe"] * 2),
        *(["the address of a calendar feed"] * 2),
    ]


def test_the_address_is_shown_once_replaced_and_stopped_on_ones_own_page(
    council: Council,
) -> None:
    sam = signed_in(council.sam)
    assert "You have no feed at present." in words(sam.get(PAGE))
    made = sam.post(PAGE).content.decode()
    first = re.search(r"/calendar-feed/([\w-]{43})\.ics", made)
    assert first
    assert ask(first[1]).status_code == 200
    again = sam.get(PAGE)
    assert first[1] not in again.content.decode()
    assert "present address since 10 November 2025 at 10am" in words(again)
    second = re.search(
        r"/calendar-feed/([\w-]{43})\.ics", sam.post(PAGE).content.decode()
    )
    assert second
    assert ask(second[1]).status_code == 200
    assert ask(first[1]).status_code == 404
    stopped = sam.post(reverse("calendar_feed_stop"), follow=True)
    assert "Your calendar feed has stopped." in words(stopped)
    assert "Sam Rowe replaced the address of the calendar feed" in words(stopped)
    assert ask(second[1]).status_code == 404
    assert "replaced" not in read(council.helen, PAGE)


def test_a_long_title_is_folded_and_its_signs_are_escaped() -> None:
    title = (
        "St Ædmund’s, Bury; a school with a very long name \\ and more: visit, planned"
    )
    entry = Entry(key="visit-1", title=title, begins=AT, href="/visits/1/", minutes=90)
    file = calendar_file([entry], site="https://sitrack.example", now=NOW)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    joined = file.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:St Ædmund’s\\, Bury\\; a school" in joined
    assert "name \\\\ and more: visit\\, planned\r\n" in joined
    assert "UID:visit-1@sitrack.example\r\n" in joined
    assert "DTSTAMP:20251110T100000Z\r\n" in joined
    assert "DTSTART:20251120T093000Z\r\n" in joined
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["summary"]) == title
