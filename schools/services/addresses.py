"""Correcting the address that somebody signs in with.

An administrator asks, and whoever reads the mail at the new address confirms: a slip
of the keyboard gives nobody else's mailbox a way in. The address before is told.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from schools.models import AddressChange, Invitation, Person
from schools.services.mailed_links import digest, make_token
from sitrack.core import clock, delivery, events, sweep
from sitrack.core.models import Audience, Event, JobState, User
from sitrack.core.rules import RuleBroken
from sitrack.core.sign_ins import services as sign_ins
from sitrack.core.templatetags.govuk import moment

CONFIRM = "Confirm the address that you sign in to sitrack with"
ASKED = "An administrator wants to change the address that you sign in with"
CHANGED = "The address that you sign in to sitrack with was changed"
ENDED = "This link can no longer be used."
Outcome = AddressChange.Outcome


@transaction.atomic
def ask(*, person: Person, email: str, reason: str, by: User) -> AddressChange:
    """Have a link mailed to the new address; an earlier link works no more.

    The old address stays in use until it is confirmed. Raises RuleBroken for a person
    without an open account, and for an address that is theirs already or another's.
    """
    user = _open_account(person)
    address = email.strip().lower()
    if address == user.email:
        raise RuleBroken(f"{person} signs in with this address already.", "email")
    _refuse_anothers(address, person)
    now = clock.now()
    _end(person, Outcome.REPLACED)
    asked = {"email": address, "before": user.email, "reason": reason.strip()}
    try:
        with transaction.atomic():
            change: AddressChange = AddressChange.objects.create(
                person=person, asked_by=by, asked_at=now, due_at=now, **asked
            )
    except IntegrityError:
        raise _anothers() from None
    event = _tell("address.asked", person, by=by, reason=reason.strip())
    delivery.notify(
        [user],
        title=ASKED,
        path=reverse("signing_in_safely"),
        key=f"address:{event.pk}",
    )
    sweep.wake()
    return change


@transaction.atomic
def withdraw(*, person: Person, by: User) -> None:
    """Take it back: the link works no more. Raises RuleBroken where there is none."""
    if not _end(person, Outcome.WITHDRAWN):
        raise RuleBroken(f"Nothing waits to be confirmed for {person}.")
    _tell("address.withdrawn", person, by=by)


def find(token: str) -> AddressChange | None:
    """What a link leads to, though it may have ended; None where it leads nowhere."""
    rows = AddressChange.objects.select_related("person__user")
    found: AddressChange | None = rows.filter(token_digest=digest(token)).first()
    return found


def is_usable(change: AddressChange) -> bool:
    """Whether its link still changes anything."""
    user = change.person.user
    return (
        change.outcome == ""
        and not change.is_too_old(clock.now())
        and user is not None
        and user.is_active
        and user.email == change.before
    )


@transaction.atomic
def confirm(*, change: AddressChange) -> User:
    """The new address is used from now on, and every sign-in of theirs ends.

    Where they were written to at the one before, that changes with it. Raises RuleBroken
    where the link has ended meanwhile, and where the address is another's by now.
    """
    rows = AddressChange.objects.select_related("person__user")
    held = rows.select_for_update(of=("self",)).get(pk=change.pk)
    person = held.person
    if person.user is None:
        raise RuleBroken(ENDED)
    person.user = user = sign_ins.in_turn(person.user)
    if not is_usable(held):
        raise RuleBroken(ENDED)
    _refuse_anothers(held.email, person)
    user.email = held.email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise _anothers() from None
    same = Person.objects.filter(pk=person.pk, email__iexact=held.before)
    same.update(email=held.email, version=F("version") + 1)
    sign_ins.forget_all(user)
    now = clock.now()
    # Its row is work once more: the notice to the address before.
    AddressChange.objects.filter(pk=held.pk).update(
        outcome=Outcome.CONFIRMED,
        ended_at=now,
        state=JobState.WAITING,
        attempts=0,
        due_at=now,
    )
    _tell("address.changed", person, by=user)
    sweep.wake()
    return user


def deliver(change: AddressChange) -> None:
    """Mail the link to the new address or, after it, a notice to the one before: a title
    and what to do, and neither of the two addresses (CONF-04)."""
    if change.outcome == Outcome.CONFIRMED:
        _mail(
            change.before,
            CHANGED,
            "Every sign-in has ended. If you did not ask for this, tell the"
            f" administrator of sitrack at {settings.ORGANISATION} today.",
            key=f"address_changed.{change.pk}",
        )
        return
    token = make_token(change)
    if token is None:
        return
    path = reverse("schools:address_confirm", args=[token])
    _mail(
        change.email,
        CONFIRM,
        f"{settings.SITE_URL}{path}\n\n"
        f"The link works once, until {moment(change.expires_at)}.",
        key=f"address.{change.pk}",
    )


def _mail(to: str, title: str, body: str, *, key: str) -> None:
    headers = {"Message-ID": f"<{key}@sitrack>"}
    text = f"{title}.\n\n{body}\n"
    delivery.hand_over(EmailMessage(title, text, to=[to], headers=headers))


def _open_account(person: Person) -> User:
    """Their account, held until the transaction ends."""
    if person.user is None:
        raise RuleBroken(f"{person} has no account.")
    user = sign_ins.in_turn(person.user)
    if not user.is_active:
        raise RuleBroken(f"The account of {person} is closed.")
    return user


def _refuse_anothers(address: str, person: Person) -> None:
    others = User.objects.filter(email__iexact=address).exclude(person=person)
    invited = Invitation.objects.open().filter(email__iexact=address)
    if others.exists() or invited.exclude(person=person).exists():
        raise _anothers()


def _anothers() -> RuleBroken:
    return RuleBroken(
        "Somebody else signs in with this address, or is to do so.", "email"
    )


def _end(person: Person, outcome: AddressChange.Outcome) -> bool:
    """End what is open for the person; False where nothing is."""
    waiting = AddressChange.objects.open().filter(person=person)
    return bool(waiting.update(outcome=outcome, ended_at=clock.now()))


def _tell(verb: str, person: Person, *, by: User, **facts: str) -> Event:
    return events.record(verb, person, by=by, audience=Audience.SYSTEM, **facts)
