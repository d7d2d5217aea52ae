"""What a page says once about what was done on the page before."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class OwnCookie(CookieStorage):
    """A signed cookie that in earnest belongs to this host alone, as the others do."""

    cookie_name = "messages" if settings.LOCAL else "__Host-messages"


class PassingMessages(FallbackStorage):
    """In the cookie, or in the session where that is full."""

    storage_classes = (OwnCookie, SessionStorage)
