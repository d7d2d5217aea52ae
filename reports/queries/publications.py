"""Published versions as their readers find them, and who opened them."""

from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet

from engagement.models import LetterCopy, RestrictedLetter
from reports.models import Publication, PublicationOpening
from schools.models import School
from sitrack.core.models import User

MOST_OPENINGS = 50


class KnownAs(NamedTuple):
    """What a file turned out to be a true copy of, as far as its holder may know."""

    publication: Publication | None = None
    copy: LetterCopy | None = None

    @property
    def is_known(self) -> bool:
        return self.publication is not None or self.copy is not None


def published_at(school: School, reader: User) -> QuerySet[Publication]:
    """The versions of a school that the reader may open, the newest first, with how
    often and when they were opened last."""
    rows: QuerySet[Publication] = Publication.objects.visible_to(reader).filter(
        school=school
    )
    counted = rows.annotate(
        times=Count("openings"), last_opened=Max("openings__at")
    ).select_related("published_by", "withdrawal")
    return counted.order_by("-published_at", "-pk")


def versions_of(kind: str, subject: int, reader: User) -> QuerySet[Publication]:
    """The versions of one thing that the reader may open, the newest first."""
    rows: QuerySet[Publication] = Publication.objects.visible_to(reader).of(
        kind, subject
    )
    return rows.select_related("published_by", "withdrawal")


def openings_at(school: School, reader: User) -> list[PublicationOpening]:
    """Who lately opened what at a school, for who is told of it."""
    told = Publication.objects.seen_opened_by(reader).filter(school=school)
    return _openings(publication__in=told.order_by().values("pk"))


def openings_of(publication: Publication, reader: User) -> list[PublicationOpening]:
    """Who opened a version, the latest first, for who is told of it."""
    told = Publication.objects.seen_opened_by(reader).filter(pk=publication.pk)
    return _openings(publication__in=told.order_by().values("pk"))


def known_as(sha256: str, reader: User) -> KnownAs:
    """What a file with this sum is a true copy of: a version, or a copy of a letter
    that somebody took. What the reader may not open is as unknown as what never was."""
    versions = Publication.objects.visible_to(reader).filter(sha256=sha256)
    version = versions.select_related(
        "school", "region", "published_by", "withdrawal__by"
    ).first()
    if version is not None:
        return KnownAs(publication=version)
    mine = RestrictedLetter.objects.visible_to(reader)
    copies: Any = LetterCopy.objects.filter(
        sha256=sha256, letter__in=mine.order_by().values("pk")
    )
    return KnownAs(
        copy=copies.select_related("reader", "letter__type", "letter__year").first()
    )


def _openings(**which: Any) -> list[PublicationOpening]:
    rows = PublicationOpening.objects.filter(**which)
    return list(rows.select_related("publication", "reader")[:MOST_OPENINGS])
