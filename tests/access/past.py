"""Posts that are over, what a deputy is let do, and a year without visits."""

from datetime import date

from engagement.models import SchoolYearRecord
from engagement.services.records import create_record
from schools.services.delegations import delegate
from schools.services.people import appoint, end_post
from sitrack.core import calendar
from sitrack.core.calendar import TermDates
from sitrack.core.roles import Delegable, Role
from tests.universe import TODAY, Council
from visits.services.unvisited import explain_unvisited


def end_with_a_reason(council: Council, reason: str) -> None:
    """Dev was a governor of Hawthorn once; the administrator alone reads why no more."""
    post = appoint(
        person=council.persons["dev"],
        role=Role.GOVERNOR,
        school=council.hawthorn,
        start=date(2023, 9, 1),
        by=council.ada,
    )
    end_post(post=post, on=date(2024, 7, 31), reason=reason, by=council.ada)


def let_a_deputy_act(council: Council) -> None:
    """Helen lets Dev agree plans, and propose no level."""
    post = council.persons["dev"].posts.get(role=Role.DEPUTY)
    days = {"start": TODAY, "until": date(2026, 7, 22)}
    delegate(to=post, things=[Delegable.PLANS], **days, by=council.helen)


def explain_a_year_before(council: Council, reason: str) -> SchoolYearRecord:
    """Hawthorn's record of the year before, and why it had no visit that autumn."""
    start = date(2024, 9, 2)
    year = calendar.open_year(
        label="2024/25",
        start=start,
        end=date(2025, 8, 31),
        terms=[
            TermDates(
                *("autumn", "Autumn", start, date(2024, 12, 20)),
                *(date(2024, 10, 28), date(2024, 11, 1)),
            )
        ],
        by=None,
    )
    record = create_record(
        school=council.hawthorn, year=year, framework=council.framework, by=council.sam
    )
    explain_unvisited(
        record=record,
        term=year.terms.get(kind="autumn"),
        reason=reason,
        expected_version=0,
        by=council.sam,
    )
    return record
