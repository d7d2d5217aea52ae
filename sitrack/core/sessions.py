"""Who is signed in: kept in the database as Django keeps it, and read more cheaply.

Every page that anybody opens reads a sign-in first, always with the same question.
"""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from sitrack.core.prepared import prepared


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found."""

    def _get_session_from_db(self) -> Session | None:
        """The session if it has not run out; its key is forgotten where there is none."""
        for session in _in_force(self.session_key, timezone.now()):
            found: Session = session
            return found
        self._session_key = None
        return None


@prepared
def _in_force(key: str | None, now: datetime) -> Any:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
