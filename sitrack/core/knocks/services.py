"""What is made of a refused sign-in and of a forgotten password, behind the page.

The page does the same for every address, in the same time: it leaves a row. Whether
somebody here has the address comes out only where nobody waits for it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse

from sitrack.core import calendar, clock, delivery, events, sweep
from sitrack.core.models.event import Audience, Event
from sitrack.core.models.job import JobState
from sitrack.core.models.knock import PasswordRequest, RefusedSignIn
from sitrack.core.models.user import User
from sitrack.core.single_sign_on.queries import connected

# So many refusals in a day, and the account's owner hears of them.
TOLD_AFTER = 5
# So many refusals are told of in one sweep.
TOLD_AT_ONCE = 5_000
# So many links are mailed to an address in a day.
MOST_LINKS = 5
DAY = timedelta(days=1)
TOLD = "Somebody tried to sign in to your account, and was refused"
MAIL = "account/email/password_reset_key"


def note_refused(email: str, *, reason: str) -> None:
    """Somebody was not let in with this address."""
    if email:
        RefusedSignIn.objects.create(email=email.strip().lower()[:320], reason=reason)


@transaction.atomic
def ask_for_password(email: str) -> None:
    """Somebody has forgotten the password of this address."""
    PasswordRequest.objects.create(email=email.strip().lower(), due_at=clock.now())
    sweep.wake()


@sweep.handles(PasswordRequest, long=True)
def mail_link(asked: PasswordRequest) -> None:
    """Mail the link to whoever has the address, an open account and a password; whoever
    signs in elsewhere instead has no password to forget. What was mailed is remembered
    for a day, in which an address is sent no more than a few."""
    user = User.objects.filter(email__iexact=asked.email, is_active=True).first()
    if (
        user
        and (user.has_usable_password() or not connected(user))
        and _mailed_lately(asked.email) < MOST_LINKS
    ):
        token = default_token_generator.make_token(user)
        keys = {"uidb36": user_pk_to_url_str(user), "key": token}
        path = reverse("account_reset_password_from_key", kwargs=keys)
        context = {"password_reset_url": f"{settings.SITE_URL}{path}"}
        delivery.send_mail(
            user,
            subject=render_to_string(f"{MAIL}_subject.txt").strip(),
            body=render_to_string(f"{MAIL}_message.txt", context),
            key=f"password_request:{asked.pk}",
        )
    else:
        asked.delete()


def _mailed_lately(email: str) -> int:
    since = clock.now() - DAY
    rows = PasswordRequest.objects.filter(email=email, asked_at__gt=since)
    return int(rows.filter(state=JobState.DONE).count())


@transaction.atomic
def tell_refused(_: int) -> None:
    """Keep an event for each account and reason, and tell whoever was knocked for often.

    A stranger who guesses at many addresses leaves a row for each: they are looked up
    together, so that a night of it is told in the morning's first minute.
    """
    rows = list(RefusedSignIn.objects.select_for_update()[:TOLD_AT_ONCE])
    counted = Counter((row.email, row.reason) for row in rows)
    named = User.objects.annotate(address=Lower("email"))
    users = {
        user.email.lower(): user
        for user in named.filter(address__in={email for email, _ in counted})
    }
    for (email, reason), times in counted.items():
        if email in users:
            _tell(users[email], reason=reason, times=times)
    RefusedSignIn.objects.filter(pk__in=[row.pk for row in rows]).delete()
    yesterday = clock.now() - DAY
    PasswordRequest.objects.filter(asked_at__lt=yesterday).delete()


sweep.also(tell_refused, long=True)


def _tell(user: User, *, reason: str, times: int) -> None:
    events.record(
        "sign_in.refused",
        user,
        by=None,
        audience=Audience.SYSTEM,
        reason=reason,
        times=times,
    )
    lately = Event.objects.about(user).filter(
        verb="sign_in.refused", at__gt=clock.now() - DAY
    )
    if sum(int(event.data["times"]) for event in lately) >= TOLD_AFTER:
        delivery.notify(
            [user],
            title=TOLD,
            path=reverse("sign_ins:own"),
            key=f"sign_in.refused:{calendar.today()}",
        )
