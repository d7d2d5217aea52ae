"""Posts that stand already: another start, an appointment taken back, schools handed on."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from schools.models import Person, Post
from schools.services import invitations
from schools.services.people import ONE_DAY, check_free, end_post, place, say, tell
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


@transaction.atomic
def move_start(*, post: Post, to: date, expected_version: int, by: User) -> Post:
    """Correct the first day of a post that has not begun.

    Raises RuleBroken when it has begun, would start after its last day, or would meet
    another SEP's (INV-21); Stale when somebody else changed it first.
    """
    take_next_version(post, expected=expected_version)
    _check_to_come(post)
    if post.end and to > post.end:
        raise RuleBroken(f"The post ends on {say(post.end)}, before that.", "start")
    post.start = to
    check_free(post)
    post.save(update_fields=["start"])
    tell("post.moved", post, by=by, day=say(to))
    return post


@transaction.atomic
def cancel(*, post: Post, expected_version: int, by: User) -> None:
    """Take back an appointment before it begins: nobody ever held it.

    Raises RuleBroken when it has begun, Stale when somebody else changed it first.
    """
    take_next_version(post, expected=expected_version)
    _check_to_come(post)
    post.covered_by.update(covers=None)
    label, scope = str(post)[:200], post.scope
    audience = Audience.EVERYONE if scope else Audience.SYSTEM
    person = post.person
    post.delete()
    events.record(
        "post.cancelled", person, by=by, scope=scope, audience=audience, post=label
    )


@transaction.atomic
def hand_on(
    *, posts: Iterable[Post], to: Person, last_day: date, by: User
) -> list[Post]:
    """End a SEP's posts with a day and appoint the next SEP from the day after, all
    of them or none (ACC-023). Returns the new posts; their holder is told once.

    Raises RuleBroken when one of them is no longer as it was, or cannot be handed on.
    """
    leaving = Post.objects.filter(pk__in=[post.pk for post in posts])
    made = []
    for post in leaving.select_related("person", "school").order_by("school"):
        if post.role != Role.OFFICER or post.school is None:
            raise RuleBroken("Only posts at schools can be handed on.", "posts")
        if post.person_id == to.pk:
            raise RuleBroken("Choose somebody else to take over.", "to")
        if post.end and post.end <= last_day:
            raise RuleBroken(
                f"{post.person} leaves {post.school} on {say(post.end)} already.",
                "posts",
            )
        end_post(post=post, on=last_day, by=by)
        taken = Post(
            person=to,
            role=Role.OFFICER,
            school=post.school,
            start=last_day + ONE_DAY,
            title=post.title,
        )
        place(taken, by=by)
        made.append(taken)
    for first in made[:1]:
        invitations.welcome(post=first, by=by)
    return made


def _check_to_come(post: Post) -> None:
    if post.start <= calendar.today():
        raise RuleBroken(f"This post began on {say(post.start)}.")
