"""A school that does not answer: reminded once, and noted after ten working days.

Worked out anew at each sweep from the day the school was given the note, so that
downtime only delays it, and a day off that is added moves it (SM-3, INV-20).
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from engagement.models import SchoolYearRecord, Side
from schools.queries.able import able_since
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.versions import Stale, take_next_version
from visits.answer_days import answer_due, reminder_due
from visits.models import Comment, Visit, VisitState
from visits.services.telling import notify_holders, notify_people

# Seven working days, after which a school is reminded, end nine dates later at least,
# at whatever time of day.
SOONEST = timedelta(days=8)


def follow_silence(limit: int) -> int:
    """Remind schools and note their silence where it is time; returns how many.

    Run by two sweeps at once, or twice, it does each once. A school in which
    nobody can answer is left alone: its note waits, or its lead says why not.
    """
    waiting = Visit.objects.filter(
        state=VisitState.SHARED, given_at__lte=clock.now() - SOONEST
    ).exclude(record__state=SchoolYearRecord.State.LOCKED)
    found = list(waiting.select_related("record__school", "lead__user"))
    if not found:
        return 0
    today, closed = calendar.today(), calendar.closed_days()
    done = 0
    for visit in found:
        since = counted_from(visit, today)
        if since is None or done >= limit:
            continue
        due = answer_due(since, closed)
        if today > due:
            done += _once(visit, _note_silence)
        elif visit.reminded_at is None and today >= reminder_due(due, closed):
            done += _once(visit, _remind)
    return done


def counted_from(visit: Visit, today: date) -> date | None:
    """The day the school's leaders were first able to read the note as it stands."""
    school = visit.record.school
    able = able_since([school], SCHOOL_LEADERS, today).get(school.pk)
    given = timezone.localdate(visit.given_at)
    return max(given, able) if able else None


def _once(visit: Visit, act: Callable[[Visit], None]) -> bool:
    """Do it unless somebody else changed the visit first."""
    try:
        with transaction.atomic():
            act(visit)
    except Stale:
        return False
    return True


def _remind(visit: Visit) -> None:
    """Tell the school's leaders that a note waits; a title and a link (CONF-04)."""
    now = clock.now()
    mine = Visit.objects.filter(
        pk=visit.pk, version=visit.version, state=VisitState.SHARED, reminded_at=None
    )
    if not mine.update(reminded_at=now):
        raise Stale(visit)
    title = "A visit note waits for your answer"
    notify_holders(
        visit,
        SCHOOL_LEADERS,
        title,
        occasion=f"remind-{visit.version}",
        chases=f"read_note-{visit.pk}",
    )


def _note_silence(visit: Visit) -> None:
    take_next_version(visit, expected=visit.version)
    Comment.objects.create(visit=visit, side=Side.SCHOOL, by=None, at=clock.now())
    visit.state = VisitState.COMMENTED
    visit.save()
    events.record(
        "visit.silent",
        visit,
        by=None,
        scope=visit.record.school.scope,
        audience=Audience.LEADERS,
    )
    if visit.lead.user:
        title = "No response to a visit note within ten working days"
        notify_people(visit, [visit.lead.user], title, occasion="silent")
