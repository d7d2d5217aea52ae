"""Making, replacing and stopping a calendar feed, and finding whose address one is."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models, transaction

from reports.models import CalendarFeed
from sitrack.core import clock, events
from sitrack.core.models import Audience, Event, User

SIGNED_OUT = {"sign_in.all_ended", "sign_in.others_ended"}
# Whoever tries address after address fills the log no faster than this.
TOLD_AGAIN_AFTER = timedelta(minutes=1)


@transaction.atomic
def make_feed(*, by: User) -> str:
    """A new address for this person, which ends the one before.

    Returns its token of 256 bits, which is told only now.
    """
    ended = _end(by)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        user=by, token_digest=_digest(token), made_at=clock.now()
    )
    _tell("calendar_feed.replaced" if ended else "calendar_feed.made", by, by=by)
    return token


@transaction.atomic
def stop_feed(*, by: User) -> None:
    """The person's address leads nowhere from now on; nothing where there is none."""
    if _end(by):
        _tell("calendar_feed.stopped", by, by=by)


def on_event(event: Event) -> None:
    """Whoever signs out everywhere else or is signed out everywhere, or whose account is
    closed, has no feed either: its address is a key that may be where it should not."""
    if event.verb == "account.closed":
        owners = User.objects.filter(person__pk=event.subject.rpartition(":")[2])
    elif event.verb in SIGNED_OUT:
        owners = User.objects.filter(pk=event.subject.rpartition(":")[2])
    else:
        return
    for owner in owners:
        if _end(owner):
            _tell("calendar_feed.stopped", owner, by=None)


@transaction.atomic
def reader_of(*, token: str) -> User | None:
    """Whose days an address shows; None, and an event, where it shows nobody's.

    An address that was never made, one that has ended and that of a closed account
    are all the same to whoever asks.
    """
    feeds = CalendarFeed.objects.select_related("user")
    feed = feeds.filter(token_digest=_digest(token)).first()
    if feed and feed.ended_at is None and feed.user.is_active:
        reader: User = feed.user
        return reader
    about = feed.user if feed else CalendarFeed()
    lately = Event.objects.about(about).filter(
        verb="calendar_feed.refused", at__gt=clock.now() - TOLD_AGAIN_AFTER
    )
    if not lately.exists():
        _tell("calendar_feed.refused", about, by=None)
    return None


def _end(user: User) -> bool:
    """End the live address, one request after the other; False where there is none."""
    User.objects.select_for_update().get(pk=user.pk)
    live = CalendarFeed.objects.live().filter(user=user)
    return bool(live.update(ended_at=clock.now()))


def _tell(verb: str, about: models.Model, *, by: User | None) -> None:
    events.record(verb, about, by=by, audience=Audience.SYSTEM)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
