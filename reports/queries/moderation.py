"""One school's place in a term's moderation, and the notes of a term."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from reports.models import LevelReview, ModerationNote, TermStanding
from reports.summary.standings import kept_terms
from schools.access import get_visible_or_404
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Term, User


@dataclass(frozen=True)
class Moderated:
    """A school in a term: where it stands, and its note if there is one."""

    school: School
    term: Term
    note: ModerationNote | None
    standing: dict[str, Any] | None

    @property
    def version(self) -> int:
        return self.note.version if self.note else 0


def moderated(user: User, school: int, term: int) -> Moderated:
    """The second gate: a school of the reader's, in a term that has begun."""
    found: School = get_visible_or_404(School.objects, user, pk=school)
    terms = {one.pk: one for one in kept_terms(calendar.today())}
    if term not in terms:
        raise Http404
    standing = TermStanding.objects.filter(school=found, term=term).values(
        *("school", "level_code", "since_term", "since_year", "visited", "differs"),
        *("plan_track", "plan_limit"),
    )
    return Moderated(
        school=found,
        term=terms[term],
        note=note_of(found, terms[term]),
        standing=standing.first(),
    )


def note_of(school: School, term: Term) -> ModerationNote | None:
    notes = ModerationNote.objects.select_related("written_by", "settled_by")
    note: ModerationNote | None = notes.filter(school=school, term=term).first()
    return note


def notes_in(user: User, term: Term | None) -> Any:
    """The reader's notes of a term, those that wait first."""
    notes = ModerationNote.objects.visible_to(user).filter(term=term)
    return notes.select_related("school", "written_by").order_by(
        "-state", "school__name", "pk"
    )


def review_of(term: Term | None) -> LevelReview | None:
    """That a term's levels were reviewed, if it was said."""
    reviews = LevelReview.objects.select_related("confirmed_by")
    review: LevelReview | None = reviews.filter(term=term).first()
    return review
