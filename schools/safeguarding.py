"""The safeguarding notice as every page may show it, without a query of its own."""

from typing import NamedTuple

from schools.models import SafeguardingNotice
from sitrack.core.remembered import Remembered


class Notice(NamedTuple):
    service: str
    phone: str
    hours: str

    @property
    def dialled(self) -> str:
        """The number for a phone's link; empty where more than a number is written."""
        digits = "".join(self.phone.split())
        return digits if digits.removeprefix("+").isdigit() else ""


def _read() -> Notice | None:
    rows = SafeguardingNotice.objects.filter(shown=True)
    found = rows.values_list("service", "phone", "hours").first()
    return Notice(*found) if found else None


notice = Remembered(_read)
