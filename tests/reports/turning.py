"""What tests of the turning year begin with."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from engagement.models import SchoolYearRecord
from engagement.services.priorities import set_priorities
from engagement.services.records import change_header
from reports.models import Rollover
from reports.services import rollover_job
from reports.services.rollover import Rolled, roll_over
from schools.models import School
from sitrack.core.models import AcademicYear
from tests.universe import Council

LONDON = ZoneInfo("Europe/London")
IN_JULY = datetime(2026, 7, 24, 9, 0, tzinfo=LONDON)
FIRST_DAY = datetime(2026, 9, 1, 9, 0, tzinfo=LONDON)
NEW_YEAR = date(2026, 9, 1)


def next_year() -> AcademicYear:
    return AcademicYear.objects.get(label="2026/27")


def fill(council: Council) -> None:
    """Hawthorn's record, with a vision and two priorities, one of them closed."""
    record = council.record()
    for texts in (["Phonics", "Attendance"], ["Phonics"]):
        set_priorities(
            record=council.record(),
            expected_version=council.record().version,
            texts=texts,
            by=council.sam,
        )
    change_header(
        record=record,
        expected_version=council.record().version,
        vision="Every child reads.",
        adviser="Jo Bell",
        peer_review=None,
        peer_review_note="",
        by=council.sam,
    )


def carry(council: Council, school: School | None = None) -> Rolled:
    """One school's record into 2026/27, by the head of service."""
    return roll_over(
        school=school or council.hawthorn,
        into=next_year(),
        framework=council.framework,
        by=council.hana,
    )


def carry_all(council: Council) -> Rollover:
    """All schools' records into 2026/27, the job done."""
    job = rollover_job.start_rollover(year=next_year(), by=council.hana)
    rollover_job.carry_out(job)
    job.refresh_from_db()
    return job


def records_of(school: School) -> dict[str, str]:
    """The states of a school's records by year."""
    rows = SchoolYearRecord.objects.filter(school=school)
    return dict(rows.values_list("year__label", "state"))
