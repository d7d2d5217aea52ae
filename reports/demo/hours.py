"""Time outside visits: a preparation that was entered wrongly and corrected."""

from engagement.models import TimeEntry
from engagement.services.hours import Spent, log_own_time
from reports.demo.cast import Act, Cast
from reports.services.ledger import correct

AGO = -3
WHAT_FOR = "Read the school’s assessment data before the next visit"


def acts_of_hours(cast: Cast, school: str) -> list[Act]:
    """The school's SEP enters three hours for half an hour, and puts it right."""
    by, year = cast.officer(school), cast.years[1]
    day = max(cast.days.school_day(AGO), year.start)
    preparation = cast.option("time_category", "preparation")

    def spent(minutes: int) -> Spent:
        return Spent(day, minutes, preparation, WHAT_FOR)

    def enter() -> None:
        record = cast.record(school, year, by)
        log_own_time(record=record, spent=spent(180), by=by)

    def put_right() -> None:
        entry = TimeEntry.objects.get(what_for=WHAT_FOR, record__school__urn=urn)
        reason = "Half an hour, entered as 3 hours"
        correct(entry=entry, spent=spent(30), reason=reason, by=by)

    urn = cast.schools[school].urn
    return [
        Act(cast.days.done(day, "16:05"), by, enter),
        Act(cast.days.done(day, "16:10"), by, put_right),
    ]
