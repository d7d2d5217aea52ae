"""Looking at a version before it is one, and taking one back that should not be used."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from reports.documents import Kind
from reports.models import Publication, PublishedFor, Withdrawal
from reports.rules.publishing import READERSHIPS, check_audience, preview_words
from reports.services.publications import (
    TOLD,
    found_for,
    publishing_of,
    readers_told_of,
)
from schools.access import may, require
from schools.anyone import anyone_who_is
from sitrack.core import clock, delivery, events
from sitrack.core.documents import render_pdf
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken

# A mail names neither the school nor what was published (CONF-04).
TITLE = "A document that was published for you in sitrack was withdrawn"


def preview(*, kind: Kind, subject: int, audience: str, by: User) -> tuple[bytes, str]:
    """What a version for an audience would hold, and the name of its file. It says on
    every page that it is not published; nothing of it is noted, and nobody is told.

    Raises what publishing raises.
    """
    about = kind.about(kind.find(by, subject))
    require(by, publishing_of(kind.code), about.school)
    check_audience(audience, kind=kind.code, of_a_school=about.school is not None)
    reader = anyone_who_is(READERSHIPS[audience].read_as, about.school)
    at = clock.now()
    document = kind.build(found_for(kind, subject, reader), reader=reader, at=at)
    words = preview_words(audience, by=str(by), on=localdate(at))
    looked_at = replace(document, printed_by=str(by), version=words)
    name = document.filename.removesuffix(".pdf")
    return render_pdf(looked_at), f"{name}-preview-{audience}.pdf"


def withdraw(*, publication: Publication, reason: str, by: User) -> Withdrawal:
    """Say that a version holds no more, and tell its audience. It keeps its number and
    its bytes, so that a copy can still be told to be one.

    Raises PermissionDenied for who could not publish it, RuleBroken without a reason,
    and where somebody else was quicker.
    """
    require(by, publishing_of(publication.kind), publication.school)
    if not reason.strip():
        raise RuleBroken("Say why it is withdrawn.", "reason")
    try:
        with transaction.atomic():
            made = Withdrawal.objects.create(
                publication=publication, reason=reason.strip(), by=by, at=clock.now()
            )
            _tell(made)
    except IntegrityError:
        raise RuleBroken("It has been withdrawn already.") from None
    return made


def may_open(publication: Publication, reader: User) -> bool:
    """Whether its file is handed out: of a withdrawn one to who could publish it, as
    they may have to show what was given."""
    if not hasattr(publication, "withdrawal"):
        return True
    return may(reader, publishing_of(publication.kind), publication.school)


def _tell(made: Withdrawal) -> None:
    row = made.publication
    events.record(
        "publication.withdrawn",
        row,
        by=made.by,
        audience=TOLD[PublishedFor(row.audience)],
        scope=row.school.scope if row.school else "",
        reason=made.reason,
    )
    delivery.notify(
        [user for user in readers_told_of(row, row.school) if user.pk != made.by.pk],
        title=TITLE,
        path=row.get_absolute_url(),
        key=f"publication:{row.pk}:withdrawn",
    )
