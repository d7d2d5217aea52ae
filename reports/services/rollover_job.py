"""All schools' records go into the next year, as one job (SM-8, ACC-003)."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from engagement.models import FrameworkVersion, SchoolYearRecord
from engagement.services.records import framework_for
from reports.models.rollover import Outcome, RolledSchool, Rollover
from reports.services.rollover import Rolled, roll_over
from schools.models import School
from sitrack.core import clock, events, sweep
from sitrack.core.models import AcademicYear, Audience, User
from sitrack.core.models.job import JobState
from sitrack.core.rules import RuleBroken

LEASE = timedelta(minutes=5)
log = logging.getLogger(__name__)


@transaction.atomic
def start_rollover(*, year: AcademicYear, by: User) -> Rollover:
    """Have every school’s record carried into a year; there is one job a year.

    Asked for again it goes on with the schools that are not carried over yet. Raises
    RuleBroken while it runs: of two who start it at once one does.
    """
    try:
        with transaction.atomic():
            job = Rollover.objects.create(
                year=year,
                started_by=by,
                started_at=clock.now(),
                due_at=timezone.now(),
            )
    except IntegrityError:
        job = _again(year, by)
    events.record("rollover.started", job, by=by, audience=Audience.SYSTEM)
    sweep.wake()
    return job


@transaction.atomic
def stop_rollover(*, job: Rollover, by: User) -> None:
    """Stop after the school that is being carried over. Raises RuleBroken when it has
    ended or somebody has stopped it already."""
    running = Rollover.objects.filter(pk=job.pk, stopped_by=None).exclude(
        state=JobState.DONE
    )
    if not running.update(stopped_by=by):
        raise RuleBroken("This has come to its end already.")
    events.record("rollover.stopped", job, by=by, audience=Audience.SYSTEM)


def carry_out(job: Rollover) -> None:
    """Carry school after school over, each in a transaction of its own; the sweep calls
    it. Stopped or broken off, it leaves whole schools behind it."""
    framework = framework_for(settings.FRAMEWORK, job.year)
    keys = _concerned(job.year)
    carried = set(_carried(job.year).values_list("school", flat=True))
    left = [key for key in keys if key not in carried]
    Rollover.objects.filter(pk=job.pk).update(schools_total=len(keys))
    for done, key in enumerate(left, start=len(keys) - len(left)):
        if not _goes_on(job, done):
            return
        school = School.objects.get(pk=key)
        _note(job, school, _carry(job, school, framework))
    _goes_on(job, len(keys))


def _again(year: AcademicYear, by: User) -> Rollover:
    stopped = Q(state=JobState.WAITING, stopped_by__isnull=False)
    ended = stopped | Q(state__in=[JobState.DONE, JobState.FAILED])
    if not Rollover.objects.filter(ended, year=year).update(
        state=JobState.WAITING,
        started_by=by,
        started_at=clock.now(),
        stopped_by=None,
        attempts=0,
        last_error="",
        due_at=timezone.now(),
    ):
        raise RuleBroken("The records are being carried over already.")
    return Rollover.objects.get(year=year)


def _concerned(year: AcademicYear) -> list[int]:
    """Schools that teach, and whoever has a record that is not locked, by name."""
    unlocked = SchoolYearRecord.objects.filter(year__start__lt=year.start)
    unlocked = unlocked.exclude(state=SchoolYearRecord.State.LOCKED)
    schools = School.objects.open() | School.objects.filter(
        Q(pk__in=unlocked.values("school"))
    )
    return list(schools.distinct().order_by("name", "pk").values_list("pk", flat=True))


def _carried(year: AcademicYear) -> QuerySet[SchoolYearRecord]:
    return SchoolYearRecord.objects.filter(year=year, carried_at__isnull=False)


def _goes_on(job: Rollover, done: int) -> bool:
    """Whether nobody has stopped it; keeps the row claimed for as long as it works."""
    row = Rollover.objects.filter(pk=job.pk, stopped_by=None)
    lease = timezone.now() + LEASE
    return bool(row.update(schools_done=done, leased_until=lease))


def _carry(job: Rollover, school: School, framework: FrameworkVersion) -> Rolled:
    """One school; what stands in its way is told, and the others go on."""
    try:
        return roll_over(
            school=school, into=job.year, framework=framework, by=job.started_by
        )
    except RuleBroken as broken:
        return Rolled(Outcome.WAITS, reason=broken.message)
    except Exception:
        log.exception("%s was not carried into %s", school, job.year)
        told = "Something went wrong, and nothing was changed. Carry on to try again."
        return Rolled(Outcome.WAITS, reason=told)


def _note(job: Rollover, school: School, rolled: Rolled) -> None:
    RolledSchool.objects.bulk_create(
        [
            RolledSchool(
                rollover=job,
                school=school,
                outcome=rolled.outcome,
                reason=rolled.reason,
                at=clock.now(),
            )
        ],
        update_conflicts=True,
        update_fields=["outcome", "reason", "at"],
        unique_fields=["rollover", "school"],
    )
