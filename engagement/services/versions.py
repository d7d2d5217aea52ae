"""Adopting a version of a framework from a year on (ACC-089)."""

from django.db import transaction

from engagement.models import ALWAYS, FrameworkVersion, SchoolYearRecord
from engagement.queries import forms, words
from engagement.rules.versions import check_can_adopt, check_can_put_back
from sitrack.core import calendar, events
from sitrack.core.models import AcademicYear, Audience, User


@transaction.atomic
def adopt(*, version: FrameworkVersion, year: AcademicYear, by: User) -> None:
    """Have the records of a year and of those after it made by this version.

    Raises RuleBroken for the second of two people, for a year that has begun, and for
    one that has records by the version before.
    """
    now = _held(version)
    made = SchoolYearRecord.objects.filter(
        framework__code=now.code, year__start__gte=year.start
    )
    check_can_adopt(
        prepared=now.is_prepared,
        start=year.start,
        today=calendar.today(),
        made=made.count(),
    )
    now.adopted_from, now.adopted_by = year.start, by
    now.save(update_fields=["adopted_from", "adopted_by"])
    forms.in_use.changed()
    words.in_use.changed()
    events.record(
        "framework.adopted", now, by=by, audience=Audience.SYSTEM, year=year.label
    )


@transaction.atomic
def put_back(*, version: FrameworkVersion, by: User) -> None:
    """Take back the adoption for a year to come. Raises RuleBroken once the year has
    begun or a record is made by the version."""
    now = _held(version)
    since = now.adopted_from
    check_can_put_back(
        begun=since is None or since <= calendar.today(),
        first=since == ALWAYS,
        made=now.records.count(),
    )
    now.adopted_from = now.adopted_by = None
    now.save(update_fields=["adopted_from", "adopted_by"])
    events.record("framework.put_back", now, by=by, audience=Audience.SYSTEM)


def _held(version: FrameworkVersion) -> FrameworkVersion:
    return FrameworkVersion.objects.select_for_update().get(pk=version.pk)
