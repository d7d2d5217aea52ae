"""What somebody puts off until a day is theirs alone to miss, and comes back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from reports.models import SchoolSummary
from reports.queries.due_for import all_due_for, due_for
from reports.queries.mine import one_of
from reports.services.summaries import refresh_due
from schools.models import School
from sitrack.core.models import Event, Notification, Reminder, User
from sitrack.core.reminders import remind_on, take_reminder_back
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.reports.pages import queries_of, read, signed_in, words
from tests.universe import TODAY, Council
from visits.models import Visit
from visits.services.reminders import remind
from visits.services.silence import follow_silence

PAGE = reverse("my_due")
MONDAY = date(2025, 11, 17)
READING = "Read the note of the visit on 10 November 2025 and answer it"


def put_off(council: Council, user: User, key: str, day: date = MONDAY) -> Reminder:
    return remind_on(key=key, scope=council.hawthorn.scope, day=day, by=user)


def reading(visit: Visit) -> str:
    return f"read_note-{visit.pk}"


def on(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_what_is_put_off_is_left_out_for_that_person_alone_until_the_day(
    council: Council, clock: Any
) -> None:
    visit = council.shared_visit()
    home = council.hawthorn.get_absolute_url()
    assert READING in read(council.helen, home)
    put_off(council, council.helen, reading(visit))
    assert READING not in read(council.helen, home)
    assert READING in read(council.dev, home)
    keys = {row.key for row in all_due_for(council.user("helen"), TODAY)}
    assert reading(visit) in keys
    assert reading(visit) not in {
        row.key for row in due_for(council.user("helen"), TODAY)
    }
    clock.move_to(on(MONDAY - timedelta(days=1)))
    assert READING not in read(council.helen, home)
    clock.move_to(on(MONDAY))
    assert READING in read(council.helen, home)


def test_the_list_of_schools_is_sorted_and_counted_without_it(
    council: Council, clock: Any
) -> None:
    refresh_due(SchoolSummary.objects.all())
    home = read(council.sam, "/")
    assert "something waits at 9 of them" in home
    for row in all_due_for(council.user("sam"), TODAY):
        if row.school == "Ash Primary School":
            remind_on(
                key=row.key, scope=council.ash.scope, day=MONDAY, by=council.user("sam")
            )
    home = read(council.sam, "/")
    assert "something waits at 8 of them" in home
    assert "Ash Primary School Nothing waits." in home
    assert home.index("Ash Primary School") > home.index("Hawthorn Primary School")
    assert "something waits at" in read(council.rita, "/")
    assert "Ash Primary School Nothing waits." not in read(council.rita, "/")
    clock.move_to(on(MONDAY))
    assert "something waits at 9 of them" in read(council.sam, "/")


def test_home_takes_one_query_for_however_much_was_put_off(council: Council) -> None:
    refresh_due(SchoolSummary.objects.all())
    before = queries_of(council.user("sam"), "/")
    for row in all_due_for(council.user("sam"), TODAY):
        put_off(council, council.user("sam"), row.key)
    refresh_due(SchoolSummary.objects.all())
    assert queries_of(council.user("sam"), "/") == before


def test_the_page_takes_as_many_queries_for_few_things_as_for_many(
    council: Council,
) -> None:
    few = queries_of(council.user("helen"), PAGE)
    many = queries_of(council.user("sam"), PAGE)
    assert many <= few
    for row in all_due_for(council.user("sam"), TODAY):
        scope = School(pk=row.school_key).scope
        remind_on(key=row.key, scope=scope, day=MONDAY, by=council.user("sam"))
    refresh_due(SchoolSummary.objects.all())
    page = read(council.sam, PAGE)
    assert page.count("Comes back on 17 November 2025.") == 18
    assert "Nothing waits for you now." in page
    assert queries_of(council.user("sam"), PAGE) <= many


def test_a_duty_of_the_term_is_put_off_by_its_own_key(
    council: Council, clock: Any
) -> None:
    clock.move_to(datetime(2025, 12, 8, 10, tzinfo=UTC))
    page = council.hawthorn.get_absolute_url()
    level = "Level confirmed: due by 19 December 2025"
    plan = "Plan for collaborative improvement support: due by 19 December 2025"
    assert level in read(council.sam, page)
    (row,) = [
        row
        for row in due_for(council.user("sam"), date(2025, 12, 19))
        if row.words == level and row.school_key == council.hawthorn.pk
    ]
    put_off(council, council.sam, row.key, date(2025, 12, 15))
    told = read(council.sam, page)
    assert level not in told
    assert plan in told
    kept = due_for(council.user("sam"), date(2025, 12, 19))
    here = [one.words for one in kept if one.school_key == council.hawthorn.pk]
    assert level not in here
    assert plan in here


def test_it_is_put_off_and_taken_back_on_ones_own_page(council: Council) -> None:
    visit = council.shared_visit()
    helen = signed_in(council.helen)
    asked = words(helen.get(PAGE))
    assert READING in asked
    assert "Later" not in asked.replace("later", "")
    form = reverse("put_off", args=[council.hawthorn.pk, reading(visit)])
    page = helen.get(form)
    assert READING in words(page)
    assert 'value="17/11/2025"' in page.content.decode()
    assert "The latest day is 8 February 2026." in words(page)
    answers = {"day": "24/11/2025", "submit_token": new_token()}
    answer = helen.post(form, answers, follow=True)
    assert "You will be reminded on 24 November 2025." in words(answer)
    assert f"{READING} Hawthorn Primary School Comes back on 24 November" in words(
        answer
    )
    assert helen.post(form, answers).status_code == 302
    assert Reminder.objects.get().day == date(2025, 11, 24)
    assert READING in read(council.dev, PAGE)
    assert "Comes back" not in read(council.dev, PAGE)
    back = helen.post(
        reverse("take_back", args=[council.hawthorn.pk, reading(visit)]), follow=True
    )
    assert "It waits for you again." in words(back)
    assert "Comes back" not in words(back)
    assert READING in read(council.helen, council.hawthorn.get_absolute_url())
    assert not Reminder.objects.exists()
    noted = Event.objects.filter(verb__startswith="reminder.")
    assert [event.audience for event in noted] == ["system"] * 2


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("10/11/2025", "Choose a day after today"),
        ("9/2/2026", "Choose a day within 90 days, by 8 February 2026"),
        ("31/2/2026", "Day must be a real date"),
        ("", "Enter the day"),
    ],
)
def test_a_day_that_is_over_or_too_far_is_refused(
    council: Council, day: str, said: str
) -> None:
    form = reverse(
        "put_off", args=[council.hawthorn.pk, reading(council.shared_visit())]
    )
    answer = signed_in(council.helen).post(
        form, {"day": day, "submit_token": new_token()}
    )
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Reminder.objects.exists()


def test_what_is_not_ones_own_cannot_be_put_off(council: Council) -> None:
    key = reading(council.shared_visit())
    here = [council.hawthorn.pk, key]
    for name in ("sam", "odd", "gus"):
        client = signed_in(council.user(name))
        assert client.get(reverse("put_off", args=here)).status_code == 404
        assert client.post(reverse("take_back", args=here)).status_code == 404
    elsewhere = reverse("put_off", args=[council.elm.pk, key])
    assert signed_in(council.helen).get(elsewhere).status_code == 404
    with pytest.raises(RuleBroken):
        put_off(council, council.helen, key, TODAY)


def test_a_chaser_leaves_in_peace_whoever_put_the_thing_off(
    council: Council, clock: Any
) -> None:
    visit = council.shared_visit()
    put_off(council, council.helen, reading(visit), date(2025, 12, 1))
    clock.move_to(on(date(2025, 11, 21)))
    assert follow_silence(100) == 1
    told = Notification.objects.filter(title__contains="waits for your answer")
    assert [one.recipient.name for one in told] == ["Dev Chandra"]


def test_a_late_step_is_not_chased_while_it_is_put_off(
    council: Council, clock: Any
) -> None:
    mine = council.step(due_on=date(2025, 11, 14), person=council.persons["helen"])
    step = council.final_visit(steps=(mine,)).next_steps.get()
    clock.move_to(on(date(2025, 11, 15)))
    refresh_due(SchoolSummary.objects.all())
    assert one_of(council.user("helen"), council.hawthorn.pk, f"step-{step.pk}")
    put_off(council, council.helen, f"step-{step.pk}")
    assert remind(100) == 1
    assert not Notification.objects.filter(title__startswith="A next step is late")


def test_the_sweep_reminds_on_the_day_unless_it_was_done(
    council: Council, clock: Any, mailoutbox: list[EmailMessage]
) -> None:
    visit = council.shared_visit()
    sweep()
    mailoutbox.clear()
    put_off(council, council.helen, reading(visit))
    put_off(council, council.dev, f"read_note-{visit.pk + 1}")
    clock.move_to(on(MONDAY, 6))
    sweep()
    assert mailoutbox == []
    clock.move_to(on(MONDAY, 7))
    sweep()
    sweep()
    (mail,) = mailoutbox
    assert mail.to == [council.helen.email]
    assert mail.subject == "You asked to be reminded today of something that is due"
    assert "Hawthorn" not in mail.body
    assert mail.body.count("http") == 1
    assert PAGE in mail.body
    read(council.helen, PAGE)
    assert not Notification.objects.unread_by(council.helen).filter(path=PAGE).exists()


def test_taking_back_what_is_not_put_off_is_nothing(council: Council) -> None:
    take_reminder_back(key="read_note-1", by=council.helen)
    assert not Event.objects.filter(verb__startswith="reminder.").exists()


def test_a_later_choice_moves_the_day(council: Council) -> None:
    key = reading(council.shared_visit())
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        put_off(council, council.helen, key, day)
    assert Reminder.objects.get().day == MONDAY + timedelta(days=1)
