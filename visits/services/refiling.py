"""Visits are counted in the term of their day, when terms move (ACC-090, SUF-F-13)."""

from collections import Counter

from engagement.models import SchoolYearRecord
from sitrack.core import calendar, events
from sitrack.core.models import Audience, Event, Term
from visits.models import Visit


def on_event(event: Event) -> None:
    """Called for each event, in its transaction."""
    if event.verb == "calendar.term_changed":
        term = Term.objects.get(pk=event.subject.rpartition(":")[2])
        refile_visits(year=term.year_id)


def refile_visits(*, year: int) -> None:
    """File the year's visits in the terms as they are now; each school is told once.

    What a locked record holds stays where it was printed.
    """
    visits = Visit.objects.filter(record__year=year).order_by()
    visits = visits.exclude(record__state=SchoolYearRecord.State.LOCKED)
    moved: Counter[int] = Counter()
    for day in set(visits.values_list("date", flat=True)):
        term = calendar.term_on(day)
        rows = dict(
            visits.filter(date=day).exclude(term=term).values_list("pk", "record")
        )
        Visit.objects.filter(pk__in=rows).update(term=term)
        moved.update(rows.values())
    records = SchoolYearRecord.objects.filter(pk__in=moved)
    for record in records.select_related("school").order_by("pk"):
        count = moved[record.pk]
        events.record(
            "visit.refiled",
            record,
            by=None,
            scope=record.school.scope,
            audience=Audience.LEADERS,
            what="1 visit" if count == 1 else f"{count} visits",
        )
