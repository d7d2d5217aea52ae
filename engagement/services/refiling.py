"""Time in the ledger is counted in the term of its day, when terms move (ACC-090)."""

from collections import Counter

from engagement.models import SchoolYearRecord, TimeEntry
from sitrack.core import calendar, events
from sitrack.core.models import Audience, Event, Term


def on_event(event: Event) -> None:
    """Called for each event, in its transaction."""
    if event.verb == "calendar.term_changed":
        term = Term.objects.get(pk=event.subject.rpartition(":")[2])
        refile_time(year=term.year_id)


def refile_time(*, year: int) -> None:
    """File the year's time in the terms as they are now; each school is told once.

    What a locked record holds stays as it was counted. The day, minutes and person of
    an entry never change (INV-15).
    """
    entries = TimeEntry.objects.filter(record__year=year).order_by()
    entries = entries.exclude(record__state=SchoolYearRecord.State.LOCKED)
    moved: Counter[int] = Counter()
    for day in set(entries.values_list("day", flat=True)):
        term = calendar.term_on(day)
        rows = dict(
            entries.filter(day=day).exclude(term=term).values_list("pk", "record")
        )
        TimeEntry.objects.filter(pk__in=rows).update(term=term)
        moved.update(rows.values())
    records = SchoolYearRecord.objects.filter(pk__in=moved)
    for record in records.select_related("school").order_by("pk"):
        count = moved[record.pk]
        events.record(
            "time.refiled",
            record,
            by=None,
            scope=record.school.scope,
            audience=Audience.LEADERS,
            what="1 entry of time" if count == 1 else f"{count} entries of time",
        )
