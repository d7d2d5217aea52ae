"""Wording the privacy notice."""

from django.db import transaction

from protection.models import PrivacyNotice
from protection.queries.notice import default_text
from schools.access import require
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.versions import take_next_version


@transaction.atomic
def word_notice(*, text: str, expected_version: int, by: User) -> PrivacyNotice:
    """Put words in the place of the privacy notice.

    Raises Stale when somebody else changed it first.
    """
    require(by, Capability.PROTECT_DATA)
    row, _ = PrivacyNotice.objects.get_or_create(
        pk=1, defaults={"text": default_text()}
    )
    take_next_version(row, expected=expected_version)
    row.text, row.changed_on = text.strip(), calendar.today()
    row.save(update_fields=["text", "changed_on"])
    events.record("privacy.worded", row, by=by, audience=Audience.SYSTEM)
    return row
