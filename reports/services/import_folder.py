"""Many old records at once: each file a row, read one by one by the sweep."""

import io
import logging
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from engagement.services.records import framework_in_use
from reports.models import ImportFolder, ImportState, WordImport
from reports.queries.imports import form_of, schools_to_hand_in_for
from reports.services.imports import keep_file, tell, tell_officers
from reports.word_import import Form, Reading, read_record
from reports.word_import.labels import plain
from schools.models import School
from sitrack.core import clock, events, sweep
from sitrack.core.files.inspection import MEGABYTE, MOST_MEGABYTES, clean_name
from sitrack.core.files.refusal import FileRefused
from sitrack.core.models import Audience, User

MOST_FILES = 200
MOST_UNPACKED = 200 * MEGABYTE
LEASE = timedelta(minutes=5)
# Words that people leave out of a school's name, or of a file's.
KIND_OF_SCHOOL = frozenset(
    {
        *("school", "the", "of", "c", "e", "ce", "vc", "va", "cevap", "cevcp"),
        *("church", "england", "community", "rolling", "record", "word", "docx"),
    }
)
NOT_WORD = "This is not a Word document (.docx), so it was not read."
log = logging.getLogger(__name__)


@transaction.atomic
def hand_in_folder(*, files: "Iterable[File[Any]]", by: User) -> ImportFolder:
    """Keep the files, those inside a zip too, and have them read.

    A file that is refused is a row with the reason. Raises FileRefused for a zip that
    cannot be opened, and for more files than can be handed in at once.
    """
    found = [one for file in files for one in _inside(file)]
    if len(found) > MOST_FILES:
        raise FileRefused(
            f"These are more than {MOST_FILES} files. Hand them in in parts."
        )
    if not found:
        raise FileRefused("There is no file inside. Choose the Word files, or a zip.")
    folder = ImportFolder.objects.create(
        handed_in_by=by, handed_in_at=clock.now(), due_at=timezone.now()
    )
    for file in found:
        _take_in(folder, file, by=by)
    events.record(
        "import_folder.handed_in",
        folder,
        by=by,
        audience=Audience.SYSTEM,
        count=len(found),
    )
    sweep.wake()
    return folder


def read_folder(folder: ImportFolder) -> None:
    """Read the files that are not read yet, each in a transaction of its own; the sweep
    calls it. Broken off, it leaves whole files behind it and goes on with the others."""
    form = form_of(framework_in_use(settings.FRAMEWORK))
    schools = schools_to_hand_in_for(folder.handed_in_by)
    waiting = folder.imports.filter(state=ImportState.UPLOADED)
    for imported in waiting.select_related("file").order_by("pk"):
        ImportFolder.objects.filter(pk=folder.pk).update(
            leased_until=timezone.now() + LEASE
        )
        with transaction.atomic():
            _read(imported, form, schools, by=folder.handed_in_by)


def school_of(reading: Reading, name: str, schools: Iterable[School]) -> School | None:
    """Whose record it is: by a URN, by the name in the form, else by the file’s name.

    A name that is only like a school's is nobody's: whoever handed it in is asked."""
    listed = list(schools)
    urns = {str(school.urn): school for school in listed}
    said = reading.text("front.school")
    for word in plain(f"{said} {name}").split():
        if word in urns:
            return urns[word]
    for text in (said, PurePosixPath(name).stem):
        named = [one for one in listed if _own_words(one.name) == _own_words(text)]
        if _own_words(text) and len(named) == 1:
            return named[0]
    return None


def _own_words(name: str) -> frozenset[str]:
    """What a school's name says besides its kind: whoever is like it is another."""
    return frozenset(plain(name).split()) - KIND_OF_SCHOOL


def _take_in(folder: ImportFolder, file: "File[Any]", *, by: User) -> None:
    imported = WordImport.objects.create(
        name=clean_name(file.name or ""),
        folder=folder,
        added_by=by,
        added_at=clock.now(),
    )
    try:
        with transaction.atomic():
            keep_file(imported, file, by=by)
    except FileRefused as refused:
        _refuse(imported, refused.message)


def _read(imported: WordImport, form: Form, schools: list[School], *, by: User) -> None:
    try:
        if imported.file is None:
            raise FileRefused(NOT_WORD)
        with imported.file.content.open("rb") as content:
            reading = read_record(content.read(), name=imported.name, form=form)
    except FileRefused as refused:
        _refuse(imported, refused.message)
        return
    except Exception:
        log.exception("%s was not read", imported.pk)
        _refuse(imported, "Something went wrong. Hand this file in by itself.")
        return
    school = school_of(reading, imported.name, schools)
    WordImport.objects.filter(pk=imported.pk, state=ImportState.UPLOADED).update(
        state=ImportState.READ, reading=reading.as_data(), school=school
    )
    imported.school = school
    tell("import.read", imported, by=by)
    if school is not None:
        tell_officers(imported, school, but=by)


def _refuse(imported: WordImport, reason: str) -> None:
    WordImport.objects.filter(pk=imported.pk).update(
        state=ImportState.REFUSED, reason=reason[:400]
    )


def _inside(file: "File[Any]") -> "Iterator[File[Any]]":
    """The file, or the files that a zip holds; nothing is written to a disk."""
    if not (file.name or "").lower().endswith(".zip"):
        yield file
        return
    try:
        with zipfile.ZipFile(io.BytesIO(file.read())) as package:
            listed = [one for one in package.infolist() if _counts(one)]
            if len(listed) > MOST_FILES or _size(listed) > MOST_UNPACKED:
                raise FileRefused("The zip holds too much. Hand it in in parts.")
            for one in listed:
                with package.open(one) as unpacked:
                    content = unpacked.read(MOST_MEGABYTES * MEGABYTE + 1)
                yield ContentFile(content, name=PurePosixPath(one.filename).name)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError) as error:
        raise FileRefused(
            "The zip cannot be opened: it is damaged or has a password. Make it again"
            " without a password, or choose the Word files themselves."
        ) from error


def _counts(one: zipfile.ZipInfo) -> bool:
    """Folders, and what a Mac adds for itself, are no files of anybody."""
    name = PurePosixPath(one.filename)
    own = name.parts[:1] == ("__MACOSX",) or name.name.startswith((".", "~$"))
    return not one.is_dir() and not own


def _size(listed: Iterable[zipfile.ZipInfo]) -> int:
    return sum(one.file_size for one in listed)
