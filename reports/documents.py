"""What this app prints. Each function says what is on the paper; core draws it."""

from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify

from engagement.models import SchoolYearRecord
from glossary.help import strapline
from glossary.models import Entry
from reports.record_view import record_view
from sitrack.core.documents import Document
from sitrack.core.models import User


def record_document(
    record: SchoolYearRecord, *, reader: User, at: datetime | None = None
) -> Document:
    """The rolling record of a year as its reader may see it (PDF-01).

    ``at`` is when it is printed, now unless given.
    """
    view = record_view(record, reader=reader)
    return Document(
        template="pdf/record.html",
        filename=f"record-{slugify(view.school_name)}-{view.year.replace('/', '-')}.pdf",
        title=view.title,
        printed_at=at or timezone.now(),
        printed_by=str(reader),
        running=f"{view.school_name}, {view.year}",
        notice="Academy that buys the service (traded)" if view.traded else "",
        context={
            "record": view,
            "strapline": strapline(),
            "glossary": list(_glossary(record)),
        },
    )


def _glossary(record: SchoolYearRecord) -> list[Entry]:
    framework = record.framework.code
    return list(Entry.objects.published().filter(framework__in=["", framework]))
