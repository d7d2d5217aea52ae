"""Telling people: a row in the transaction that caused it, an e-mail by the sweep."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F

from sitrack.core import clock, events, sweep
from sitrack.core.mail_answers import in_short, is_refused_for_good
from sitrack.core.models.event import Audience, Event
from sitrack.core.models.job import JobState
from sitrack.core.models.notification import Notification
from sitrack.core.models.reminder import Reminder
from sitrack.core.models.user import User
from sitrack.core.prepared import prepared

DAY = timedelta(days=1)


class AddressRefused(sweep.GivenUp):
    """The mail server takes no mail for an address, now or later; says with what code."""


def notify(
    recipients: Iterable[User], *, title: str, path: str, key: str, chases: str = ""
) -> None:
    """Tell each person once; call it inside the transaction that it tells of.

    ``key`` names the occasion, such as ``visit:12:shared:1``: the same occasion
    is told to the same person only once. The title names no content. ``chases`` names
    the thing that somebody is reminded of, as a Reminder's key does: whoever has put
    that off is not told now, and hears of it on the day that they chose.
    """
    now = clock.now()
    in_peace = _in_peace(chases) if chases else set()
    rows = [
        Notification(
            key=f"{key}:{user.pk}",
            recipient=user,
            title=title,
            path=path,
            due_at=now,
        )
        for user in {user.pk: user for user in recipients}.values()
        if user.is_active and user.pk not in in_peace
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    sweep.wake()


def _in_peace(key: str) -> set[int]:
    """Who has put a thing off until a day that is still to come."""
    ahead = Reminder.objects.filter(key=key).ahead(clock.today())
    return set(ahead.values_list("user", flat=True))


def mark_read(user: User, *, path: str) -> None:
    """The person has opened the page that the message pointed to."""
    if _unread(user.key, path):
        unread = Notification.objects.unread_by(user).filter(path=path)
        unread.update(read_at=clock.now())


@prepared
def _unread(user: int, path: str) -> Any:
    """Mostly none is, and looking costs less than changing nothing."""
    rows = Notification.objects.filter(read_at=None, recipient=user, path=path)
    return rows.order_by().values_list("pk", flat=True)[:1]


def is_unread(user: User, *, path: str) -> Exists:
    """Whether a message to the person that points to a page is still unread, for a
    column of the query that finds what the page shows: mostly none is, and
    ``mark_read`` need not be called."""
    return Exists(Notification.objects.unread_by(user).filter(path=path))


def settle(*, read_before: datetime) -> None:
    """Count every message as sent, and those from before a moment as read.

    For records brought in from elsewhere, of which nobody is to be told anew.
    """
    Notification.objects.exclude(state=JobState.DONE).update(state=JobState.DONE)
    earlier = Notification.objects.filter(created_at__lt=read_before, read_at=None)
    earlier.update(read_at=F("created_at"))


def send_mail(to: User, *, subject: str, body: str, key: str) -> None:
    """Send one mail now; only what the sweep calls may.

    The Message-ID is made from the key, so a mail sent twice after a crash is
    recognised as one. Raises AddressRefused, of which an event is kept once a day.
    """
    mail = EmailMessage(
        subject=subject,
        body=body,
        to=[to.email],
        headers={"Message-ID": f"<{key.replace(':', '.')}@sitrack>"},
    )
    try:
        hand_over(mail)
    except AddressRefused as refused:
        _note_refused(to, str(refused))
        raise


def hand_over(mail: EmailMessage) -> None:
    """Give a mail to the mail server. Raises AddressRefused where it takes none for that
    address however often it is tried, and else what smtplib and sockets raise."""
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        answers = [
            (
                code,
                words.decode(errors="replace") if isinstance(words, bytes) else words,
            )
            for code, words in refused.recipients.values()
        ]
        if not all(is_refused_for_good(*answer) for answer in answers):
            raise
        raise AddressRefused(in_short(*answers[0])) from refused


@transaction.atomic
def _note_refused(to: User, answer: str) -> None:
    """Told of once a day for each person, however many mails there are."""
    lately = Event.objects.about(to).filter(
        verb="mail.refused", at__gt=clock.now() - DAY
    )
    if not lately.exists():
        audience = Audience.SYSTEM
        events.record("mail.refused", to, by=None, audience=audience, answer=answer)


@sweep.handles(Notification)
def deliver(notification: Notification) -> None:
    """Send the e-mail: a title and a link, nothing else; none to a closed account."""
    if not notification.recipient.is_active:
        return
    title = notification.title
    link = f"{settings.SITE_URL}{notification.path}"
    body = f"{title}.\n\n{link}\n\nSign in to read it.\n"
    send_mail(notification.recipient, subject=title, body=body, key=notification.key)
