"""What is new for a person: messages that they have not opened yet."""

from typing import Any

from sitrack.core.models import Notification, User
from sitrack.core.prepared import prepared

NEWEST = 5


def news_for(user: User) -> list[Notification]:
    """The newest unread messages: a title and a link each."""
    return _unread(user.key)


@prepared
def _unread(user: int) -> Any:
    unread = Notification.objects.filter(recipient=user, read_at=None)
    return unread.only("title", "path", "created_at")[:NEWEST]
