"""What the record still lacks, as a short list with the way there (DER-17)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from engagement.models import SchoolYearRecord, TrajectoryView
from engagement.queries.measures import measures_of
from engagement.rules.measures import Showing
from reports.queries.reading import Reading, sections_of
from reports.record_view.shapes import HeaderRow
from reports.record_view.wording import Wording
from sitrack.core.models import Term
from sitrack.core.roles import Capability
from sitrack.core.words import worded_later

# A small school has no deputy; every other row of the front page is filled.
NAMED = ("headteacher", "chair", "sendco", "officer", "lead")
TYPED = ("external_adviser", "slin_peer_review")
LOOKED_UP = ("inspection",)
VIEWS = {
    TrajectoryView.Viewpoint.SCHOOL: "The school’s view of the trajectory",
    TrajectoryView.Viewpoint.LA: worded_later("The {authority} view of the trajectory"),
}


@dataclass(frozen=True)
class Missing:
    """What is not there yet; ``href`` is empty where no page of the record fills it."""

    words: str
    href: str = ""


def missing_in(reading: Reading, rows: Iterable[HeaderRow]) -> list[Missing]:
    """Rows of the front page without a value, and views not given this term.

    A way leads there for those who may take it. Three queries while a term of the
    record runs, and two more where assessments wait.
    """
    record = reading.record
    term = sections_of(reading).present_term
    found = [
        *_of_the_front(record, rows, reading.words),
        *(_of_the_term(record, term, reading.words) if term else ()),
    ]
    ways = {
        "trajectory": reading.may(Capability.GIVE_LA_TRAJECTORY)
        or reading.may(Capability.GIVE_SCHOOL_TRAJECTORY),
        "assessments": reading.may(Capability.EDIT_ASSESSMENTS),
        "header": True,
        "inspections": reading.may(Capability.ENTER_INSPECTION),
    }
    return [
        Missing(one.words, one.href if ways.get(_page_of(one.href)) else "")
        for one in found
    ]


def _page_of(href: str) -> str:
    return href.rstrip("/").rpartition("/")[2]


def _of_the_front(
    record: SchoolYearRecord, rows: Iterable[HeaderRow], words: Wording
) -> Iterator[Missing]:
    header = reverse("engagement:record_header", args=[record.pk])
    inspections = reverse("engagement:inspections", args=[record.school_id])
    ways = dict.fromkeys(TYPED, header) | dict.fromkeys(LOOKED_UP, inspections)
    for row in rows:
        if row.lines or row.key not in NAMED + TYPED + LOOKED_UP:
            continue
        yield Missing(row.label, ways.get(row.key, ""))
    if not record.vision:
        yield Missing(words.label("vision"), header)
    if record.contacts_confirmed_at is None:
        yield Missing("Nobody has confirmed the contacts this year")


def _of_the_term(
    record: SchoolYearRecord, term: Term, words: Wording
) -> Iterator[Missing]:
    """Only what the record's form asks for."""
    if not words.has("trajectory_school"):
        return
    given = TrajectoryView.objects.filter(
        record=record, term=term, given_at__isnull=False
    )
    said = set(given.values_list("subject", "viewpoint"))
    kinds = TrajectoryView.Subject
    trajectory = reverse("engagement:trajectory", args=[record.pk, term.pk])
    for side, view in VIEWS.items():
        if (kinds.INSPECTION, side) not in said:
            yield Missing(f"{view}, {term.name}", trajectory)
    if (kinds.ASSESSMENT, TrajectoryView.Viewpoint.JOINT) in said:
        return
    if any(shown != Showing.HIDDEN for _, shown in measures_of(record)):
        assessments = reverse("engagement:assessments", args=[record.pk, term.pk])
        yield Missing(f"The trajectory for assessments, {term.name}", assessments)
