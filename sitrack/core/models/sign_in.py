"""A browser that was here: its session, and since when and how it is signed in."""

from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from sitrack.core.models.user import User


class SignIn(AbstractBaseSession):
    """Django's session, and whose it is; nobody's while a visitor only looks on.

    ``expire_date`` is the earlier of the two limits, so that one condition finds what
    is in force (``sitrack.core.sign_ins.store``).
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="sign_ins"
    )
    browser = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    used_at = models.DateTimeField()

    objects: ClassVar[Any] = BaseSessionManager()

    class Meta:
        ordering = ["-used_at", "-began_at"]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from sitrack.core.sign_ins.store import SessionStore

        return SessionStore

    def __str__(self) -> str:
        return f"sign-in of {self.user}, {self.browser}"
