"""What falls due once a year: the meeting with an academy, the audit of safeguarding."""

from datetime import date

import pytest

from engagement.models import FrontSheetSide, Obligation, Side
from engagement.services.records import open_record
from reports.services.summaries import refresh
from schools.models import School, TradedAgreement
from tests.universe import Council


def due(school: School, code: str) -> list[Obligation]:
    """What a line asks of a school this year."""
    refresh([school.pk])
    rows = Obligation.objects.filter(school=school, rule__code=code, cancelled="")
    return list(rows)


@pytest.mark.item("CAD-15", "WIL-G-04", "WIL-T-12")
def test_an_academy_meets_the_authority_once_a_year_and_others_need_not(
    wiltshire: Council,
) -> None:
    academy = wiltshire.academy
    TradedAgreement.objects.create(school=academy, start=date(2025, 9, 1))
    open_record(
        school=academy,
        year=wiltshire.year,
        framework=wiltshire.framework,
        by=wiltshire.sam,
    )
    (asked,) = due(academy, "WIL-G-04")
    assert asked.label == (
        "Annual meeting with the principal and the Chair of the Governing Board"
    )
    assert asked.due_on == date(2026, 8, 28)
    assert due(wiltshire.hawthorn, "WIL-G-04") == []


@pytest.mark.item("CAD-15", "WIL-T-13")
def test_the_day_on_the_front_sheet_meets_the_audit_of_safeguarding(
    wiltshire: Council,
) -> None:
    (asked,) = due(wiltshire.hawthorn, "WIL-T-13")
    assert (asked.responsible, asked.met_on) == ("headteacher", None)
    FrontSheetSide.objects.create(
        record=wiltshire.record(),
        side=Side.SCHOOL,
        answers={"WIL-V-13": "2025-10-17"},
    )
    (asked,) = due(wiltshire.hawthorn, "WIL-T-13")
    assert (asked.met_on, asked.met_kind) == (date(2025, 10, 17), "front_sheet")
