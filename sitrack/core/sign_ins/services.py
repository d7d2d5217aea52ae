"""Noting that a sign-in is used, and ending sign-ins."""

from datetime import datetime

from django.utils import timezone

from sitrack.core import sweep
from sitrack.core.models.sign_in import SignIn


def note_use(key: str | None, *, at: datetime, until: datetime) -> None:
    """Write down when a sign-in was used and when it will end; one that was ended in
    the meantime stays ended."""
    SignIn.objects.filter(session_key=key).update(used_at=at, expire_date=until)


def forget_ended(_: int) -> None:
    """Remove those that have run out."""
    SignIn.objects.filter(expire_date__lt=timezone.now()).delete()


sweep.also(forget_ended, long=True)
