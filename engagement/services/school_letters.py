"""Issuing a letter to a school that is not restricted (LET-04, LET-07)."""

from collections.abc import Iterable, Sequence

from django.db.models import Max

from engagement.definitions.intensive import PlainLetter
from engagement.models import SchoolLetter, SchoolYearRecord
from engagement.queries.school_letter_text import (
    LetterPart,
    letter_drawn,
    letter_facts,
)
from schools.access import roles_at, users_holding
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import AcademicYear, Audience, User
from sitrack.core.roles import Role


def issue_school_letter(
    kind: PlainLetter,
    *,
    record: SchoolYearRecord,
    addressed: Sequence[Role],
    parts: Iterable[LetterPart],
    signs: Sequence[Role],
    by: User,
) -> SchoolLetter:
    """Draw the letter as it reads today, and tell those it is addressed to by a title
    and a link. To be called by the act that sends it, in its transaction; ``signs`` are
    the roles in which it can be signed, the first that the signer holds."""
    school, year = record.school, record.year
    number = _next_number(kind.code, year)
    held = roles_at(by, school)
    role = next((one for one in signs if one in held), signs[0])
    facts = letter_facts(
        kind,
        school=school,
        framework=record.framework,
        addressed=addressed,
        parts=parts,
        reference=f"{kind.short} {year.label}-{number}",
        issued_on=calendar.today(),
        signed=(by, role),
    )
    letter = SchoolLetter.objects.create(
        kind=kind.code,
        school=school,
        year=year,
        number=number,
        issued_by=by,
        issued_at=clock.now(),
        facts=facts,
        html=letter_drawn(facts),
    )
    events.record(
        "school_letter.issued",
        letter,
        by=by,
        scope=school.scope,
        audience=Audience.LEADERS,
    )
    delivery.notify(
        [user for user in users_holding(school, *addressed) if user.pk != by.pk],
        title=f"{kind.name}: {school}",
        path=letter.get_absolute_url(),
        key=f"school-letter:{letter.pk}",
    )
    return letter


def _next_number(kind: str, year: AcademicYear) -> int:
    """The next number of the year; whoever writes another letter comes after."""
    AcademicYear.objects.select_for_update(no_key=True).get(pk=year.pk)
    written = SchoolLetter.objects.filter(kind=kind, year=year)
    last: int | None = written.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
