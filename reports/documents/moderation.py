"""The moderation report of a term. Once its review is confirmed, it says what stood
then; the number of the review and its day stand on each page (PDF-12)."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import Http404

from reports.documents.kind import About, Kind, paper
from reports.queries.moderation import review_of
from reports.queries.moderation_rows import rows_of_term
from reports.queries.picture import levels_in_order
from reports.summary.standings import kept_terms
from schools.access import require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.documents import Document, Part
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability, roles_with
from sitrack.core.templatetags.govuk import day

READ = Capability.READ_MODERATION
SAME = ("Same", "Not known")


def find_term(reader: User, pk: int) -> Term:
    """A term that has begun, for who reads what the moderation of schools says."""
    require(reader, READ)
    found = next((one for one in kept_terms(calendar.today()) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def moderation_document(
    term: Term, *, reader: User, at: datetime | None = None
) -> Document:
    """What the reader may read of a term's moderation: their own schools'."""
    review = review_of(term)
    rows = review.rows if review else rows_of_term(term)
    own = set(
        School.objects.where(reader, roles_with(READ)).values_list("pk", flat=True)
    )
    seen = [row for row in rows if row["school"] in own]
    frozen = (
        f"review number {review.pk}, confirmed {day(review.confirmed_at)}"
        if review
        else "not confirmed: as it stands today, and may change"
    )
    context: dict[str, Any] = {
        "term": str(term),
        "review": review and review.pk,
        "confirmed_at": review and review.confirmed_at,
        "confirmed_by": str(review.confirmed_by) if review else "",
        "schools": len(seen),
        "levels": _counted(seen),
        "rows": [row for row in seen if _is_news(row)],
        "notes": [row for row in seen if row["text"]],
    }
    return paper(
        Part("Moderation of levels", "pdf/moderation.html", context),
        title="Moderation of levels",
        file=("moderation", str(term)),
        running=f"Moderation of levels, {term} · {frozen}",
        notice="For the authority; schools do not read it",
        reader=reader,
        at=at,
    )


def _counted(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How many schools are at each level, in the order of the levels."""
    counted = Counter(row["level"] for row in rows)
    order = [label for _, label, _ in levels_in_order()]
    known = [(label, counted.pop(label)) for label in order if label in counted]
    return [*known, *sorted(counted.items())]


def _is_news(row: dict[str, Any]) -> bool:
    """Moved, seen differently by its two sides, or with a note or a plan."""
    return (
        row["moved"] not in SAME
        or row["differs"]
        or bool(row["text"] or row["settled"] or row["plan"])
    )


MODERATION = Kind(
    code="moderation",
    label="Moderation report of a term",
    find=find_term,
    build=moderation_document,
    about=lambda term: About(None, term.year.label),
)
