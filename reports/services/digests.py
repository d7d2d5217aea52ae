"""The weekly mail of what is due: a row a person and week, sent on the day they chose."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from reports.models import Digest, DigestChoice
from reports.queries.digests import (
    choice_of,
    counts_for,
    offered_for,
    without_digest,
)
from reports.services.summaries import refresh_schools_of
from reports.topics import TITLES, Topic, day_in_week, monday_of
from sitrack.core import calendar, delivery, events
from sitrack.core.models import Audience, JobState, User
from sitrack.core.reminders import morning_of
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded

# What could not be sent on its day or the day after is left to the week after.
LATEST = timedelta(days=1)
SUBJECT = "What is due for you"


def place_digests(limit: int) -> int:
    """Give everybody who lacks it their row for this week; returns of how many.

    Run by two sweeps at once, or twice, it does each once. A week on which nobody
    works has a row that is done with.
    """
    week = monday_of(calendar.today())
    people = list(without_digest(week).select_related("digest_choice")[:limit])
    if not people:
        return 0
    closed = calendar.closed_days()
    rows = []
    for user in people:
        choice = getattr(user, "digest_choice", None) or DigestChoice()
        day = day_in_week(week, choice.weekday, closed)
        rows.append(
            Digest(
                user=user,
                week=week,
                day=day or week,
                due_at=morning_of(day or week),
                state=JobState.WAITING if day else JobState.DONE,
            )
        )
    return len(Digest.objects.bulk_create(rows, ignore_conflicts=True))


def send_digest(digest: Digest) -> None:
    """Send one mail that says how many things of each kind wait, and where; none where
    nothing does, or where it is not wanted any more. The sweep calls it."""
    user, today = digest.user, calendar.today()
    counts: Mapping[Topic, int] = {}
    wanted = user.is_active and choice_of(user).wanted
    if wanted and digest.day <= today <= digest.day + LATEST:
        refresh_schools_of(user)
        counts = counts_for(user, today)
    if counts:
        key = f"digest:{user.pk}:{digest.week:%Y%m%d}"
        delivery.send_mail(user, subject=SUBJECT, body=body_of(counts), key=key)
    Digest.objects.filter(pk=digest.pk).update(told=sum(counts.values()))


def body_of(counts: Mapping[Topic, int]) -> str:
    """Titles of kinds, how many, and one link: no school and no word of a thing."""
    lines = "\n".join(
        f"- {worded(TITLES[topic])}: {count}" for topic, count in counts.items()
    )
    link = f"{settings.SITE_URL}{reverse('my_due')}"
    return (
        f"These wait for you:\n\n{lines}\n\n{link}\n\nSign in to read them. There you can"
        " also choose on which day this mail comes, what it counts, or to have none.\n"
    )


@transaction.atomic
def choose_digest(
    *, wanted: bool, weekday: int, topics: Collection[str], by: User
) -> DigestChoice:
    """Say whether and on which weekday (Monday is 0) the mail comes, and what it counts.

    A mail of this week that has not gone yet moves to the new day, unless that is over.
    Raises RuleBroken where it would count nothing.
    """
    asked = offered_for(by)
    said = {topic.value: topic in topics for topic in asked}
    if wanted and not any(said.values()):
        raise RuleBroken(
            "Select what the mail counts, or choose to have none", "topics"
        )
    before = choice_of(by)
    choice, _ = DigestChoice.objects.update_or_create(
        user=by,
        defaults={
            "wanted": wanted,
            "weekday": weekday,
            "said": {**before.said, **said},
        },
    )
    _move_this_week(by, weekday, calendar.today())
    events.record("digest.chosen", by, by=by, audience=Audience.SYSTEM)
    return choice


def _move_this_week(user: User, weekday: int, today: date) -> None:
    week = monday_of(today)
    day = day_in_week(week, weekday, calendar.closed_days())
    if day is not None and day >= today:
        waiting = Digest.objects.filter(user=user, week=week, state=JobState.WAITING)
        waiting.update(day=day, due_at=morning_of(day))
