"""Inviting people to sign in: asking, mailing, withdrawing, and taking it up.

An account can be had in no other way, and the person invited chooses the password.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from schools.models import AddressChange, Invitation, Person, Post
from schools.services.mailed_links import digest, make_token
from schools.services.posts_held import first_post, post_stands
from schools.services.refusals import Refusal, refusal_of
from sitrack.core import calendar, clock, delivery, events, sweep
from sitrack.core.models import Audience, Event, User
from sitrack.core.roles import CAPABILITIES, Capability, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.single_sign_on.queries import Identity, has_way_in
from sitrack.core.single_sign_on.services import connect
from sitrack.core.templatetags.govuk import moment

TOLD_AGAIN_AFTER = timedelta(days=1)
TITLE = "You are invited to sitrack"
Outcome = Invitation.Outcome
OF_POST = ("post__school", "post__region")


@dataclass(frozen=True)
class Opened:
    """What a link leads to: an invitation to take up, or why there is none."""

    invitation: Invitation | None
    refusal: Refusal | None = None


def has_account(person: Person) -> bool:
    """Whether the person can sign in already."""
    user = person.user
    return user is not None and user.is_active and has_way_in(user)


@transaction.atomic
def invite(*, person: Person, by: User, post: Post | None = None) -> Invitation:
    """Have a person mailed a link of their own; an earlier link works no more.

    It is for one post, theirs of the longest standing where none is named, and opens
    nothing once that is ended, moved or changed. Raises RuleBroken for a person who has an account, or no address or post, or whose
    address another account or another open invitation has.
    """
    address = person.email.strip().lower()
    _check(person, address)
    post = post or first_post(person)
    if post is None:
        raise RuleBroken(f"Appoint {person} to a post first.")
    now = clock.now()
    replaced = _end(person, Outcome.REPLACED)
    invitation = Invitation.objects.create(
        person=person,
        email=address,
        post=post,
        post_version=post.version,
        post_words=f"{post.printed_title}, {post.place}",
        invited_by=by,
        created_at=now,
        due_at=now,
    )
    verb = "invitation.renewed" if replaced else "invitation.made"
    _tell(verb, invitation, by=by)
    sweep.wake()
    return invitation


def withdraw_any(*, person: Person, by: User | None) -> None:
    """Take back an open invitation where there is one, in a transaction of the caller's."""
    if Invitation.objects.open().filter(person=person).exists():
        withdraw(person=person, by=by)


@transaction.atomic
def withdraw(*, person: Person, by: User | None) -> None:
    """Take the open invitation back: its link works no more.

    Raises RuleBroken when there is none, because it was taken up in the meantime
    or somebody else has withdrawn it.
    """
    invitation = Invitation.objects.open().filter(person=person).first()
    if invitation is None or not _end(person, Outcome.WITHDRAWN):
        raise RuleBroken(f"{person} has no open invitation.")
    _tell("invitation.withdrawn", invitation, by=by)


@transaction.atomic
def welcome(*, post: Post, by: User) -> None:
    """After an appointment: a notice to who has an account, else an invitation.

    Somebody without an address, or with one that is another's, stays without: their
    page says so, and the appointment stands (DP-10). Nobody is invited twice whose
    link still works.
    """
    person = post.person
    if has_account(person) and person.user:
        title = "You have been given a post in sitrack"
        key = f"post:{post.pk}:started"
        delivery.notify([person.user], title=title, path=_leads_to(post), key=key)
    elif not _is_invited(person):
        try:
            invite(person=person, by=by, post=post)
        except RuleBroken:
            return


def deliver(invitation: Invitation) -> None:
    """Mail the link: a title and the link, nothing else (CONF-04). Raises AddressRefused,
    and tells who invited."""
    token = make_token(invitation) if post_stands(invitation) else None
    if token is None:
        return
    path = reverse("schools:invitation", args=[token])
    until = moment(invitation.expires_at)
    mail = EmailMessage(
        subject=TITLE,
        body=f"{TITLE}.\n\n{settings.SITE_URL}{path}\n\n"
        f"The link works once, until {until}.\n",
        to=[invitation.email],
        headers={"Message-ID": f"<invitation.{invitation.pk}@sitrack>"},
    )
    try:
        delivery.hand_over(mail)
    except delivery.AddressRefused as refused:
        _tell_undelivered(invitation, str(refused))
        raise


@transaction.atomic
def _tell_undelivered(invitation: Invitation, answer: str) -> None:
    _tell("invitation.undelivered", invitation, by=None, answer=answer)
    delivery.notify(
        [invitation.invited_by],
        title="An invitation could not be delivered",
        path=invitation.person.get_absolute_url(),
        key=f"invitation:{invitation.pk}:undelivered",
    )


