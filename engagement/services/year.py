"""A record through the year: prepared in July, open, locked, unlocked (SM-8)."""

from typing import Any

from django.db import transaction

from engagement.models import FrameworkVersion, RecordPriority, SchoolYearRecord
from engagement.rules.records import check_can_prepare
from engagement.services.records import create_record
from schools.models import School
from sitrack.core import calendar, clock, events
from sitrack.core.models import AcademicYear, Audience, User
from sitrack.core.rules import RuleBroken

State = SchoolYearRecord.State


@transaction.atomic
def prepare_record(
    *, school: School, year: AcademicYear, framework: FrameworkVersion, by: User
) -> SchoolYearRecord:
    """Make next year's record from 1 July on, so that a level or a visit can be dated
    in it (SM-8). Raises RuleBroken as ``create_record``, and before that day."""
    check_can_prepare(today=calendar.today(), start=year.start)
    return create_record(school=school, year=year, framework=framework, by=by)


def open_begun(limit: int) -> int:
    """Open the prepared records whose year has begun; returns how many.

    Run by two sweeps at once, or twice, it opens each once.
    """
    begun = SchoolYearRecord.objects.filter(
        state=State.PREPARED, year__start__lte=calendar.today()
    )
    return sum(_open(pk) for pk in list(begun.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _open(pk: int) -> bool:
    record = _held(pk)
    if not record.is_prepared:
        return False
    record.state, record.opened_at = State.OPEN, clock.now()
    _save(record)
    _tell("record.opened", record, by=None)
    return True


@transaction.atomic
def lock_record(
    *, record: SchoolYearRecord, reason: str, by: User | None
) -> SchoolYearRecord:
    """Lock a record: from now on it takes addenda only (INV-06, ACC-004).

    ``by`` is None where it follows from something else, such as the school's closing.
    Raises RuleBroken without a reason and for the second of two people.
    """
    reason = _reason(reason, "Say why the record is locked.")
    now = _held(record.pk)
    if now.is_locked:
        raise RuleBroken("This record is locked already.")
    now.state, now.locked_at = State.LOCKED, clock.now()
    now.lock_reason, now.unlock_reason = reason, ""
    _save(now)
    _tell("record.locked", now, by=by, reason=reason)
    return now


@transaction.atomic
def unlock_record(
    *, record: SchoolYearRecord, reason: str, by: User
) -> SchoolYearRecord:
    """Open a locked record again, with a reason that everybody concerned reads (SM-8).

    Raises RuleBroken without a reason and for the second of two people.
    """
    reason = _reason(reason, "Say why the record is unlocked.")
    now = _held(record.pk)
    if not now.is_locked:
        raise RuleBroken("This record is not locked.")
    ahead = now.year.start > calendar.today()
    now.state, now.locked_at = State.PREPARED if ahead else State.OPEN, None
    now.lock_reason, now.unlock_reason = "", reason
    _save(now)
    _tell("record.unlocked", now, by=by, reason=reason)
    return now


def bring_across(*, old: SchoolYearRecord, new: SchoolYearRecord) -> None:
    """Bring what goes on into a record that was made before its year (ACC-003).

    Priorities that are open and not yet there, and the vision and the adviser where the
    new record has none or only an older wording of the old one's. A priority that came
    along when the record was made, and has ended since, ends there as it did here.
    """
    for name in ("vision", "adviser"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after and _is_older(old, name, after):
            setattr(new, name, before)
    going_on = _open_priorities(old)
    still_open = {priority["text"] for priority in going_on}
    ended = {
        row.text: row
        for row in old.priorities.filter(closed=True)
        if row.text not in still_open
    }
    for row in new.priorities.filter(closed=False, text__in=ended):
        row.closed, row.closed_on = True, ended[row.text].closed_on
        row.ended = ended[row.text].ended
        row.save()
    present = set(new.priorities.values_list("text", flat=True))
    RecordPriority.objects.bulk_create(
        RecordPriority(record=new, order=len(present) + place, **priority)
        for place, priority in enumerate(going_on, start=1)
        if priority["text"] not in present
    )


def mark_carried(
    *, old: SchoolYearRecord | None, new: SchoolYearRecord, steps: int, by: User
) -> None:
    """Note that a record holds now what went on from the year before, and how many
    next steps came along; ``old`` is None for a school that had no record."""
    new.carried_at = clock.now()
    _save(new)
    if old is None:
        return
    came = new.priorities.filter(closed=False).count()
    parts = ["1 priority" if came == 1 else f"{came} priorities"]
    parts += ["1 next step" if steps == 1 else f"{steps} next steps"]
    _tell("record.carried", new, by=by, what=f"{' and '.join(parts)} of {old.year}")


def hold_records(school: School) -> list[SchoolYearRecord]:
    """A school's records, the newest first, held against every other change.

    The school before them: of two who carry it over at once, the second reads what the
    first has made.
    """
    School.objects.select_for_update(no_key=True).only("pk").get(pk=school.pk)
    rows = SchoolYearRecord.objects.select_for_update(of=("self",))
    found = rows.select_related("school", "year", "framework")
    return list(found.filter(school=school).order_by("-year__start"))


def _open_priorities(record: SchoolYearRecord) -> list[dict[str, Any]]:
    """Words, source and themes of what is still open."""
    rows = record.priorities.filter(closed=False)
    return [dict(row) for row in rows.values("text", "source", "themes")]


def _is_older(old: SchoolYearRecord, name: str, text: str) -> bool:
    return not text or bool(old.history.filter(**{name: text}).exists())


def _held(pk: int) -> SchoolYearRecord:
    """The record as it stands, while nobody else can lock, open or change it."""
    rows = SchoolYearRecord.objects.select_for_update(of=("self",)).order_by()
    found: SchoolYearRecord = rows.select_related("school", "year").get(pk=pk)
    return found


def _save(record: SchoolYearRecord) -> None:
    record.version += 1
    record.save()


def _reason(text: str, missing: str) -> str:
    if not text.strip():
        raise RuleBroken(missing, "reason")
    return text.strip()


def _tell(
    verb: str, record: SchoolYearRecord, *, by: User | None, **facts: str
) -> None:
    events.record(
        verb,
        record,
        by=by,
        scope=record.school.scope,
        audience=Audience.EVERYONE,
        year=record.year.label,
        **facts,
    )
