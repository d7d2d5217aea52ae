"""The school offers a document, shares it, takes it back, removes it (SUF-R-36)."""

from typing import Any

from django.core.files import File
from django.db import transaction

from engagement.queries.forms import form_of
from engagement.services.holding import hold_open
from sitrack.core import clock, delivery, events
from sitrack.core.files import services as files
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from visits import rules
from visits.models import DocumentRequest, Visit, VisitDocument


@transaction.atomic
def add_document(
    *,
    visit: Visit,
    title: str,
    by: User,
    link: str = "",
    file: "File[Any] | None" = None,
    asked: DocumentRequest | None = None,
    kind: str = "",
) -> VisitDocument:
    """The school adds a link or a file; nobody else sees it before it consents.

    ``asked`` is the request that it answers, ``kind`` one of the framework's kinds of
    document, by its code (TRU-D-01 to 08); a code that it has not counts as none. Raises RuleBroken once the visit is
    final, and FileRefused with the rule that the file breaks.
    """
    _check_open(visit)
    if bool(link) == bool(file):
        raise RuleBroken("Choose a file or enter a link.", "file")
    kinds = form_of(visit.record.framework, "documents")
    named = kinds.label_of(kind) if kinds else ""
    document = VisitDocument.objects.create(
        visit=visit,
        title=title,
        kind=kind if named else "",
        kind_name=named,
        link=link,
        file=files.keep(file=file, page=visit.get_absolute_url(), by=by)
        if file
        else None,
        added_by=by,
        added_at=clock.now(),
    )
    if asked:
        _meet(asked, document)
    _tell("document.added", document, by=by)
    return document


@transaction.atomic
def consent(*, document: VisitDocument, by: User) -> VisitDocument:
    """The school shares the document with those who read the visit (CONF-06).

    Raises RuleBroken once the visit is final, and for the second of two people.
    """
    now = _reread(document)
    if now.is_shared:
        raise RuleBroken("This document is shared already.")
    if now.file and now.file.is_refused:
        raise RuleBroken("This file cannot be shared: it did not pass the check.")
    now.consented_by, now.consented_at = by, clock.now()
    now.withdrawn_at = None
    now.save(update_fields=["consented_by", "consented_at", "withdrawn_at"])
    _tell("document.consented", now, by=by)
    for asked in now.requests.select_related("asked_by"):
        delivery.notify(
            [asked.asked_by],
            title=f"A document that you asked for is shared: {now.visit.school}",
            path=now.visit.get_absolute_url(),
            key=f"document-request:{asked.pk}:shared",
        )
    return now


@transaction.atomic
def withdraw_document(*, document: VisitDocument, by: User) -> VisitDocument:
    """Take a document back while the visit is not final (INV-10).

    Raises RuleBroken once it is, and for the second of two people.
    """
    now = _reread(document)
    if not now.is_shared:
        raise RuleBroken("This document is not shared.")
    now.withdrawn_at = clock.now()
    now.save(update_fields=["withdrawn_at"])
    _tell("document.withdrawn", now, by=by)
    return now


@transaction.atomic
def remove_document(*, document: VisitDocument, by: User) -> None:
    """Remove what was never shared, its bytes with it. The row stays behind.

    Raises RuleBroken for a document that somebody else may have read already.
    """
    _lock(document.visit)
    now = VisitDocument.objects.select_related("file").get(pk=document.pk)
    if now.removed_at:
        raise RuleBroken("This document has been removed already.")
    if now.consented_at:
        raise RuleBroken(
            "This document was shared, so it cannot be removed."
            " You can withdraw it until the visit is final."
        )
    now.removed_by, now.removed_at = by, clock.now()
    now.save(update_fields=["removed_by", "removed_at"])
    now.requests.update(document=None)
    if now.file:
        files.remove(stored=now.file)
    _tell("document.removed", now, by=by)


@transaction.atomic
def record_opening(*, document: VisitDocument, by: User) -> None:
    """Note who opened a file; the school's leaders are told on its page."""
    _tell("document.opened", document, by=by, subject=document)


def _meet(asked: DocumentRequest, document: VisitDocument) -> None:
    """Answer a request with a document; the second of two people adds it plainly."""
    open_ones = DocumentRequest.objects.filter(document=None, declined_at=None)
    open_ones.filter(pk=asked.pk, visit=document.visit_id).update(document=document)


def _reread(document: VisitDocument) -> VisitDocument:
    """The document as it stands, while nobody else can change it or its visit."""
    _check_open(document.visit)
    rows = VisitDocument.objects.select_related("visit__record__school", "file")
    now: VisitDocument = rows.get(pk=document.pk)
    if now.removed_at:
        raise RuleBroken("This document has been removed.")
    return now


def _check_open(visit: Visit) -> None:
    rules.check_editable(state=_lock(visit).state)


def _lock(visit: Visit) -> Visit:
    """Have making the visit final, and others' changes, wait for this one. Raises
    RuleBroken in a locked record (INV-06)."""
    hold_open(visit.record)
    locked: Visit = Visit.objects.select_for_update().get(pk=visit.pk)
    return locked


def _tell(
    verb: str,
    document: VisitDocument,
    /,
    *,
    by: User,
    subject: VisitDocument | None = None,
) -> None:
    """The school's own side is told the title; a title is content too (CONF-06)."""
    visit = document.visit
    events.record(
        verb,
        subject or visit,
        by=by,
        scope=visit.record.school.scope,
        audience=Audience.SCHOOL,
        title=document.title,
        visit=str(visit),
    )