@transaction.atomic
def open_link(*, token: str, reader: User | None) -> Opened:
    """What a link leads to, for whoever is signed in; nothing is used up.

    A link that opens nothing is kept as an event, once a day for each reason.
    """
    rows = Invitation.objects.select_related("person__user", *OF_POST)
    invitation = rows.filter(token_digest=digest(token)).first()
    if invitation is None:
        return Opened(None, Refusal.UNKNOWN)
    refusal = refusal_of(invitation, reader)
    if refusal is not None:
        _tell_of_refusal(invitation, refusal, reader)
    return Opened(invitation, refusal)


def open_again(*, pk: int, reader: User | None) -> Opened:
    """What an invitation leads to whose link this browser has opened already."""
    rows = Invitation.objects.select_related("person__user", *OF_POST)
    invitation = rows.filter(pk=pk).first()
    if invitation is None:
        return Opened(None, Refusal.UNKNOWN)
    return Opened(invitation, refusal_of(invitation, reader))


@transaction.atomic
def accept(
    *, invitation: Invitation, password: str = "", identity: Identity | None = None
) -> User:
    """Make the account with this password, or with this sign-in from elsewhere and
    none, and use the invitation up.

    Raises RuleBroken when somebody was faster, the address has been taken, what the
    invitation rests on went while the page was open, or the sign-in is another's.
    """
    now = clock.now()
    rows = Invitation.objects.select_related("person__user", *OF_POST)
    held = rows.select_for_update(of=("self",)).get(pk=invitation.pk)
    if refusal_of(held, reader=None) is not None:
        raise RuleBroken("This invitation can no longer be used.")
    Invitation.objects.filter(pk=held.pk).update(outcome=Outcome.ACCEPTED, ended_at=now)
    person = held.person
    user = person.user or User(name=person.name, joined_at=now)
    user.email = invitation.email
    user.set_password(password or None)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:
        raise RuleBroken("This invitation can no longer be used.") from taken
    person.user = user
    person.save(update_fields=["user"])
    if identity:
        connect(user=user, identity=identity)
    _tell("invitation.accepted", invitation, by=user)
    return user


def _check(person: Person, address: str) -> None:
    if has_account(person):
        raise RuleBroken(f"{person} has an account already.")
    if person.user and not person.user.is_active:
        raise RuleBroken(f"The account of {person} is closed.")
    if not address:
        raise RuleBroken(f"Enter an e-mail address for {person} first.", "email")
    others = User.objects.filter(email__iexact=address).exclude(person=person)
    soon = AddressChange.objects.open().filter(email__iexact=address)
    if others.exists() or soon.exclude(person=person).exists():
        raise RuleBroken(
            f"Another account signs in with {address}. Give {person} an address of"
            " their own.",
            "email",
        )
    invited = Invitation.objects.open().filter(email__iexact=address)
    other = invited.exclude(person=person).select_related("person").first()
    if other:
        raise RuleBroken(
            f"{other.person} is invited at {address} already. Give {person} an"
            " address of their own.",
            "email",
        )


def _is_invited(person: Person) -> bool:
    """Whether a link that works is with the person, or on its way to them."""
    rows = Invitation.objects.open().select_related("person__user", *OF_POST)
    return any(
        refusal_of(row, reader=None) is None for row in rows.filter(person=person)
    )


def _leads_to(post: Post) -> str:
    """Where the notice of a post leads: to the handover, once its holder may read it."""
    if post.start > calendar.today() or post.school is None:
        return reverse("home")
    if Capability.READ_HANDOVER in CAPABILITIES[Role(post.role)]:
        return reverse("handover", args=[post.school.pk])
    return post.school.get_absolute_url()


def _end(person: Person, outcome: Invitation.Outcome) -> bool:
    """End the person's open invitation; False where there is none."""
    open_ones = Invitation.objects.open().filter(person=person)
    return bool(open_ones.update(outcome=outcome, ended_at=clock.now()))


def _tell(verb: str, invitation: Invitation, *, by: User | None, **data: str) -> None:
    """Keep the event with the person, for the audit."""
    events.record(
        verb,
        invitation.person,
        by=by,
        audience=Audience.SYSTEM,
        invitation=invitation.pk,
        **data,
    )


def _tell_of_refusal(
    invitation: Invitation, refusal: Refusal, reader: User | None
) -> None:
    verb = "invitation.refused"
    lately = Event.objects.about(invitation.person).filter(
        verb=verb,
        actor_key=Event.actor_key_of(reader),
        at__gt=clock.now() - TOLD_AGAIN_AFTER,
        data__invitation=str(invitation.pk),
        data__reason=refusal.value,
    )
    if not lately.exists():
        _tell(verb, invitation, by=reader, reason=refusal.value)
