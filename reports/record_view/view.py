"""Reads a record for one reader: what is left out here, no page or file can show."""

from collections import defaultdict
from datetime import date

from engagement.models import SchoolYearRecord, SupportEntry, VisitTemplate
from engagement.queries.requests import by_term, requests_in
from reports.record_view.header import header_rows
from reports.record_view.sections import Sections
from reports.record_view.shapes import Priority, RecordView, TermColumn, TermVisits
from reports.record_view.visits import blank_view, visit_view, visits_for
from reports.record_view.wording import Wording
from schools.access import roles_at
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import Role
from sitrack.core.templatetags.govuk import day as in_words
from visits.models import UnvisitedTerm, Visit


def record_view(record: SchoolYearRecord, *, reader: User) -> RecordView:
    """The record as the reader may see it, in a fixed number of queries.

    Governors see final visits, leaders of the school those shared with it; a view of
    the trajectory that was not given yet is left out for everyone; documents appear
    once the school consented. An officer of another team sees its own strand of
    support (ACC-100).
    """
    words = Wording(record.framework)
    terms = calendar.terms_of(record.year)
    today = calendar.today()
    columns = tuple(_column(term, words, today) for term in terms)
    sections = Sections(record, words, terms, columns)
    visits = visits_for(record.pk, reader)
    inspection, assessment = sections.trajectories()
    return RecordView(
        record_id=record.pk,
        version=record.version,
        school_id=record.school_id,
        school_name=record.school.name,
        year=record.year.label,
        state=record.state,
        title=words.label("title"),
        traded=record.is_traded,
        terms=columns,
        header=header_rows(record, words, _day_of(record, today)),
        contacts_confirmed=_contacts_confirmed(record),
        vision_label=words.label("vision"),
        vision=record.vision,
        section_1=words.label("section_1"),
        inspection=inspection,
        assessment_trajectory=assessment,
        assessments=sections.assessments(),
        level=sections.level(),
        priorities_label=words.label("priorities"),
        priorities=_priorities(record, visits),
        section_2=words.label("section_2"),
        support=sections.support(
            _strands(record, reader), by_term(requests_in(record, reader)), reader
        ),
        section_3=words.label("section_3"),
        by_term=_by_term(record, columns, visits),
        blank_visit=blank_view(_form(record)),
    )


def _column(term: Term, words: Wording, today: date) -> TermColumn:
    return TermColumn(
        id=term.pk,
        kind=term.kind,
        name=words.label(term.kind) or term.name,
        begun=term.start <= today,
        ended=term.end < today,
    )


def _day_of(record: SchoolYearRecord, today: date) -> date:
    """The day whose people the front block names: today, within the record's year."""
    return min(max(today, record.year.start), record.year.end)


def _contacts_confirmed(record: SchoolYearRecord) -> str:
    if record.contacts_confirmed_at is None:
        return ""
    when = in_words(record.contacts_confirmed_at)
    return f"Contacts confirmed by {record.contacts_confirmed_by} on {when}"


def _priorities(record: SchoolYearRecord, visits: list[Visit]) -> tuple[Priority, ...]:
    days = defaultdict(list)
    for visit in visits:
        for link in visit.priorities.all() if visit.is_final else ():
            days[link.priority_id].append(visit.date)
    return tuple(
        Priority(row.pk, row.text, row.closed, row.note, tuple(days[row.pk]))
        for row in record.priorities.all()
    )


def _strands(record: SchoolYearRecord, reader: User) -> list[str]:
    if roles_at(reader, record.school) == {Role.TEAM}:
        return [SupportEntry.Strand.OTHER_TEAMS]
    return list(SupportEntry.Strand)


def _by_term(
    record: SchoolYearRecord, columns: tuple[TermColumn, ...], visible: list[Visit]
) -> tuple[TermVisits, ...]:
    held = set(
        Visit.objects.filter(record=record).held().values_list("term_id", flat=True)
    )
    given = UnvisitedTerm.objects.filter(record=record)
    reasons = dict(given.values_list("term_id", "reason"))
    return tuple(
        TermVisits(
            term=term,
            visits=tuple(
                visit_view(visit) for visit in visible if visit.term_id == term.id
            ),
            none_held=term.ended and term.id not in held,
            reason=reasons.get(term.id, ""),
        )
        for term in columns
    )


def _form(record: SchoolYearRecord) -> VisitTemplate | None:
    forms = VisitTemplate.objects.filter(framework_id=record.framework_id)
    return forms.prefetch_related("prompts").order_by("pk").first()
