"""Opening the year's rolling record, and its header block."""

from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import (
    FrameworkVersion,
    Option,
    RecordPriority,
    SchoolYearRecord,
)
from engagement.rules.records import check_has_record, check_teaches
from engagement.services.holding import hold_open
from schools.models import School, TradedAgreement
from sitrack.core import calendar, clock, events
from sitrack.core.models import AcademicYear, Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from sitrack.core.words import word


class RecordExists(RuleBroken):
    """There is one record a school and year (INV-01); ``record`` is that one."""

    def __init__(self, record: SchoolYearRecord) -> None:
        super().__init__(f"{record.school} already has a record for {record.year}.")
        self.record = record


def open_record(
    *, school: School, year: AcademicYear, framework: FrameworkVersion, by: User | None
) -> SchoolYearRecord:
    """The school's record for the year, made when there is none yet (ACC-001).

    Raises RuleBroken for an academy without a traded agreement; a trust's need none.
    """
    try:
        return create_record(school=school, year=year, framework=framework, by=by)
    except RecordExists as exists:
        return exists.record


@transaction.atomic
def create_record(
    *, school: School, year: AcademicYear, framework: FrameworkVersion, by: User | None
) -> SchoolYearRecord:
    """Make a school's record for a year, with empty boxes for each term.

    One of a year that has not begun is prepared, not open (SM-8). The vision, the
    adviser's name and the priorities still open come across from the year before.
    Raises RecordExists, with the record, when there is one; RuleBroken for a school
    that has closed before the year or has no right to a record.
    """
    present = SchoolYearRecord.objects.filter(school=school, year=year).first()
    if present:
        raise RecordExists(present)
    check_teaches(closed_on=school.closed_on, day=year.start)
    check_has_record(
        maintained=school.maintained or framework.has_academies,
        traded=_is_traded(school, year),
        name=school.name,
        record=word("record"),
    )
    last = school.records.filter(year__start__lt=year.start).first()
    prepared = year.start > calendar.today()
    state = SchoolYearRecord.State
    try:
        with transaction.atomic():
            record = SchoolYearRecord.objects.create(
                school=school,
                year=year,
                framework=framework,
                state=state.PREPARED if prepared else state.OPEN,
                opened_at=clock.now(),
                vision=last.vision if last else "",
                adviser=last.adviser if last else "",
            )
    except IntegrityError:
        rival = SchoolYearRecord.objects.get(school=school, year=year)
        raise RecordExists(rival) from None
    if last:
        RecordPriority.objects.bulk_create(
            RecordPriority(
                record=record,
                order=priority.order,
                text=priority.text,
                source=priority.source,
                themes=priority.themes,
            )
            for priority in last.priorities.filter(closed=False)
        )
    events.record(
        "record.prepared" if prepared else "record.opened",
        record,
        by=by,
        scope=school.scope,
        audience=Audience.EVERYONE,
        year=year.label,
    )
    return record


@transaction.atomic
def change_header(
    *,
    record: SchoolYearRecord,
    expected_version: int,
    vision: str,
    adviser: str,
    peer_review: Option | None,
    peer_review_note: str,
    by: User,
) -> SchoolYearRecord:
    """Change what the header block holds beside posts and register (SUF-R-09 to 13).

    Raises Stale when somebody else changed the record, RuleBroken when locked.
    """
    hold_open(record)
    wanted = {
        "vision": vision,
        "adviser": adviser,
        "peer_review": peer_review,
        "peer_review_note": peer_review_note,
    }
    names = {
        "vision": "vision",
        "adviser": "adviser",
        "peer_review": "peer review",
        "peer_review_note": "peer review note",
    }
    changed = [name for name, value in wanted.items() if getattr(record, name) != value]
    take_next_version(record, expected=expected_version)
    if not changed:
        return record
    for name in changed:
        setattr(record, name, wanted[name])
    record.save()
    events.record(
        "record.header_changed",
        record,
        by=by,
        scope=record.school.scope,
        fields=", ".join(names[name] for name in changed),
    )
    return record


@transaction.atomic
def confirm_contacts(*, record: SchoolYearRecord, by: User) -> None:
    """Say that the people named on the front page are right, as of today.

    It leaves the record's version alone: nobody's text is changed by it.
    """
    hold_open(record)
    record.contacts_confirmed_by, record.contacts_confirmed_at = by, clock.now()
    record.save(update_fields=["contacts_confirmed_by", "contacts_confirmed_at"])
    events.record(
        "record.contacts_confirmed",
        record,
        by=by,
        scope=record.school.scope,
        audience=Audience.EVERYONE,
    )


def framework_in_use(code: str) -> FrameworkVersion:
    """The version of a framework that is in use today. Raises RuleBroken when none is
    loaded."""
    return _framework_on(code, calendar.today())


def framework_for(code: str, year: AcademicYear) -> FrameworkVersion:
    """The version by which the records of a year are made: the last one adopted from
    its first day or before. Raises RuleBroken when none is loaded."""
    return _framework_on(code, year.start)


def _framework_on(code: str, day: date) -> FrameworkVersion:
    version = FrameworkVersion.used_on(code, day)
    if version is None:
        raise RuleBroken(f"The framework {code} is not loaded.")
    return version


def _is_traded(school: School, year: AcademicYear) -> bool:
    agreements = TradedAgreement.objects.filter(school=school, start__lte=year.end)
    return any(
        agreement.end is None or agreement.end >= year.start for agreement in agreements
    )
