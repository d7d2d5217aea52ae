"""Who opened what of a school: versions, documents of visits, letters (INV-25)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from engagement.models import RestrictedLetter
from reports.models import Publication
from schools.access import audiences_of
from schools.models import School
from sitrack.core.documents.text import clean
from sitrack.core.models import Event, User

VERSIONS, DOCUMENTS, LETTERS = "versions", "documents", "letters"
KINDS = {
    VERSIONS: "Published versions",
    DOCUMENTS: "Documents of visits",
    LETTERS: "Restricted letters",
}
OF_DOCUMENTS = ("document.opened", "guest.opened", "self_evaluation.file_opened")
OF_LETTERS = ("letter.read", "letter.file_read", "letter.copied")
LONGEST_NAME = 150


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed; what is not understood finds nothing."""

    kind: str
    name: str

    @property
    def is_used(self) -> bool:
        return bool(self.kind or self.name)


def asked_for(sent: QueryDict) -> Asked:
    """What the address asks for."""
    name = clean(sent.get("name", "")).strip()
    return Asked(sent.get("kind", ""), name[:LONGEST_NAME])


def openings_of_all(
    school: School, reader: User, asked: Asked, *, letters: bool
) -> QuerySet[Event]:
    """Each opening that the reader may be told of, the latest first.

    Of a version and a letter only where they may read it themselves; of a letter only
    since it was issued, so that nothing is told of its making. A file leaves the letters
    out (decision record 30).
    """
    told = {VERSIONS: _of_versions(school, reader), DOCUMENTS: _told(school, reader)}
    if letters:
        told[LETTERS] = _of_letters(school, reader)
    wanted = Q(pk__in=())
    for kind, condition in told.items():
        if asked.kind in ("", kind):
            wanted |= condition
    found: QuerySet[Event] = Event.objects.filter(wanted)
    return found.filter(actor_name__icontains=asked.name) if asked.name else found


def kind_of(event: Event) -> str:
    """The kind under which an opening is found, in words."""
    if event.verb in OF_LETTERS:
        return KINDS[LETTERS]
    return KINDS[DOCUMENTS if event.verb in OF_DOCUMENTS else VERSIONS]


def _of_versions(school: School, reader: User) -> Q:
    seen = Publication.objects.seen_opened_by(reader).filter(school=school)
    return Q(verb="publication.opened", subject__in=Event.keys_of(seen))


def _told(school: School, reader: User) -> Q:
    audiences = audiences_of(reader, school)
    return Q(scope=school.scope, verb__in=OF_DOCUMENTS, audience__in=audiences)


def _of_letters(school: School, reader: User) -> Q:
    mine = RestrictedLetter.objects.visible_to(reader).filter(
        school=school, issued_at__isnull=False
    )
    wanted = Q(pk__in=())
    for letter in mine.only("issued_at"):
        wanted |= Q(subject=Event.key(letter), at__gte=letter.issued_at)
    return Q(verb__in=OF_LETTERS) & wanted
