"""What a person's weekly mail counts."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from reports.models import DigestChoice
from reports.queries.due_for import due_for, kept_back_for
from reports.queries.dues import LATE
from reports.summary.waiting import SOON
from reports.topics import (
    OFFERED,
    PROMISED,
    TOPIC_OF,
    Topic,
    counted_for,
    is_overdue,
    offered_to,
)
from schools.access import roles_anywhere
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.words import word


def choice_of(user: User) -> DigestChoice:
    """What the person chose, or what is usual."""
    return DigestChoice.objects.visible_to(user).first() or DigestChoice(user=user)


def offered_for(user: User) -> list[Topic]:
    """What the person may have counted; of the whole service only where the framework
    asks for something of it, and hours only where it gives them."""
    without = {
        *(() if word("service_due") else (Topic.SERVICE,)),
        *(() if word("time_in") == "hour" else (Topic.HOURS,)),
    }
    return [one for one in offered_to(roles_anywhere(user)) if one not in without]


def topics_of(user: User) -> list[Topic]:
    """What is counted for the person, by their posts and their choice."""
    return counted_for(roles_anywhere(user), choice_of(user).said)


def counts_for(user: User, day: date) -> dict[Topic, int]:
    """How many things of each topic are due for a person: nothing that they put off, and
    in holidays only what is overdue. It reads summaries as they stand."""
    rows, kept_back = due_for(user, day + SOON), kept_back_for(user)
    if not calendar.is_in_term(day):
        rows = [row for row in rows if is_overdue(row.kind, row.due_on, day)]
        # What is there only once it is late.
        kept_back = Counter({kind: kept_back[kind] for kind in LATE & PROMISED})
    found = Counter(TOPIC_OF[row.kind] for row in rows)
    for kind, number in kept_back.items():
        found[TOPIC_OF[kind]] += number
    return {topic: found[topic] for topic in topics_of(user) if found[topic]}


def without_digest(week: date) -> Any:
    """Those who hold a post for which something can be due, want the mail, and have no
    row for this week yet."""
    posts = Post.objects.filter(person__user=OuterRef("pk"), role__in=OFFERED)
    held = posts.in_force(calendar.today())
    people = User.objects.filter(Exists(held), is_active=True)
    people = people.exclude(digest_choice__wanted=False)
    return people.exclude(digests__week=week).order_by("pk")
