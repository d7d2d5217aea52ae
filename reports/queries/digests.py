"""What a person's weekly mail counts."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from reports.models import DigestChoice
from reports.queries.due import due_for
from reports.summary.waiting import SOON
from reports.topics import OFFERED, TOPIC_OF, Topic, counted_for, is_overdue
from schools.access import roles_anywhere
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.models import User


def choice_of(user: User) -> DigestChoice:
    """What the person chose, or what is usual."""
    return DigestChoice.objects.visible_to(user).first() or DigestChoice(user=user)


def topics_of(user: User) -> list[Topic]:
    """What is counted for the person, by their posts and their choice."""
    return counted_for(roles_anywhere(user), choice_of(user).said)


def counts_for(user: User, day: date) -> dict[Topic, int]:
    """How many things of each topic are due for a person: nothing that they put off, and
    in holidays only what is overdue. It reads summaries as they stand."""
    rows = due_for(user, day + SOON)
    if not calendar.is_in_term(day):
        rows = [row for row in rows if is_overdue(row.kind, row.due_on, day)]
    found = Counter(TOPIC_OF[row.kind] for row in rows)
    return {topic: found[topic] for topic in topics_of(user) if found[topic]}


def without_digest(week: date) -> Any:
    """Those who hold a post for which something can be due, want the mail, and have no
    row for this week yet."""
    posts = Post.objects.filter(person__user=OuterRef("pk"), role__in=OFFERED)
    held = posts.in_force(calendar.today())
    people = User.objects.filter(Exists(held), is_active=True)
    people = people.exclude(digest_choice__wanted=False)
    return people.exclude(digests__week=week).order_by("pk")
