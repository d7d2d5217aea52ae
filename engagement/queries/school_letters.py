"""Letters to a school that are not restricted, as their readers find them again."""

from typing import Any

from engagement.models import SchoolLetter
from sitrack.core.models import User
from sitrack.core.prepared import prepared


@prepared
def letters_to(school: int, reader: User) -> Any:
    """Those that the reader may read, the newest first, each with what it offers."""
    rows = SchoolLetter.objects.visible_to(reader).filter(school=school)
    return rows.select_related("offer").defer("html")
