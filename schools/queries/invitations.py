"""How somebody without an account stands: invited or not, and what may be done."""

from dataclasses import dataclass

from schools.models import AddressChange, Invitation, Person
from schools.queries.people import Posts
from schools.services.invitations import has_account
from schools.services.posts_held import post_stands
from sitrack.core import clock
from sitrack.core.models import JobState, User
from sitrack.core.templatetags.govuk import day, moment


@dataclass(frozen=True)
class Standing:
    """In words, and the words of the button that invites; empty where there is none."""

    words: str
    button: str = ""
    may_withdraw: bool = False
    may_sign_out: bool = False
    may_close: bool = False
    may_open: bool = False
    other_address: str = ""


def standing_of(person: Person, reader: User, posts: Posts) -> Standing:
    """How the person stands with their account, and what its reader may do about it:
    one query."""
    user, holds_post = person.user, posts.holds_any
    if user and not user.is_active:
        return Standing("The account is closed", may_open=holds_post)
    if user and has_account(person):
        return _with_account(person, user, reader, posts)
    rows = Invitation.objects.filter(person=person).select_related("post")
    latest = rows.first()
    if latest is None or latest.outcome:
        return _not_invited(person, latest, holds_post=holds_post)
    again = "Send the invitation again" if holds_post and person.email else ""
    return Standing(_invited(latest, person), again, may_withdraw=True)


def _with_account(person: Person, user: User, reader: User, posts: Posts) -> Standing:
    same = user.email == person.email.lower()
    words = "Signs in with this address" if same else f"Signs in as {user.email}"
    if posts.past and not posts.holds_any:
        words += ". The last post has ended: close the account"
    change = AddressChange.objects.open().filter(person=person).first()
    return Standing(
        words,
        may_sign_out=True,
        may_close=user != reader,
        other_address=_to_confirm(change) if change else "",
    )


def _to_confirm(change: AddressChange) -> str:
    """How far another address to sign in with has got."""
    if change.state == JobState.FAILED:
        return f"Mail to {change.email} could not be sent: correct the address again"
    if change.expires_at is None:
        return f"A link is on its way to {change.email}"
    until = moment(change.expires_at)
    if change.is_too_old(clock.now()):
        return f"The link mailed to {change.email} was not used, and stopped working on {until}"
    return f"To be confirmed at {change.email}, until {until}"


def _not_invited(
    person: Person, latest: Invitation | None, *, holds_post: bool
) -> Standing:
    if not person.email:
        return Standing("No account. Nobody is invited without an e-mail address")
    if not holds_post:
        return Standing("No account. Whoever is appointed is invited")
    if latest and latest.outcome == Invitation.Outcome.WITHDRAWN:
        when = day(latest.ended_at)
        return Standing(f"The invitation was withdrawn on {when}", "Invite again")
    return Standing("No account, and not invited yet", "Invite to sign in")


def _invited(invitation: Invitation, person: Person) -> str:
    """How far an open invitation has got."""
    invited = f"Invited on {day(invitation.created_at)}"
    if invitation.email != person.email.strip().lower():
        return f"Invited at an earlier address, {invitation.email}: send it again"
    if not post_stands(invitation):
        return f"{invited} as {invitation.post_words}, which has changed: send it again"
    if (
        invitation.state == JobState.FAILED
        and "AddressRefused" in invitation.last_error
    ):
        return f"{invited}, but the mail server refused the address: correct it"
    if invitation.state == JobState.FAILED:
        return f"{invited}, but the e-mail could not be sent: send it again"
    if invitation.expires_at is None:
        return f"{invited}: the e-mail is on its way"
    until = moment(invitation.expires_at)
    if invitation.is_too_old(clock.now()):
        return f"{invited}. The link was not used, and stopped working on {until}"
    return f"{invited}. The link works until {until}"
