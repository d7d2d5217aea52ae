"""A record that somebody reads: whose eyes, which words, which of its sections."""

from dataclasses import dataclass
from datetime import date

from engagement.models import SchoolYearRecord
from reports.record_view.sections import Sections
from reports.record_view.shapes import TermColumn
from reports.record_view.wording import Wording
from schools.access import may, roles_at
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import GOVERNANCE, Capability, Role


@dataclass(frozen=True)
class Reading:
    """One record, its reader, and the framework's printed words."""

    record: SchoolYearRecord
    reader: User
    words: Wording
    page: str = ""

    @property
    def is_team(self) -> bool:
        return roles_at(self.reader, self.record.school) == {Role.TEAM}

    @property
    def is_governance(self) -> bool:
        """Governors know a planned visit's day and nothing else of it (ACC-082)."""
        return roles_at(self.reader, self.record.school) <= GOVERNANCE

    def may(self, capability: Capability) -> bool:
        """Whether the reader may change this part: never once the record is locked."""
        if self.record.is_locked:
            return False
        return may(self.reader, capability, self.record.school)


def sections_of(reading: Reading) -> Sections:
    """The record's grids, still unread, with the terms of its year: one query."""
    terms = calendar.terms_of(reading.record.year)
    today = calendar.today()
    columns = tuple(_column(term, today, reading.words) for term in terms)
    return Sections(reading.record, reading.words, terms, columns)


def _column(term: Term, today: date, words: Wording) -> TermColumn:
    name = words.label(term.kind) or term.name
    begun, ended = term.start <= today, term.end < today
    return TermColumn(term.pk, term.kind, name, begun=begun, ended=ended)
