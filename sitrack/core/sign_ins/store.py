"""Who is signed in: Django's sessions in a table of ours, with two limits.

Every page that anybody opens reads a sign-in first, always with the same question. It
ends when it was not used for a while, and at the latest some hours after it began.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from sitrack.core.models.sign_in import SignIn
from sitrack.core.prepared import prepared
from sitrack.core.sign_ins.services import note_use

# A use is noted at most so often: the same row would else be written by every page.
NOTED_EVERY = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found, and when it ends."""

    began: datetime | None = None
    used: datetime | None = None
    browser = ""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def begin(self, browser: str) -> None:
        """Somebody has just signed in: both limits count from now."""
        self.began = self.used = timezone.now()
        self.browser = browser
        self.modified = True

    def note_use(self) -> None:
        """Somebody has just done something: the shorter limit counts from now."""
        now = timezone.now()
        if self.began and self.used and now - self.used >= NOTED_EVERY:
            self.used = now
            note_use(self.session_key, at=now, until=self.ends)

    @property
    def ends(self) -> datetime:
        """When this sign-in ends if it is used no more."""
        now = timezone.now()
        idle = (self.used or now) + settings.SIGN_IN_IDLE
        end: datetime = min(idle, self.ends_for_good)
        return end

    @property
    def ends_for_good(self) -> datetime:
        """When it ends however much it is used."""
        end: datetime = (self.began or timezone.now()) + settings.SIGN_IN_LASTS
        return end

    def left(self) -> dict[str, int]:
        """How many seconds are left, and how many however much it is used."""
        now = timezone.now()
        ends = {"left": self.ends, "most": self.ends_for_good}
        return {name: int((end - now).total_seconds()) for name, end in ends.items()}

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        """The row, with what is known of the sign-in beside Django's own columns."""
        now = timezone.now()
        self.began, self.used = self.began or now, self.used or now
        return SignIn(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.ends,
            user_id=data.get(SESSION_KEY),
            browser=self.browser,
            began_at=self.began,
            used_at=self.used,
        )

    def flush(self) -> None:
        """Leave nothing of it, its beginning neither."""
        super().flush()
        self.began = self.used = None

    def _get_session_from_db(self) -> SignIn | None:
        """The session if it has not run out; its key is forgotten where there is none."""
        for row in _in_force(self.session_key, timezone.now()):
            found: SignIn = row
            self.began, self.used = found.began_at, found.used_at
            self.browser = found.browser
            return found
        self._session_key = None
        return None


@prepared
def _in_force(key: str | None, now: datetime) -> Any:
    return SignIn.objects.filter(session_key=key, expire_date__gt=now)
