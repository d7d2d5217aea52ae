"""An old record in Word comes in: kept, read, corrected, set aside."""

from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from engagement.services.records import framework_in_use
from reports.models import ImportState, WordImport
from reports.models.imports import OPEN_STATES
from reports.queries.imports import form_of
from reports.word_import import read_record
from schools.access import users_holding
from schools.models import School
from sitrack.core import clock, delivery, events
from sitrack.core.files import services as files
from sitrack.core.files.inspection import clean_name
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

MOST_TYPED = 400_000


@transaction.atomic
def hand_in(*, school: School, file: "File[Any]", by: User) -> WordImport:
    """Keep a school's old record and read it. Nothing of it stands in the record yet.

    Raises FileRefused, with what to do, for a file that is none.
    """
    name, content = file.name or "", file.read()
    form = form_of(framework_in_use(settings.FRAMEWORK))
    reading = read_record(content, name=name, form=form)
    imported = WordImport.objects.create(
        school=school,
        name=clean_name(name),
        state=ImportState.READ,
        reading=reading.as_data(),
        added_by=by,
        added_at=clock.now(),
    )
    keep_file(imported, file, by=by)
    tell("import.read", imported, by=by)
    return imported


def keep_file(imported: WordImport, file: "File[Any]", *, by: User) -> None:
    """Put the file into the private storage; whoever sent it is told at the import."""
    file.seek(0)
    imported.file = files.keep(file=file, page=imported.get_absolute_url(), by=by)
    imported.save(update_fields=["file"])


@transaction.atomic
def save_corrections(
    *,
    imported: WordImport,
    typed: dict[str, list[str]],
    expected_version: int,
    by: User,
) -> WordImport:
    """Keep what the correction page holds, for another day. Raises Stale, RuleBroken
    where it has ended and for more than a record can hold."""
    if sum(len(text) for texts in typed.values() for text in texts) > MOST_TYPED:
        raise RuleBroken("This is more than a record can hold. Shorten the texts.")
    take_next_version(imported, expected=expected_version)
    open_ones = WordImport.objects.filter(pk=imported.pk, state__in=OPEN_STATES)
    if not open_ones.update(state=ImportState.CORRECTED, typed=typed):
        raise ended(imported)
    tell("import.corrected", imported, by=by)
    return imported


@transaction.atomic
def discard(*, imported: WordImport, by: User) -> None:
    """Set a file aside, and delete it: nothing of it was brought in. Raises RuleBroken
    where it has ended already."""
    _take(imported, ImportState.DISCARDED, by=by)
    if imported.file:
        files.remove(stored=imported.file)
    WordImport.objects.filter(pk=imported.pk).update(reading={}, typed={})
    tell("import.discarded", imported, by=by)


@transaction.atomic
def place_import(*, imported: WordImport, school: School, by: User) -> None:
    """Say whose record a file is that could not be told from its words. Raises
    RuleBroken where somebody has said so already."""
    waiting = WordImport.objects.filter(pk=imported.pk, school=None)
    if not waiting.exclude(state=ImportState.REFUSED).update(school=school):
        raise RuleBroken("This file has its school already.")
    imported.school = school
    tell("import.placed", imported, by=by)
    tell_officers(imported, school, but=by)


@transaction.atomic
def record_opening(*, imported: WordImport, by: User) -> None:
    """Note who opened the original."""
    tell("import.opened", imported, by=by)


def tell_officers(imported: WordImport, school: School, *, but: User) -> None:
    """Those who look after the school are told that a file waits for them."""
    officers = [user for user in users_holding(school, Role.OFFICER) if user != but]
    delivery.notify(
        officers,
        title=f"An old record waits to be checked: {school}",
        path=imported.get_absolute_url(),
        key=f"import:{imported.pk}:waits",
    )


def take_in(imported: WordImport, *, by: User) -> None:
    """Move it to "brought in"; of two who accept it one does. Raises RuleBroken."""
    _take(imported, ImportState.ACCEPTED, by=by)


def ended(imported: WordImport) -> RuleBroken:
    """What the second of two is told."""
    now = WordImport.objects.select_related("ended_by").get(pk=imported.pk)
    if now.ended_by is None:
        return RuleBroken("This file was not read, so there is nothing to bring in.")
    what = "brought in" if now.state == ImportState.ACCEPTED else "set aside"
    return RuleBroken(f"{now.ended_by} has {what} this file already.")


def tell(verb: str, imported: WordImport, *, by: User | None, **facts: str) -> None:
    """An event for the authority's own side: the file is not the school's to see."""
    scope = imported.school.scope if imported.school else ""
    audience = Audience.AUTHORITY if imported.school else Audience.SYSTEM
    events.record(verb, imported, by=by, scope=scope, audience=audience, **facts)


def _take(imported: WordImport, state: ImportState, *, by: User) -> None:
    open_ones = WordImport.objects.filter(pk=imported.pk, state__in=OPEN_STATES)
    if not open_ones.update(state=state, ended_by=by, ended_at=clock.now()):
        raise ended(imported)
