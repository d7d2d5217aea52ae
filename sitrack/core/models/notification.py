"""A message for one person: a title and a link, never content (DP-14)."""

from typing import Any, ClassVar

from django.db import models

from sitrack.core import clock
from sitrack.core.models.job import Mailed
from sitrack.core.models.user import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread_by(self, user: User) -> "NotificationQuerySet":
        return self.filter(recipient=user.key, read_at=None)


class Notification(Mailed):
    """Told on the recipient's home page at once, and by e-mail by the sweep."""

    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notifications"
    )
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notification_unread"),
            models.Index(fields=["state", "due_at"], name="notification_due"),
        ]

    def __str__(self) -> str:
        return self.title
