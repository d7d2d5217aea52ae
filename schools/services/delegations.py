"""What a headteacher lets a deputy do: given, withdrawn, and falling with a post."""

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from schools.access import require
from schools.models import Delegation, Post
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import GIVES, TAKES, Capability, Delegable
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import day as say

# Whoever comes back to it once a year knows what is given.
LONGEST = timedelta(days=366)
GIVEN = "Your headteacher has said what you may do for them"
ENDED = "What you may do for your headteacher has changed"


@transaction.atomic
def delegate(
    *,
    to: Post,
    things: Collection[Delegable],
    start: date,
    until: date,
    by: User,
) -> list[Delegation]:
    """Let the holder of a deputy's post do things for the headteacher, from a day until
    another (domain 4.2, "if delegated"); the deputy is told.

    Raises PermissionDenied for whoever holds no headteacher's post at that school, and
    RuleBroken for a post that is no deputy's or is over, for one's own, for days that
    are past, turned round or more than a year apart, and where it is given already.
    """
    held = _locked(to)
    giver = _post_of_giver(held, by)
    today = calendar.today()
    if held.role != TAKES or not held.start <= today <= (held.end or today):
        raise RuleBroken("Choose a deputy headteacher of your school.", "to")
    if held.person_id == giver.person_id:
        raise RuleBroken("This is your own post: you may do all this already.", "to")
    if not things:
        raise RuleBroken("Choose what they may do.", "things")
    if start < today:
        raise RuleBroken("The first day must be today or later.", "start")
    if until < start:
        raise RuleBroken("The last day must not be before the first day.", "until")
    if until - start > LONGEST:
        raise RuleBroken("The last day must be within a year of the first.", "until")
    _check_not_given(held, things, start, until)
    made = [
        Delegation.objects.create(
            giver=giver, to=held, thing=thing, start=start, until=until, given_by=by
        )
        for thing in Delegable
        if thing in things
    ]
    _tell(
        "delegation.given",
        held,
        by=by,
        things=" and to ".join(one.words for one in made),
        start=say(start),
        until=say(until),
    )
    _notify(held, GIVEN, f"given:{made[0].pk}")
    return made


@transaction.atomic
def withdraw(*, delegation: Delegation, by: User) -> None:
    """Take a thing back, at once; the deputy is told.

    Raises PermissionDenied for whoever is not headteacher there now, RuleBroken where
    it is withdrawn or over already.
    """
    to = delegation.to
    require(by, Capability.DELEGATE, to.school)
    lasting = Delegation.objects.lasting(calendar.today()).filter(pk=delegation.pk)
    keys = list(lasting.order_by().values_list("pk", flat=True))
    standing = Delegation.objects.filter(pk__in=keys, withdrawn_at=None)
    if not standing.update(withdrawn_by=by, withdrawn_at=clock.now()):
        raise RuleBroken("This has been withdrawn, or is over, already.")
    things = delegation.words
    _tell("delegation.withdrawn", to, by=by, things=things)
    _notify(to, ENDED, f"withdrawn:{delegation.pk}")


def fall_with(post: Post, *, by: User | None) -> None:
    """Tell of what falls with a post that ends before its time: call it in the
    transaction that ends the post."""
    rests = Delegation.objects.filter(Q(giver=post) | Q(to=post), withdrawn_at=None)
    rows = rests.filter(until__gt=post.end).select_related("to__person", "to__school")
    falling: dict[Post, list[Delegation]] = {}
    for one in rows:
        falling.setdefault(one.to, []).append(one)
    for to, those in falling.items():
        things = " and to ".join(one.words for one in those)
        last = say(post.end)
        _tell("delegation.fell", to, by=by, things=things, day=last)
        if to != post:
            _notify(to, ENDED, f"fell:{post.pk}:{post.version}")


def _locked(post: Post) -> Post:
    """The post, with its person, held until the transaction ends: of two who give the
    same thing at once the second sees it given."""
    rows = Post.objects.select_for_update(no_key=True, of=("self",))
    held: Post = rows.select_related("person__user", "school").get(pk=post.pk)
    return held


def _post_of_giver(to: Post, by: User) -> Post:
    """The headteacher's post at the same school on which it is to rest; the longest."""
    rows = Post.objects.filter(person__user=by, role=GIVES, school=to.school_id)
    held = rows.exclude(school=None).in_force(calendar.today())
    found: Post | None = held.order_by("start", "pk").first()
    if found is None:
        raise PermissionDenied("Only the headteacher may say who acts for them.")
    return found


def _check_not_given(
    to: Post, things: Collection[Delegable], start: date, until: date
) -> None:
    rows = Delegation.objects.lasting(calendar.today()).filter(to=to, thing__in=things)
    given = rows.filter(start__lte=until, until__gte=start).first()
    if given:
        raise RuleBroken(
            f"{to.person} may {given.words} already, from "
            f"{say(given.start)} until {say(given.until)}. Withdraw that first, or "
            "choose days after it.",
            "things",
        )


def _tell(verb: str, to: Post, *, by: User | None, **facts: str) -> None:
    """Both sides may know who speaks for the headteacher."""
    name = to.person.name
    audience = Audience.LEADERS
    events.record(
        verb, to, by=by, scope=to.scope, audience=audience, name=name, **facts
    )


def _notify(to: Post, title: str, occasion: str) -> None:
    if to.person.user is not None:
        delivery.notify(
            [to.person.user],
            title=title,
            path=page_of(to.school_id),
            key=f"delegation:{to.pk}:{occasion}",
        )


def page_of(school: int | None) -> str:
    """Where it is said who may act for the headteacher of a school, by its key."""
    return reverse("schools:delegations", args=[school])
