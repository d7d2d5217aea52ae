"""The privacy notice that is shown: the administrator's, or the default."""

from functools import cache
from pathlib import Path

from django.conf import settings

from protection.models import PrivacyNotice
from sitrack.core.words import worded

DEFAULT = Path("fixtures/privacy/notice.md")
NOBODY = "The organisation that runs this service"


def notice() -> PrivacyNotice:
    """The notice; one that was never saved has the default's words."""
    found = PrivacyNotice.objects.first()
    return found or PrivacyNotice(pk=1, text=default_text())


def default_text() -> str:
    """The default, with the organisation's name and the framework's words in it."""
    return worded(_default(), organisation=settings.ORGANISATION or NOBODY)


@cache
def _default() -> str:
    return (Path(settings.BASE_DIR) / DEFAULT).read_text(encoding="utf-8").strip()
