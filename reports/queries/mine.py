"""What is due for one person: what waits now, and what they have put off."""

from dataclasses import dataclass
from datetime import date

from reports.queries.due import DueRow, all_due_for
from reports.queries.dues import LATE
from reports.summary.waiting import SOON
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.reminders import put_off_by


@dataclass(frozen=True)
class Mine:
    """One thing; ``until`` is the day that its person chose, None where it waits now."""

    row: DueRow
    until: date | None = None

    @property
    def is_late(self) -> bool:
        return self.row.kind in LATE


def mine_of(user: User) -> list[Mine]:
    """All of it, as far ahead as home tells: what waits now, the late before the rest, and
    then what was put off, the soonest to come back first. It reads summaries as they stand."""
    put_off = put_off_by(user)
    rows = all_due_for(user, calendar.today() + SOON)
    found = [Mine(row, put_off.get(row.key)) for row in rows]
    return sorted(found, key=lambda one: (one.until or date.min, not one.is_late))


def one_of(user: User, key: str) -> Mine | None:
    """The thing of this key, where it is this person's and still waits."""
    return next((one for one in mine_of(user) if one.row.key == key), None)
