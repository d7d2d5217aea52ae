"""Time outside visits, by three people, and one entry taken back."""

from engagement.models import TimeEntry
from engagement.services.hours import Spent, log_own_time
from reports.services.ledger import take_back
from tests.access.canaries import LA, LEADERS, Canaries
from tests.universe import TODAY, Council

Entries = dict[str, TimeEntry]


def spend_time(council: Council, canaries: Canaries) -> Entries:
    """An entry of the officer, of the lead and of another team's officer."""
    both = LA | LEADERS

    def spent(who: str, name: str, readers: frozenset[str]) -> TimeEntry:
        preparation = council.option("time_category", "preparation")
        what_for = canaries.word(name, readers)
        return log_own_time(
            record=council.record(),
            spent=Spent(TODAY, 10, preparation, what_for),
            by=council.user(who),
        )

    entries = {
        "sams": spent("sam", "samstime", both),
        "ritas": spent("rita", "ritastime", both),
        "theos": spent("theo", "theostime", both | {"theo"}),
    }
    reason = canaries.word("timereason", both)
    mistaken = spent("sam", "mistaken", both)
    take_back(entry=mistaken, reason=reason, by=council.user("sam"))
    return entries
