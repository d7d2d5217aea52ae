"""The hours ledger of a school: what was used of the level's ceiling, and on what."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.models import SchoolYearRecord
from engagement.models.hours import ledger_path
from engagement.queries.hours import hours_position, planned_in
from reports.queries.ledger import (
    ON_A_PAGE,
    Hand,
    entries_of,
    every_entry,
    grouped,
    hand_of,
    reads_totals,
)
from reports.sheets.work import HOURS
from schools.access import may, roles_at
from schools.finding import find_name
from schools.models import School
from sitrack.core import calendar, delivery
from sitrack.core.addresses import address
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, Role
from sitrack.core.sheets import asked_as, sheet_file
from visits.meters import meters_at


@require_safe
def hours(request: SignedInRequest, pk: int) -> HttpResponse:
    """Used of ceiling in a term, and each entry (domain 4.2): the authority and the
    school's leaders read all of it, governors the totals, other teams their own."""
    school = find_name(request.user, pk)
    totals = reads_totals(request.user, school)
    entries = may(request.user, Capability.READ_LEDGER, school)
    entries = entries or Role.TEAM in roles_at(request.user, school)
    if not (totals or entries):
        raise PermissionDenied("Your role does not let you read the hours.")
    terms = _terms(school)
    term = _chosen(terms, request.GET.get("term", ""))
    kind = asked_as(request)
    if kind and entries and term:
        return sheet_file(HOURS, every_entry(school, term, request.user), kind)
    record = _record(school, term)
    context: dict[str, Any] = {
        "school": school,
        "term": term,
        "terms": terms,
        "reads_entries": entries,
        "may_propose": may(request.user, Capability.PROPOSE_LEVEL, school),
    }
    if record and term and totals:
        context |= _totals(record, term)
    hand = Hand()
    if record is not None and not record.is_locked:
        hand = hand_of(request.user, record)
        context["record"] = record if hand.person else None
    if term is not None and "term" in request.GET:
        path = ledger_path(school.pk, term.pk)
        delivery.mark_read(request.user, path=path)
    if term is not None and entries:
        sums = grouped(school, term, request.user)
        pages = Paginator(range(sums.entries), ON_A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        found = entries_of(school, term, request.user, page=page.number)
        context |= {
            "page_obj": page,
            "rows": _with_moves(found, hand),
            "groups": sums.groups,
        }
    return render(request, "reports/hours.html", context)


def _totals(record: SchoolYearRecord, term: Term) -> dict[str, Any]:
    """Used and planned of the ceiling, and whether that asks for more (DEC-03)."""
    position = hours_position(record, term)
    planned = planned_in(record, term) if position.ceiling is not None else 0
    day = min(max(calendar.today(), term.start), term.end)
    return {
        "hours": position,
        "meters": meters_at(record, day) if position.ceiling is None else [],
        "planned": planned,
        "more_wanted": not record.is_locked and position.asks_for_more(planned),
        "of_record": record.pk,
    }


def _with_moves(found: Iterable[dict[str, Any]], hand: Hand) -> list[dict[str, Any]]:
    """The rows of a page, with the addresses where the reader corrects and takes back
    each, empty where they may not; a visit's time goes with its visit."""
    rows = []
    for row in found:
        settled = row["reverses"] or row["reversed_by_entry"]
        free = not settled and not row["visit_time__visit"]
        corrects = free and hand.corrects(row["person"])
        takes_back = free and hand.takes_back(row["person"], row["team"])
        rows.append(
            {
                **row,
                "corrects": address("time_correct", row["pk"]) if corrects else "",
                "takes_back": address("time_reverse", row["pk"]) if takes_back else "",
            }
        )
    return rows


def _terms(school: School) -> list[Term]:
    """The terms of the school's records that have begun, the latest first."""
    return _terms_begun(school.pk, calendar.today())


@prepared
def _terms_begun(school: int, today: date) -> Any:
    begun = Term.objects.filter(start__lte=today, year__records__school=school)
    return begun.select_related("year").order_by("-start")


def _chosen(terms: list[Term], asked: str) -> Term | None:
    """The term asked for; the latest for what is none of them."""
    named = (term for term in terms if str(term.pk) == asked)
    return next(named, terms[0] if terms else None)


def _record(school: School, term: Term | None) -> SchoolYearRecord | None:
    if term is None:
        return None
    found: list[SchoolYearRecord] = _records(school.pk, term.year_id)
    for record in found:
        record.school = school
    return next(iter(found), None)


@prepared
def _records(school: int, year: int) -> Any:
    records = SchoolYearRecord.objects.select_related("year", "framework").only(
        *("state", "school", "year__start", "year__end", "framework__digest")
    )
    return records.filter(school=school, year=year).order_by()
