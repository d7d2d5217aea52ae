"""Accounts of people who have one: ending their sign-ins, closing, opening again.

Rights follow the posts; an account is closed when somebody has left for good.
"""

from django.db import transaction

from schools.models import Person
from schools.services import invitations
from schools.services.posts_held import holds_post
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.sign_ins import services as sign_ins


@transaction.atomic
def end_sign_ins(*, person: Person, by: User) -> int:
    """End every sign-in of a person, at once; returns how many there were.

    Raises RuleBroken for a person without an account.
    """
    return sign_ins.end_all(_account(person), by=by)


@transaction.atomic
def close(*, person: Person, by: User) -> None:
    """Close a person's account: they are signed out at once and cannot sign in, and an
    open invitation is withdrawn. What they did stays, under their name.

    What they typed and did not save stays for as long as a draft does, and is offered to
    nobody. Raises RuleBroken for one's own account, for a person without one, where it
    is closed already, and for whoever has been closed themselves: of two who close each
    other at once, one stays.
    """
    user = _account(person)
    if user == by:
        raise RuleBroken("You cannot close your own account.")
    _check_open(by, user)
    _turn(user, on=False, instead=f"The account of {person} is closed already.")
    sign_ins.forget_all(user)
    invitations.withdraw_any(person=person, by=by)
    _tell("account.closed", person, by=by)


@transaction.atomic
def reopen(*, person: Person, by: User) -> None:
    """Open a closed account again, with the password that it had.

    Raises RuleBroken for a person who holds no post and will hold none, and where the
    account is open.
    """
    user = _account(person)
    if not holds_post(person):
        raise RuleBroken(f"Appoint {person} to a post first.")
    _turn(user, on=True, instead=f"The account of {person} is open.")
    # What was signed in at the very moment of closing would come alive again.
    sign_ins.forget_all(user)
    _tell("account.opened", person, by=by)


def _account(person: Person) -> User:
    if person.user is None:
        raise RuleBroken(f"{person} has no account.")
    return person.user


def _check_open(by: User, user: User) -> None:
    """Who closes somebody is not being closed by them at this moment."""
    both = User.objects.select_for_update().filter(pk__in=[by.pk, user.pk])
    if by.pk not in {one.pk for one in both.order_by("pk") if one.is_active}:
        raise RuleBroken("Your own account has just been closed.")


def _turn(user: User, *, on: bool, instead: str) -> None:
    """Close or open; of two who do it at once the second is told."""
    if not User.objects.filter(pk=user.pk, is_active=not on).update(is_active=on):
        raise RuleBroken(instead)
    user.is_active = on


def _tell(verb: str, person: Person, *, by: User) -> None:
    events.record(verb, person, by=by, audience=Audience.SYSTEM)
