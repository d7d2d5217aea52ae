"""Publishing a version, and handing it out: numbered, hashed, the same for ever."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import Http404
from django.utils.timezone import localdate

from reports.documents import Kind
from reports.models import Publication, PublicationOpening, PublishedFor
from reports.rules.publishing import READERSHIPS, REPORT, check_audience, version_words
from schools.access import require, users_holding, users_who_may
from schools.anyone import anyone_who_is
from schools.models import School
from sitrack.core import clock, delivery, events
from sitrack.core.documents import Document, render_pdf, template_version
from sitrack.core.files import fixed
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

FOLDER = "published"
MOST_TRIES = 5
# A mail names neither the school nor what was published (CONF-04).
TITLE = "A document was published for you in sitrack"
TOLD = {
    PublishedFor.GOVERNORS: Audience.EVERYONE,
    PublishedFor.LEADERS: Audience.LEADERS,
    PublishedFor.TEAM: Audience.AUTHORITY,
    PublishedFor.MEMBERS: Audience.SYSTEM,
}


def publish(
    *, kind: Kind, subject: int, audience: str, by: User, after: int | None = None
) -> Publication:
    """Freeze a document as its audience may read it today, and tell the audience.

    It is drawn before the transaction that keeps it, so that nobody waits for paper;
    of two who publish at once the second draws again, with the next number. ``after``
    is the number of the last version that the publisher has seen: where there is a
    later one, RuleBroken says so. Raises Http404 and PermissionDenied where the
    subject is not the publisher's to publish, RuleBroken where the audience may not
    read it, and NotDrawn.
    """
    own = kind.find(by, subject)
    about = kind.about(own)
    require(by, publishing_of(kind.code), about.school)
    if kind.code == REPORT and not own.is_approved:
        raise RuleBroken("Approve the report before you publish it.")
    check_audience(audience, kind=kind.code, of_a_school=about.school is not None)
    reader = anyone_who_is(READERSHIPS[audience].read_as, about.school)
    found = found_for(kind, subject, reader)
    for _ in range(MOST_TRIES):
        versions = Publication.objects.of(kind.code, subject).filter(audience=audience)
        last = versions.aggregate(last=Max("number"))["last"] or 0
        if after is not None and last != after:
            raise RuleBroken(
                f"Version {last} has been published meanwhile. Look at it before you"
                " publish another."
            )
        at = clock.now()
        document = replace(
            kind.build(found, reader=reader, at=at),
            printed_by=str(by),
            version=version_words(last + 1, audience, by=str(by), on=localdate(at)),
        )
        row = Publication(
            kind=kind.code,
            subject=subject,
            school=about.school,
            region=None if about.school else getattr(found, "region", None),
            year=about.year,
            audience=audience,
            number=last + 1,
            title=document.title[:250],
            filename=_named(document, last + 1),
            template_version=template_version(),
            published_by=by,
            published_at=at,
        )
        if _keep(row, render_pdf(document)):
            return row
    raise RuleBroken("Others publish the same at this moment. Try again.")


def hand_out(*, publication: Publication, by: User) -> bytes:
    """The bytes of a version, as they were published; that they were opened is noted.

    Raises Altered where what lies in the storage is something else.
    """
    content = fixed.unaltered(publication.content, sha256=publication.sha256)
    with transaction.atomic():
        PublicationOpening.objects.create(
            publication=publication, reader=by, at=clock.now()
        )
        events.record(
            "publication.opened", publication, by=by, audience=Audience.SYSTEM
        )
    return content


def publishing_of(kind: str) -> Capability:
    """What somebody must be able to do to publish a kind of document."""
    return Capability.MAKE_REPORTS if kind == REPORT else Capability.PUBLISH


def found_for(kind: Kind, subject: int, reader: User) -> object:
    """The subject as its audience finds it; nothing is noted where it does not."""
    try:
        with transaction.atomic():
            return kind.find(reader, subject)
    except Http404:
        raise RuleBroken(
            "They cannot read this yet, so it cannot be published for them.", "audience"
        ) from None


def _keep(row: Publication, pdf: bytes) -> bool:
    """Keep row, bytes, event and messages together; False where the number is taken."""
    row.content.name = fixed.put(FOLDER, pdf)
    row.size, row.sha256 = len(pdf), fixed.sum_of(pdf)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _tell(row)
    except IntegrityError:
        fixed.drop(row.content.name)
        return False
    except BaseException:
        fixed.drop(row.content.name)
        raise
    return True


def _tell(row: Publication) -> None:
    by = row.published_by
    events.record(
        "publication.published",
        row,
        by=by,
        audience=TOLD[PublishedFor(row.audience)],
        scope=row.school.scope if row.school else "",
        readers=row.get_audience_display(),
    )
    delivery.notify(
        [user for user in readers_told_of(row, row.school) if user.pk != by.pk],
        title=TITLE,
        path=row.get_absolute_url(),
        key=f"publication:{row.pk}",
    )


def readers_told_of(row: Publication, school: School | None) -> list[User]:
    """Whom a version's publishing, and its withdrawing, is told."""
    if school is not None:
        return users_holding(school, *READERSHIPS[row.audience].told)
    readers = users_who_may(Capability.READ_REPORTS)
    mine = Publication.objects.filter(pk=row.pk)
    return [user for user in readers if mine.visible_to(user).exists()]


def _named(document: Document, number: int) -> str:
    stem = document.filename.removesuffix(".pdf")
    return f"{stem}-version-{number}.pdf"
