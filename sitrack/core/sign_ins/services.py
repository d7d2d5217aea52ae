"""Noting that a sign-in is used, and ending sign-ins."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sitrack.core import events, sweep
from sitrack.core.models.event import Audience
from sitrack.core.models.sign_in import SignIn
from sitrack.core.models.user import User


def name_of(key: str) -> str:
    """A name for a sign-in that a page may show: its key would open it."""
    return salted_hmac("sitrack.sign_ins", key, algorithm="sha256").hexdigest()[:32]


def in_turn(user: User) -> User:
    """Two changes to one account wait for each other: held until the transaction of the
    caller's ends."""
    held: User = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return held


def still_stands(user: User, *, key: str | None) -> bool:
    """Whether the account is open and the sign-in with this key has not been ended, with
    the account held: nobody closes or ends them before the caller's transaction does."""
    own = SignIn.objects.filter(user=user, session_key=key)
    return (
        in_turn(user).is_active and own.filter(expire_date__gt=timezone.now()).exists()
    )


def note_made(user: User, *, means: str) -> None:
    """Somebody has signed in; call it in the transaction that lets them in. No page
    tells anybody but them."""
    _tell("sign_in.made", user, by=user, means=means)


def note_use(key: str | None, *, at: datetime, until: datetime) -> None:
    """Write down when a sign-in was used and when it will end; one that was ended in
    the meantime stays ended."""
    SignIn.objects.filter(session_key=key).update(used_at=at, expire_date=until)


@transaction.atomic
def end_one(name: str, *, by: User) -> str:
    """End one of one's own sign-ins; returns its browser, empty where it had ended."""
    own = SignIn.objects.filter(user=by)
    for row in [row for row in own if name_of(row.session_key) == name]:
        if _remove(own.filter(pk=row.pk)):
            _tell("sign_in.ended", by, by=by, browser=row.browser)
            return str(row.browser)
    return ""


@transaction.atomic
def end_others(*, key: str | None, by: User) -> int:
    """End all of one's own sign-ins but the one with this key; returns how many."""
    ended = _remove(SignIn.objects.filter(user=by).exclude(session_key=key))
    if ended:
        _tell("sign_in.others_ended", by, by=by)
    return ended


@transaction.atomic
def end_all(user: User, *, by: User) -> int:
    """End every sign-in of somebody, at once; returns how many."""
    in_turn(user)
    ended = forget_all(user)
    _tell("sign_in.all_ended", user, by=by)
    return ended


@transaction.atomic
def note_new_password(user: User, *, key: str | None) -> None:
    """A password was chosen: what was signed in with the old one ends, but for the
    browser in which it was done, where that is to stay."""
    _remove(SignIn.objects.filter(user=user).exclude(session_key=key))
    _tell("password.chosen", user, by=user)


def forget_all(user: User) -> int:
    """Remove every sign-in of somebody, in a transaction of the caller's."""
    return _remove(SignIn.objects.filter(user=user))


def forget_ended(_: int) -> None:
    """Remove those that have run out."""
    _remove(SignIn.objects.filter(expire_date__lt=timezone.now()))


sweep.also(forget_ended, long=True)


def _remove(rows: Any) -> int:
    """How many of them this removed; somebody else may have been faster."""
    removed: int = rows.delete()[0]
    return removed


def _tell(verb: str, user: User, *, by: User, **facts: str) -> None:
    events.record(verb, user, by=by, audience=Audience.SYSTEM, **facts)
