"""Keeping files, having them scanned, and removing their bytes."""

import hashlib
from collections.abc import Callable
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from sitrack.core import clock, delivery, sweep
from sitrack.core.files import clamd
from sitrack.core.files.clamd import Outcome
from sitrack.core.files.inspection import clean_name, inspect
from sitrack.core.models.job import JobState
from sitrack.core.models.stored_file import StoredFile, Verdict
from sitrack.core.models.user import User

VERDICTS = {
    Outcome.CLEAN: Verdict.CLEAN,
    Outcome.FOUND: Verdict.REJECTED,
    Outcome.UNSCANNABLE: Verdict.UNSCANNABLE,
}
_sparing: list[Callable[[StoredFile], bool]] = []


@transaction.atomic
def keep(*, file: "File[Any]", page: str, by: User) -> StoredFile:
    """Keep a file and have it scanned; nobody can open it before that.

    ``page`` is where its sender is told. Raises FileRefused with the rule broken.
    """
    name, size = file.name or "", file.size
    kind = inspect(file, name=name, size=size)
    stored = StoredFile(
        name=clean_name(name),
        kind=kind,
        size=size,
        sha256=_sum_of(file),
        page=page,
        added_by=by,
        added_at=clock.now(),
        due_at=timezone.now(),
    )
    stored.content.save(name, file, save=False)
    stored.save(force_insert=True)
    sweep.wake()
    return stored


def spares(asked: Callable[[StoredFile], bool]) -> None:
    """Have a function asked whether the bytes of a file that somebody removes must stay,
    though nobody can open it any more: an app above knows of legal holds."""
    if asked not in _sparing:
        _sparing.append(asked)


@transaction.atomic
def remove(*, stored: StoredFile) -> None:
    """Delete the bytes; the row stays and says that there was a file.

    The bytes go once the transaction has committed, so that none are lost to one
    that fails. Where something spares them they stay where nobody opens them.
    """
    StoredFile.objects.filter(pk=stored.pk).update(
        removed_at=clock.now(), state=JobState.DONE, leased_until=None
    )
    if any(asked(stored) for asked in _sparing):
        return
    storage, name = stored.content.storage, str(stored.content.name)
    transaction.on_commit(lambda: storage.delete(name))


@sweep.handles(StoredFile)
def scan(stored: StoredFile) -> None:
    """Give a file its verdict. A scanner that fails leaves it as it is, to be tried
    again: nothing is lost, and nothing gets through."""
    if stored.removed_at:
        return
    if settings.CLAMD is None:
        verdict, finding = Verdict.NOT_SCANNED, ""
    else:
        with stored.content.open("rb") as content:
            answer = clamd.ask(content, address=settings.CLAMD)
        verdict, finding = VERDICTS[answer.outcome], answer.name
    with transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(
            verdict=verdict, finding=finding[:200]
        )
        if verdict in {Verdict.REJECTED, Verdict.UNSCANNABLE}:
            delivery.notify(
                [stored.added_by],
                title="A file that you added cannot be opened",
                path=stored.page,
                key=f"file:{stored.pk}",
            )


def scan_what_was_not(limit: int) -> None:
    """Once there is a scanner, what came before it is scanned as well."""
    if settings.CLAMD is None:
        return
    rows = StoredFile.objects.filter(verdict=Verdict.NOT_SCANNED, removed_at=None)
    StoredFile.objects.filter(pk__in=rows.values("pk")[:limit]).update(
        verdict=Verdict.PENDING, state=JobState.WAITING, due_at=timezone.now()
    )


def _sum_of(content: IO[bytes]) -> str:
    content.seek(0)
    summed = hashlib.sha256()
    while chunk := content.read(65_536):
        summed.update(chunk)
    content.seek(0)
    return summed.hexdigest()


sweep.also(scan_what_was_not)
