"""What is new for a person: messages that they have not opened yet."""

from sitrack.core.models import Notification, User

NEWEST = 5


def news_for(user: User) -> list[Notification]:
    """The newest unread messages: a title and a link each."""
    unread = Notification.objects.unread_by(user).only("title", "path", "created_at")
    return list(unread[:NEWEST])
