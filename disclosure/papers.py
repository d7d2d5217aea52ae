"""What there is of a school and its years, in the order of reading, for one officer.

The parts of the documents that are printed (``reports.documents``), each as the officer
may read it: so nothing stands here that they could not read on a page of theirs.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404

from disclosure.text import take
from engagement.documents import letter_document
from engagement.models import (
    ChangeLetter,
    LevelStatement,
    PhaseReview,
    RestrictedLetter,
    SchoolLetter,
    SchoolYearRecord,
    Validation,
)
from plans.models import Plan, TermReport
from reports.documents import KINDS
from reports.documents.record import visit_part
from reports.record_view import visit_view
from reports.record_view.visits import with_parts
from schools.models import School
from sitrack.core.documents import Document, Part
from sitrack.core.documents.drawing import part_page
from sitrack.core.models import AcademicYear, User
from visits.models import EvaluationReport, SelfEvaluation, Visit

# Of a printed record: what no other document here holds.
OF_A_RECORD = {
    *("pdf/record_front.html", "pdf/record_section_1.html", "pdf/front_sheet.html"),
    *("pdf/record_section_2.html", "pdf/record_section_3.html"),
}
RESTRICTED = "Restricted letter"


@dataclass(frozen=True)
class Paper:
    """A part of the record: where it is found again, what it is, and what it says.

    A restricted letter has no text before it is asked for by itself.
    """

    key: str
    kind: str
    title: str
    html: str = ""
    wide: bool = False
    restricted: bool = False


class Source(NamedTuple):
    """A kind of document: its code, and which rows of a school and a year it is of."""

    code: str
    rows: Callable[[School, AcademicYear], Any]


def _of(model: Any, to_school: str, to_year: str, **more: Any) -> Any:
    def rows(school: School, year: AcademicYear) -> Any:
        return model.objects.filter(**{to_school: school, to_year: year}, **more)

    return rows


def _validations(school: School, year: AcademicYear) -> Any:
    held = Validation.objects.held().filter(school=school)
    return held.filter(held_on__range=(year.start, year.end))


RECORDS = _of(SchoolYearRecord, "school", "year")
SENT = {"sent_at__isnull": False}
SOURCES = (
    Source("pathway-review", RECORDS),
    Source("plan", _of(Plan, "school", "record__year")),
    Source("self-evaluation", _of(SelfEvaluation, "record__school", "record__year")),
    Source(
        "school-evaluation",
        _of(
            EvaluationReport,
            "evaluation__record__school",
            "evaluation__record__year",
            **SENT,
        ),
    ),
    Source("validation-report", _validations),
    Source(
        "phase-review",
        _of(PhaseReview, "record__school", "record__year", shared_at__isnull=False),
    ),
    Source("statement", _of(LevelStatement, "record__school", "record__year")),
    Source("term-report", _of(TermReport, "school", "term__year", **SENT)),
    Source("letter", _of(ChangeLetter, "school", "year")),
    Source("school-letter", _of(SchoolLetter, "school", "year")),
)


def papers_of(
    school: School, years: Iterable[AcademicYear], reader: User
) -> Iterator[Paper]:
    """Everything, year by year: the record, its visits, what hangs on it, letters."""
    for year in sorted(years, key=lambda one: one.start):
        for record in RECORDS(school, year).visible_to(reader).order_by("pk"):
            yield from _record(record, reader)
            yield from _visits(record, reader)
        for source in SOURCES:
            rows = source.rows(school, year).visible_to(reader)
            for pk in sorted(set(rows.order_by().values_list("pk", flat=True))):
                yield from _documents(source.code, pk, reader)
        yield from _letters(school, year, reader)


def letter_paper(pk: int, reader: User) -> Paper | None:
    """The text of a restricted letter that somebody opens; None where it is not theirs."""
    letter = _issued(reader).filter(pk=pk).first()
    if letter is None:
        return None
    (part,) = letter_document(letter).parts
    return _paper(_key_of(letter.pk), RESTRICTED, part.name, part, restricted=True)


def letter_of(key: str) -> int:
    """The key of the letter that an item is of."""
    return int(key.split(":")[1])


def _issued(reader: User) -> Any:
    return RestrictedLetter.objects.visible_to(reader).filter(issued_at__isnull=False)


def _key_of(letter: int) -> str:
    return f"restricted:{letter}:0"


def _letters(school: School, year: AcademicYear, reader: User) -> Iterator[Paper]:
    for letter in _issued(reader).filter(school=school, year=year).order_by("pk"):
        title = letter.issued_facts["title"]
        yield Paper(_key_of(letter.pk), RESTRICTED, title, restricted=True)


def _record(record: SchoolYearRecord, reader: User) -> Iterator[Paper]:
    kind = KINDS["record"]
    found = kind.find(reader, record.pk)
    parts = kind.build(found, reader=reader).parts
    own = [part for part in parts if part.template in OF_A_RECORD]
    yield from _parts("record", record.pk, str(kind.label), own, year=found.year.label)


def _visits(record: SchoolYearRecord, reader: User) -> Iterator[Paper]:
    """Every note of a visit that was held, the drafts too: they are held as well."""
    visits = Visit.objects.visible_to(reader).held().filter(record=record)
    kind = str(KINDS["visit"].label)
    for visit in with_parts(visits, reader).order_by("date", "pk"):
        said = "" if visit.is_final else f" ({visit.get_state_display().lower()})"
        part = visit_part(visit_view(visit))
        yield _paper(f"visit:{visit.pk}:0", kind, f"{part.name}{said}", part)


def _documents(code: str, pk: int, reader: User) -> Iterator[Paper]:
    kind = KINDS[code]
    try:
        found = kind.find(reader, pk)
        document: Document = kind.build(found, reader=reader)
    except (Http404, PermissionDenied):
        # The framework has no such form, or the reader not the whole of it.
        return
    yield from _parts(code, pk, str(kind.label), document.parts)


def _parts(
    code: str, pk: int, kind: str, parts: Iterable[Part], *, year: str = ""
) -> Iterator[Paper]:
    seen: Counter[str] = Counter()
    for part in parts:
        name = part.template.removeprefix("pdf/").removesuffix(".html")
        title = f"{part.name}, {year}" if year else part.name
        yield _paper(f"{code}:{pk}:{name}:{seen[name]}", kind, title, part)
        seen[name] += 1


def _paper(
    key: str, kind: str, title: str, part: Part, *, restricted: bool = False
) -> Paper:
    taken = take(part_page(part))
    return Paper(
        key, kind[:120], title[:250], taken.html, taken.wide, restricted=restricted
    )
