"""What is due of the whole service once, and of no school (WIL-W-04, WIL-G-01)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from engagement.definitions.levels import Cadence
from engagement.definitions.service_duties import ServiceDuties, ServiceDuty
from engagement.models import FrameworkVersion, SchoolYearRecord
from engagement.queries.duties import calendar_of, quarter_of, span_of
from engagement.queries.forms import form_of
from engagement.rules.cadence import Period, periods_of
from engagement.services.records import framework_in_use
from reports.models import BoardReport, LevelReview
from schools.access import roles_anywhere
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import AcademicYear, User
from sitrack.core.remembered import Remembered
from sitrack.core.roles import AUTHORITY_ROLES
from sitrack.core.templatetags.govuk import day as in_words
from sitrack.core.words import word

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class ServiceDue:
    """One thing, in words, with the page where it is done. ``key`` stays the same for
    as long as it is open."""

    key: str
    words: str
    due_on: date
    href: str


def service_due(user: User, until: date) -> list[ServiceDue]:
    """What the framework asks of the whole service, by the roles that the user holds:
    open, begun and due ``until`` a day, the earliest first.

    No query: what is open is remembered, as it changes a few times a year. What was due before the
    first record was opened is not asked for, and what is late is told for a year.
    """
    roles = roles_anywhere(user) & AUTHORITY_ROLES
    if not (roles and word("service_due")):
        return []
    today = calendar.today()
    found = [
        ServiceDue(
            key=f"service-{duty.code}-{period.key}".replace(":", "-").replace(".", "-"),
            words=f"{duty.label}: due by {in_words(period.due_on)}",
            due_on=period.due_on,
            href=_place(duty, period),
        )
        for duty, period in still_open.now()
        if duty.responsible in roles
        and period.start <= today
        and today - A_YEAR <= period.due_on <= until
    ]
    return sorted(found, key=lambda one: (one.due_on, one.key))


def _read() -> tuple[tuple[ServiceDuty, Period], ...]:
    """What is open of every year that the calendar knows, or ahead."""
    framework = framework_in_use(settings.FRAMEWORK)
    asked: ServiceDuties = form_of(framework, "service_due")
    since = _first_opened(framework)
    periods = _open(asked.duties) if since else ()
    return tuple(pair for pair in periods if since and since <= pair[1].due_on)


# Whoever records that something of it was done says that it has changed.
still_open = Remembered(_read)


def _first_opened(framework: FrameworkVersion) -> date | None:
    records = SchoolYearRecord.objects.filter(framework__code=framework.code)
    first = records.aggregate(first=Min("opened_at"))["first"]
    return timezone.localdate(first) if first else None


def _open(duties: Iterable[ServiceDuty]) -> Iterator[tuple[ServiceDuty, Period]]:
    on = calendar_of(list(AcademicYear.objects.values_list("pk", flat=True)))
    anchors = [one for of_a_year in on.anchors.values() for one in of_a_year]
    done = _done()
    for duty in duties:
        rule = Cadence(
            duty.code, duty.activity, duty.label, duty.anchor, duty.responsible
        )
        for period in periods_of(rule, anchors, on.days):
            if period.key not in done[duty.activity]:
                yield duty, period


def _done() -> dict[str, set[str]]:
    reviewed = LevelReview.objects.order_by().values_list("term", flat=True)
    told = BoardReport.objects.order_by().values_list("year", "quarter")
    return {
        "levels_reviewed": {span_of(term) for term in reviewed},
        "themes_reported": {quarter_of(*quarter) for quarter in told},
    }


def _place(duty: ServiceDuty, period: Period) -> str:
    key = period.key.partition(":")[2]
    if duty.activity == "levels_reviewed":
        return f"{address('moderations')}?term={key}"
    return address("board_report", *(int(part) for part in key.split(".")))
