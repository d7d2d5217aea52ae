"""The weekly mail: who gets it, when, what it counts, and what it never says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from reports.choices import Kind
from reports.models import Digest, DigestChoice
from reports.queries.due_for import due_for
from reports.services.digests import choose_digest, place_digests
from reports.topics import TITLES, TOPIC_OF, Topic, counted_for, day_in_week
from sitrack.core.calendar import close_day
from sitrack.core.models import Event, JobState, User
from sitrack.core.reminders import remind_on
from sitrack.core.roles import Role
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from sitrack.core.words import worded
from tests.reports.pages import counted, read, signed_in, words
from tests.universe import NOW, Council

PAGE = reverse("weekly_mail")
# Suffolk’s framework asks for nothing of the service as a whole.
OF_SCHOOLS = set(Topic) - {Topic.SERVICE}
MONDAY = date(2025, 11, 10)
ALL = frozenset(topic.value for topic in Topic)


@pytest.fixture
def usual(council: Council) -> Council:
    """The council where everybody has the mail as it is until somebody chooses."""
    DigestChoice.objects.all().delete()
    return council


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def swept(mailoutbox: list[EmailMessage]) -> dict[str, str]:
    """The bodies of the weekly mails of one sweep, by whom they went to."""
    mailoutbox.clear()
    sweep()
    mails = [mail for mail in mailoutbox if mail.subject == "What is due for you"]
    assert all(len(mail.to) == 1 for mail in mails)
    return {mail.to[0].partition("@")[0]: str(mail.body) for mail in mails}


def on(council: Council, name: str, weekday: int = 0) -> None:
    choose_digest(wanted=True, weekday=weekday, topics=ALL, by=council.user(name))


@pytest.mark.item("CONF-04")
def test_a_mail_counts_by_kind_and_holds_one_link_and_nothing_else(
    usual: Council, mailoutbox: list[EmailMessage]
) -> None:
    late = usual.step("Share the secret plan", due_on=date(2025, 11, 5))
    usual.shared_visit(date=date(2025, 11, 3), steps=(late,))
    bodies = swept(mailoutbox)
    assert bodies["sam"] == (
        "These wait for you:\n\n"
        "- Visits to plan, hold or write up: 9\n"
        "- Views to give: 9\n"
        "- Next steps overdue: 1\n\n"
        f"{settings.SITE_URL}/due/\n\n"
        "Sign in to read them. There you can also choose on which day this mail comes,"
        " what it counts, or to have none.\n"
    )
    assert "- Notes and comments to answer or make final: 1\n" in bodies["helen"]
    for mail in mailoutbox:
        if mail.subject == "What is due for you":
            said = f"{mail.subject} {mail.body}"
            assert "Hawthorn" not in said
            assert "secret" not in said
            assert mail.body.count("http") == 1
            assert not mail.attachments


def test_more_than_a_summary_keeps_in_words_are_counted_all(
    usual: Council, mailoutbox: list[EmailMessage]
) -> None:
    late = tuple(
        usual.step(f"Step {number}", due_on=date(2025, 11, 5)) for number in range(13)
    )
    usual.shared_visit(date=date(2025, 11, 3), steps=late)
    assert "- Next steps overdue: 13\n" in swept(mailoutbox)["sam"]


def test_who_is_asked_for_nothing_gets_none_and_nobody_a_second(
    usual: Council, mailoutbox: list[EmailMessage]
) -> None:
    bodies = swept(mailoutbox)
    # Of a whole region or service only what waits for these roles themselves counts.
    assert sorted(bodies) == ["dev", "eva", "helen", "odd", "ola", "sam"]
    assert {row.user.name: row.told for row in Digest.objects.all()}["Rita Okafor"] == 0
    assert not Digest.objects.filter(user__in=[usual.gus, usual.ada, usual.sena])
    assert swept(mailoutbox) == {}
    assert Digest.objects.filter(state=JobState.DONE).count() == Digest.objects.count()


def test_what_is_put_off_is_not_counted(
    usual: Council, mailoutbox: list[EmailMessage]
) -> None:
    user = usual.user("helen")
    sweep()
    Digest.objects.all().delete()
    for row in due_for(user, MONDAY):
        remind_on(
            key=row.key,
            scope=usual.hawthorn.scope,
            day=MONDAY + timedelta(days=7),
            by=user,
        )
    bodies = swept(mailoutbox)
    assert "helen" not in bodies
    assert "dev" in bodies


def test_it_comes_on_the_chosen_day_at_seven(
    council: Council, clock: Any, mailoutbox: list[EmailMessage]
) -> None:
    on(council, "sam", 2)
    on(council, "helen", 3)
    for day, hour, expected in (
        (date(2025, 11, 12), 6, []),
        (date(2025, 11, 12), 7, ["sam"]),
        (date(2025, 11, 13), 6, []),
        (date(2025, 11, 14), 12, ["helen"]),
        (date(2025, 11, 17), 12, []),
        (date(2025, 11, 19), 7, ["sam"]),
    ):
        clock.move_to(at(day, hour))
        assert sorted(swept(mailoutbox)) == expected


def test_what_was_missed_for_two_days_is_left_to_the_week_after(
    council: Council, clock: Any, mailoutbox: list[EmailMessage]
) -> None:
    on(council, "sam")
    clock.move_to(at(date(2025, 11, 12)))
    assert swept(mailoutbox) == {}
    clock.move_to(at(date(2025, 11, 17)))
    assert [*swept(mailoutbox)] == ["sam"]


def test_on_a_day_off_it_comes_on_the_next_working_day_of_its_week(
    council: Council, clock: Any, mailoutbox: list[EmailMessage]
) -> None:
    on(council, "sam")
    close_day(day=date(2025, 11, 17), name="Storm", by=council.ada)
    clock.move_to(at(date(2025, 11, 17)))
    assert swept(mailoutbox) == {}
    clock.move_to(at(date(2025, 11, 18)))
    assert [*swept(mailoutbox)] == ["sam"]


WEEK = [date(2025, 11, 10) + timedelta(days=number) for number in range(5)]


@pytest.mark.parametrize(
    ("weekday", "closed", "goes"),
    [
        (0, [], 0),
        (4, [], 4),
        (0, [0, 1], 2),
        (4, [4], 3),
        (4, [3, 4], 2),
        (2, [0, 1, 2, 3, 4], None),
    ],
)
def test_the_day_of_a_week(weekday: int, closed: list[int], goes: int | None) -> None:
    expected = None if goes is None else WEEK[goes]
    assert day_in_week(WEEK[0], weekday, {WEEK[day] for day in closed}) == expected


def test_in_holidays_only_what_is_overdue_is_told(
    council: Council, clock: Any, mailoutbox: list[EmailMessage]
) -> None:
    council.shared_visit()
    on(council, "helen")
    clock.move_to(at(date(2025, 12, 22)))
    bodies = swept(mailoutbox)
    assert "- Views to give: 1" in bodies["helen"]
    assert "Notes" not in bodies["helen"]


def test_in_half_term_no_mail_tells_of_what_is_not_due_yet(
    council: Council, clock: Any, mailoutbox: list[EmailMessage]
) -> None:
    on(council, "sam")
    clock.move_to(at(date(2026, 2, 16)))
    assert swept(mailoutbox) == {}
    clock.move_to(at(date(2026, 2, 23)))
    assert [*swept(mailoutbox)] == ["sam"]


def test_rows_are_placed_once_however_often(usual: Council) -> None:
    assert place_digests(100) == 11
    assert place_digests(100) == 0
    assert Digest.objects.count() == 11
    with counted() as queries:
        place_digests(100)
    assert len(queries) == 1


def test_the_page_says_what_is_usual_and_keeps_what_is_chosen(
    usual: Council, mailoutbox: list[EmailMessage], clock: Any
) -> None:
    sam = signed_in(usual.sam)
    page = sam.get(PAGE)
    assert "Your weekly mail" in words(page)
    assert page.content.decode().count("checked") == 2 + len(OF_SCHOOLS)
    answers: dict[str, Any] = {"wanted": "yes", "weekday": "1", "topics": ["views"]}
    sam.post(PAGE, {**answers, "submit_token": new_token()})
    choice = DigestChoice.objects.get(user=usual.sam)
    assert (choice.wanted, choice.weekday) == (True, 1)
    assert [topic for topic, said in choice.said.items() if said] == ["views"]
    assert "Your choice is saved." in words(sam.get(PAGE))
    clock.move_to(at(date(2025, 11, 11)))
    bodies = swept(mailoutbox)
    assert "- Views to give: 9\n\nhttp" in bodies["sam"]
    assert "Visits" not in bodies["sam"]
    assert Event.objects.filter(verb="digest.chosen", audience="system").count() == 1


def test_whoever_wants_none_gets_none(
    usual: Council, mailoutbox: list[EmailMessage], clock: Any
) -> None:
    clock.move_to(NOW.replace(hour=6))
    assert swept(mailoutbox) == {}
    helen = signed_in(usual.helen)
    helen.post(PAGE, {"wanted": "no", "weekday": "0", "submit_token": new_token()})
    User.objects.filter(pk=usual.dev.pk).update(is_active=False)
    clock.move_to(NOW)
    bodies = swept(mailoutbox)
    assert "sam" in bodies
    assert not {"helen", "dev"} & set(bodies)


def test_a_mail_that_counts_nothing_is_refused(council: Council) -> None:
    answers = {"wanted": "yes", "weekday": "0", "submit_token": new_token()}
    answer = signed_in(council.sam).post(PAGE, answers)
    assert answer.status_code == 422
    assert "Select what the mail counts, or choose to have none" in words(answer)
    invalid = {**answers, "weekday": "6", "topics": ["gossip"]}
    assert signed_in(council.sam).post(PAGE, invalid).status_code == 422


def test_each_role_is_offered_what_can_wait_for_it(council: Council) -> None:
    def offered(user: User) -> set[Topic]:
        page = read(user, PAGE)
        return {topic for topic in Topic if worded(TITLES[topic]) in page}

    assert offered(council.sam) == OF_SCHOOLS
    assert offered(council.helen) == OF_SCHOOLS - {Topic.VISITS, Topic.HOURS}
    assert offered(council.theo) == {Topic.VISITS, Topic.NOTES, Topic.PLANS}
    for user in (council.gus, council.cora, council.ada):
        assert "no weekly mail is sent to you" in read(user, PAGE)


def test_every_kind_of_what_waits_is_counted_somewhere() -> None:
    assert set(TOPIC_OF) == set(Kind)
    assert set(TITLES) == set(Topic) == set(TOPIC_OF.values())


def test_what_a_new_post_adds_is_counted_as_is_usual_for_it() -> None:
    said = {"notes": False, "visits": True}
    assert counted_for([Role.TEAM], said) == [Topic.VISITS, Topic.PLANS]
    added = counted_for([Role.TEAM, Role.HEAD], said)
    assert added == [Topic.VISITS, Topic.LEVELS, Topic.PLANS, Topic.SERVICE]
