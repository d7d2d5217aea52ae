"""More hours than the ceiling are a reason to propose a level (DEC-03, SUF-F-04)."""

from engagement.models import SchoolYearRecord
from engagement.queries.hours import hours_position, planned_in
from sitrack.core.templatetags.govuk import hours

LONGEST = 10


def reason_for_more(record: SchoolYearRecord, asked: str) -> str:
    """What a proposal starts with: the figures of the term that was asked about, where
    more is planned or used in it than the ceiling; else nothing."""
    if not (asked.isdecimal() and len(asked) < LONGEST):
        return ""
    term = record.year.terms.filter(pk=int(asked)).first()
    if term is None:
        return ""
    position, planned = hours_position(record, term), planned_in(record, term)
    if not position.asks_for_more(planned):
        return ""
    return (
        f"The school needs more hours in {term.name} than the level’s ceiling of"
        f" {hours(position.ceiling)}: {hours(planned)} planned, {hours(position.used)}"
        " used."
    )
