"""Finding what a page is about, and refusing whoever may not take a step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from engagement.models import LevelAssignment, SchoolYearRecord
from engagement.queries.proposals import SHOWN_WITH, UNSHOWN, has_part, side_of
from engagement.rules.levels import TRANSITIONS
from engagement.services.level_steps import taken
from schools.access import get_visible_or_404
from schools.finding import Finder
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term, User
from sitrack.core.rules import RuleBroken


def find_record(user: User, pk: int) -> SchoolYearRecord:
    """The record in the user's scope, or 404."""
    found: SchoolYearRecord = _find_record(user, pk)
    return found


@Finder
def _find_record() -> Any:
    return SchoolYearRecord.objects.select_related("school", "year", "framework")


def find_term(record: SchoolYearRecord, pk: int) -> Term:
    """A term of the record's year, or 404."""
    return get_object_or_404(
        Term.objects.select_related("year"), year=record.year, pk=pk
    )


def locked(request: SignedInRequest, record: SchoolYearRecord) -> HttpResponse | None:
    """The way back from a record that takes addenda only (INV-06)."""
    if not record.is_locked:
        return None
    messages.info(request, f"The record of {record} is locked. Nothing was changed.")
    return redirect(record)


def find_level(user: User, pk: int, *, among: Any = None) -> LevelAssignment:
    """The proposal in the user's scope, or 404; ``among`` are rows of a page that shows
    more of each."""
    found: LevelAssignment
    if among is None:
        found = _find_level(user, pk)
    else:
        rows = among.select_related(*SHOWN_WITH).defer(*UNSHOWN)
        found = get_visible_or_404(rows, user, pk=pk)
    found.record.school = found.school
    return found


@Finder
def _find_level() -> Any:
    return LevelAssignment.objects.select_related(*SHOWN_WITH).defer(*UNSHOWN)


def require_part(user: User, verb: str, assignment: LevelAssignment) -> None:
    """403 unless this step is the user's to take."""
    if not has_part(user, verb, assignment):
        raise PermissionDenied("This step is not yours to take.")


def too_late(
    request: SignedInRequest, verb: str, assignment: LevelAssignment
) -> HttpResponse | None:
    """The way back for who opens a step that is taken: a message, never an error page."""
    if assignment.state in TRANSITIONS[verb].sources:
        return None
    messages.info(request, taken(assignment))
    return redirect(home_of(request.user, assignment))


def check_as_seen(assignment: LevelAssignment, version: int) -> None:
    """Refuse a step on a proposal that is not as its page showed it; to be called by
    what a form does, so that everything typed stays on the page. Raises RuleBroken."""
    if version != assignment.version:
        raise RuleBroken(taken(assignment))


def home_of(user: User, assignment: LevelAssignment) -> Any:
    """The proposal's page; the school's for who can see it no longer."""
    if LevelAssignment.objects.visible_to(user).filter(pk=assignment.pk).exists():
        return assignment.get_absolute_url()
    return assignment.school.get_absolute_url()


def term_now(record: SchoolYearRecord) -> Term | None:
    """The term that today is counted in, where it is one of the record's."""
    term = calendar.term_on(calendar.today())
    return term if term and term.year_id == record.year_id else None


def whose(record: SchoolYearRecord, user: User, readers: str) -> dict[str, Any]:
    """What every page says: whose record, which year, which state, who sees it."""
    return {
        "record": record,
        "school": record.school,
        "readers": readers,
        "side": side_of(user, record.school),
    }
