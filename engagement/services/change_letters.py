"""Producing the letter about a change of level (SM-1: on approval; LET-06)."""

from datetime import timedelta

from django.db.models import Max
from django.urls import reverse

from engagement.models import ChangeLetter, LevelAssignment
from engagement.queries.change_letter_text import change_drawn, change_facts
from schools.access import users_holding
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import AcademicYear, Audience, User
from sitrack.core.roles import Role
from sitrack.core.words import worded


def write_change_letter(assignment: LevelAssignment, *, by: User) -> ChangeLetter:
    """Draw the letter as it reads today and tell the chair; leaders hear of the
    approval itself. To be called by the approval, in its transaction."""
    year = assignment.record.year
    today = calendar.today()
    number = _next_number(year)
    eve = assignment.effective_from - timedelta(days=1)
    before = assignment.school.levels.in_force(eve).select_related("level").first()
    facts = change_facts(
        assignment,
        before=before,
        reference=f"CL {year.label}-{number}",
        issued_on=today,
    )
    letter = ChangeLetter.objects.create(
        assignment=assignment,
        school=assignment.school,
        year=year,
        number=number,
        issued_at=clock.now(),
        facts=facts,
        html=change_drawn(facts),
    )
    events.record(
        "level.letter",
        letter,
        by=by,
        scope=assignment.school.scope,
        audience=Audience.LEADERS,
        reference=letter.reference,
        level=assignment.level.label,
    )
    delivery.notify(
        users_holding(assignment.school, Role.CHAIR),
        title=worded("A letter about the {level} of your school: ")
        + str(assignment.school),
        path=reverse("engagement:change_letter", args=[letter.pk]),
        key=f"change-letter:{letter.pk}",
    )
    return letter


def _next_number(year: AcademicYear) -> int:
    """The next number of the year; whoever writes another letter comes after."""
    AcademicYear.objects.select_for_update(no_key=True).get(pk=year.pk)
    written = ChangeLetter.objects.filter(year=year)
    last: int | None = written.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
