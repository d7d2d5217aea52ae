"""Register files handed in on the page: checked first, imported when asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from schools.importers.gias import RegisterFile
from schools.importers.opening import FileRefused
from schools.models import RegisterImport
from schools.services.register import sync_register
from schools.services.register_report import RegisterReport
from sitrack.core import calendar, events, sweep
from sitrack.core.models import Audience, User
from sitrack.core.models.job import JobState
from sitrack.core.rules import RuleBroken


@transaction.atomic
def hand_in(*, file: "File[Any]", la_codes: Sequence[str], by: User) -> RegisterImport:
    """Keep the file and have it checked; nothing is imported yet."""
    job = RegisterImport.objects.create(
        file=file,
        file_name=(file.name or "")[-200:],
        la_codes=list(la_codes),
        started_by=by,
        due_at=timezone.now(),
    )
    sweep.wake()
    return job


@transaction.atomic
def apply_import(*, job: RegisterImport, confirmed: bool, by: User) -> None:
    """Have a checked file imported. The second of two people who ask loses politely.

    Raises RuleBroken when it is being imported already, when the check found nothing
    to import, and when too many schools are missing and nobody confirmed it.
    """
    if job.report.get("error"):
        raise RuleBroken("This file cannot be imported.")
    if job.report.get("warning") and not confirmed:
        raise RuleBroken("Confirm that these schools are missing.", "confirmed")
    won = RegisterImport.objects.filter(
        pk=job.pk, state=JobState.DONE, dry_run=True
    ).update(
        dry_run=False,
        confirmed=confirmed,
        started_by=by,
        state=JobState.WAITING,
        attempts=0,
        rows_done=0,
        due_at=timezone.now(),
    )
    if not won:
        raise RuleBroken("Somebody has already asked for this file to be imported.")
    sweep.wake()


def carry_out(job: RegisterImport) -> None:
    """Check or import the file, and keep the report; the sweep calls it."""
    try:
        with job.file.open("rb") as stored:
            register = RegisterFile(stored.read(), name=job.file_name)
        report = _sync(job, register)
    except FileRefused as refused:
        _keep(job, {"error": str(refused)})
        return
    _keep(job, report.as_json())
    if report.dry_run:
        events.record(
            "register.checked",
            job,
            by=job.started_by,
            audience=Audience.SYSTEM,
            summary=report.summary,
        )


def _sync(job: RegisterImport, register: RegisterFile) -> RegisterReport:
    """The report; where schools went missing since the check, that of a new check."""
    options: dict[str, Any] = {
        "by": job.started_by,
        "seen_on": calendar.today(),
        "la_codes": job.la_codes,
        "source": job,
        "progress": _progress(job),
    }
    try:
        return sync_register(
            register, dry_run=job.dry_run, confirmed=job.confirmed, **options
        )
    except RuleBroken:
        return sync_register(register, dry_run=True, **options)


def _progress(job: RegisterImport) -> Callable[[int, int], None]:
    def note(done: int, total: int) -> None:
        row = RegisterImport.objects.filter(pk=job.pk)
        row.update(rows_done=done, rows_total=total)

    return note


def _keep(job: RegisterImport, report: dict[str, Any]) -> None:
    job.report = report
    job.dry_run = report.get("dry_run", job.dry_run)
    job.save(update_fields=["report", "dry_run"])
