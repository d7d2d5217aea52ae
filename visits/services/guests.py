"""Letting somebody outside the school read one thing, and ending that (CONF-10)."""

from datetime import date

from django.db import transaction

from schools.access import is_authority, users_holding
from schools.models import Person, Post
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, SCHOOL_ROLES, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import day
from visits import guest_rules, rules
from visits.models import GuestAccess, NextStep, Visit, VisitDocument
from visits.models.guests import Item, school_of

AT_MOST = 20


@transaction.atomic
def give_access(
    *, item: Item, person: Person, until: date, reason: str, by: User
) -> GuestAccess:
    """Let a person read this one item up to and with a day.

    The guest is told by a title and a link, the school's other side too. Raises
    RuleBroken for a day out of bounds, without a reason, for somebody who is no
    guest or reads it already, and for what is not yet to be read by guests. Nothing
    of the record changes, so last year's note can be shown in a locked one too.
    """
    visit = _lock(item)
    now: Item = visit if isinstance(item, Visit) else _reread(item)
    school, today = school_of(now), calendar.today()
    reason = rules.check_reason(reason, what="they may read it")
    guest_rules.check_until(until=until, today=today)
    _check_readable(now, visit)
    posts = _posts_of(person, today)
    here = any(post.school_id == school.pk for post in posts)
    guest_rules.check_guest(
        name=person.name,
        is_giver=person.user_id == by.pk,
        works_here=school.name if here else "",
        is_authority=any(post.role not in SCHOOL_ROLES for post in posts),
    )
    post = next(iter(posts), None)
    made = GuestAccess(
        visit=visit,
        document=now if isinstance(now, VisitDocument) else None,
        step=now if isinstance(now, NextStep) else None,
        person=person,
        of_school=post.school if post else None,
        guest_name=person.name,
        guest_title=f"{post.printed_title}, {post.place}" if post else "",
        until=until,
        reason=reason,
        given_by=by,
        given_at=clock.now(),
    )
    _check_new(made)
    made.save()
    _tell("guest.given", made, by=by, day=day(until), reason=reason)
    _notify(made, by=by)
    return made


@transaction.atomic
def withdraw_access(*, access: GuestAccess, by: User) -> None:
    """End a guest's access at once. Raises RuleBroken for the second of two people."""
    waiting = GuestAccess.objects.filter(pk=access.pk, withdrawn_at=None)
    if not waiting.update(withdrawn_by=by, withdrawn_at=clock.now()):
        raise RuleBroken("This access has been withdrawn already.")
    _tell("guest.withdrawn", access, by=by)


@transaction.atomic
def note_opening(*, access: GuestAccess, by: User) -> None:
    """Keep that the guest has opened the item, the first time only."""
    unopened = GuestAccess.objects.filter(pk=access.pk, first_opened_at=None)
    if unopened.update(first_opened_at=clock.now()):
        _tell("guest.opened", access, by=by)


def _lock(item: Item) -> Visit:
    """Have a second giver, and whoever withdraws a document, wait for this one."""
    pk = item.pk if isinstance(item, Visit) else item.visit_id
    locked: Visit = Visit.objects.select_for_update().get(pk=pk)
    return locked


def _reread(item: VisitDocument | NextStep) -> VisitDocument | NextStep:
    found: VisitDocument | NextStep = type(item).objects.get(pk=item.pk)
    return found


def _check_readable(item: Item, visit: Visit) -> None:
    offered = None
    if isinstance(item, VisitDocument):
        offered = item.is_shared and item.removed_at is None
    guest_rules.check_readable(is_final=visit.is_final, is_offered=offered)


def _posts_of(person: Person, today: date) -> list[Post]:
    """Posts in force, those of a school's leaders first, then the longest held."""
    held = Post.objects.filter(person=person).in_force(today).select_related("school")
    return sorted(held, key=lambda post: (post.role not in SCHOOL_LEADERS, post.start))


def _check_new(made: GuestAccess) -> None:
    same = GuestAccess.objects.filter(
        visit=made.visit, document=made.document, step=made.step
    ).in_force()
    if made.person_id in {held.person_id for held in same}:
        raise RuleBroken(
            f"{made.guest_name} can read this already. To change the last day,"
            " withdraw that access and give it anew.",
            "email",
        )
    if len(same) >= AT_MOST:
        raise RuleBroken(f"At most {AT_MOST} people can read this as guests.")


def _tell(verb: str, access: GuestAccess, /, *, by: User, **facts: str) -> None:
    """Both sides' leaders read it on the item's page and the school's."""
    events.record(
        verb,
        access.item,
        by=by,
        scope=access.school.scope,
        audience=Audience.LEADERS,
        guest=access.guest,
        what=access.what,
        **facts,
    )


def _notify(access: GuestAccess, *, by: User) -> None:
    """Mail the guest and tell the other side, naming no content (CONF-04).

    Home lists the item for as long as it may be read. The message itself is counted
    as read there, so that no link stays behind when the access ends.
    """
    school, key = access.school, f"guest:{access.pk}"
    if access.person.user:
        delivery.notify(
            [access.person.user],
            title=f"You can read a {access.kind} of {school}",
            path=access.get_absolute_url(),
            key=key,
        )
        delivery.mark_read(access.person.user, path=access.get_absolute_url())
    others = SCHOOL_LEADERS if is_authority(by, school) else {Role.OFFICER}
    delivery.notify(
        [user for user in users_holding(school, *others) if user != by],
        title=f"Somebody outside the school can read a {access.kind}: {school}",
        path=access.item.get_absolute_url(),
        key=f"{key}:given",
    )
