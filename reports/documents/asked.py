"""A document as PDF for whoever asks for it: made, or handed out again unchanged."""

from django.conf import settings
from django.utils import timezone

from reports.documents.kind import Kind
from schools.held import posts_of
from sitrack.core import clock
from sitrack.core.documents import render_and_keep, unchanged
from sitrack.core.models import User
from sitrack.core.watching import Watch


def pdf_for(kind: Kind, pk: int, reader: User) -> tuple[bytes, str]:
    """The document of a subject as its reader may see it, and the name of its file.

    Whether the reader may have it is always asked first: raises Http404 out of scope,
    PermissionDenied where the role does not reach, NotDrawn where it cannot be made.
    """
    watch = Watch()
    with watch.watching():
        subject = kind.find(reader, pk)
    today = (clock.today(), timezone.localdate())
    asked = (kind.code, pk, reader.pk, str(reader), *posts_of(reader), *today)
    found = unchanged.find(asked, given=watch)
    if found is not None and not settings.DEBUG:
        return found
    with watch.watching():
        made = kind.build(subject, reader=reader)
        pdf, key = render_and_keep(made)
    if key:
        unchanged.note(asked, unchanged.Made(watch, key, made.filename))
    return pdf, made.filename
