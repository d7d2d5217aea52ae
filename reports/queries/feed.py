"""What a person's calendar feed holds: planned visits, and days by which things are due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engagement.models import Occasion
from reports.choices import Kind
from reports.models import CalendarFeed
from reports.queries.due_for import all_due_for
from sitrack.core import calendar, clock
from sitrack.core.models import Event, User
from visits.models import Visit

VISITS_BEFORE = timedelta(days=31)
DUE_AHEAD = timedelta(days=183)
AN_HOUR = 60
MOST_EVENTS = 10
# What waits and has a day by which it is due. The day of all else is that of the visit
# or the level which it is about.
TITLES = {
    Kind.STEP: "next step due",
    Kind.ACTION: "action of the plan due",
    Kind.NO_NEXT_VISIT: "visit due",
    Kind.NO_VISIT: "visit due",
    Kind.TRAJECTORY: "trajectory due",
}


@dataclass(frozen=True)
class Entry:
    """One entry; ``begins`` is a moment for a visit and a whole day for what is due.

    ``key`` is the same at each fetch for the same thing, moved or not.
    """

    key: str
    title: str
    begins: datetime | date
    href: str
    minutes: int | None = None


def entries_for(user: User) -> list[Entry]:
    """Planned visits that the person may see at their schools, and what is due for them,
    put off or not: a day in a calendar chases nobody.

    A title says which school and what kind, and never a word of a note (CONF-04). It
    reads summaries as they stand: bring them up to date first.
    """
    return [*_visits(user), *_occasions(user), *_due(user)]


def _visits(user: User) -> list[Entry]:
    rows = Visit.objects.visible_to(user).planned()
    rows = rows.filter(planned_for__gte=clock.now() - VISITS_BEFORE)
    rows = rows.select_related("record__school", "visit_type")
    return [
        Entry(
            key=f"visit-{visit.pk}",
            title=f"{visit.record.school}: {visit.visit_type or 'visit'}",
            begins=visit.planned_for,
            href=visit.get_absolute_url(),
            minutes=visit.minutes or AN_HOUR,
        )
        for visit in rows.order_by("planned_for", "pk")
        if visit.planned_for
    ]


def _occasions(user: User) -> list[Entry]:
    """Reviews and audits whose date is set; what is due of them is among the rest."""
    rows = Occasion.objects.visible_to(user).ahead()
    rows = rows.filter(planned_on__gte=calendar.today() - VISITS_BEFORE)
    return [
        Entry(
            key=f"occasion-{one.pk}",
            title=f"{one.record.school}: {one.label}",
            begins=one.planned_on,  # type: ignore[arg-type]
            href=one.get_absolute_url(),
        )
        for one in rows.select_related("record__school").order_by("planned_on", "pk")
    ]


def _due(user: User) -> list[Entry]:
    return [
        Entry(
            key=row.key,
            title=f"{row.school}: {TITLES.get(row.kind) or row.words}",
            begins=row.due_on,
            href=row.href,
        )
        for row in all_due_for(user, calendar.today() + DUE_AHEAD)
        if row.due_on and (row.kind in TITLES or row.kind in {Kind.DUE, Kind.SERVICE})
    ]


def feed_of(user: User) -> CalendarFeed | None:
    """The person's live feed."""
    return CalendarFeed.objects.live().filter(user=user).first()


def feed_events(user: User) -> list[Event]:
    """What was done with the person's feed, the newest first: for that person alone."""
    told = Event.objects.about(user).filter(verb__startswith="calendar_feed.")
    return list(told[:MOST_EVENTS])
