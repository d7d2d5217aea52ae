"""The school offers a document, shares it, and takes it back (SUF-R-36)."""

from django.db import transaction

from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from visits import rules
from visits.models import Visit, VisitDocument


@transaction.atomic
def add_document(*, visit: Visit, title: str, link: str, by: User) -> VisitDocument:
    """The school names a document; nobody else sees it before it consents."""
    rules.check_editable(state=visit.state)
    document = VisitDocument.objects.create(
        visit=visit, title=title, link=link, added_by=by, added_at=clock.now()
    )
    _tell("document.added", document, by=by)
    return document


@transaction.atomic
def consent(*, document: VisitDocument, by: User) -> VisitDocument:
    """The school shares the document with those who read the visit (CONF-06)."""
    rules.check_editable(state=document.visit.state)
    document.consented_by, document.consented_at = by, clock.now()
    document.withdrawn_at = None
    document.save()
    _tell("document.consented", document, by=by)
    return document


@transaction.atomic
def withdraw_document(*, document: VisitDocument, by: User) -> VisitDocument:
    """Take a document back while the visit is not final (INV-10)."""
    rules.check_editable(state=document.visit.state)
    document.withdrawn_at = clock.now()
    document.save(update_fields=["withdrawn_at"])
    _tell("document.withdrawn", document, by=by)
    return document


def _tell(verb: str, document: VisitDocument, /, *, by: User) -> None:
    """The school's own side is told the title; a title is content too (CONF-06)."""
    visit = document.visit
    events.record(
        verb,
        visit,
        by=by,
        scope=visit.record.school.scope,
        audience=Audience.SCHOOL,
        title=document.title,
        visit=str(visit),
    )
