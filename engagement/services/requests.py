"""Asking another team for support, and answering it (SUF-R-23, SUF-W-18)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from engagement.models import MenuItem, SchoolYearRecord, SupportRequest, Team
from engagement.queries.requests import may_answer, officers_of
from engagement.rules.requests import answers_to
from engagement.services.holding import hold_open
from schools.access import users_holding
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

BOTH_SIDES = (Role.OFFICER, Role.HEADTEACHER, Role.DEPUTY)


@dataclass(frozen=True)
class Asked:
    """What is asked, and of whom: a team, or somebody named in words."""

    team: Team | None
    team_words: str
    text: str
    menu_item: MenuItem | None = None
    needed_by: date | None = None


@transaction.atomic
def send_request(
    *, record: SchoolYearRecord, term: Term, asked: Asked, by: User
) -> SupportRequest:
    """Ask for support in a term; the team's officers are told (SUF-W-18).

    Raises RuleBroken in a locked record, for a term of another year, where not exactly
    one is asked, for an item of another team's menu, and for a day before the term.
    """
    hold_open(record)
    if term.year_id != record.year_id:
        raise RuleBroken(f"{term} is not a term of the record of {record}.")
    if bool(asked.team) == bool(asked.team_words.strip()):
        raise RuleBroken("Choose one team, or say who is asked.", "team")
    item = asked.menu_item
    if item and (asked.team is None or item.team_id != asked.team.pk):
        raise RuleBroken("This line is not of that team’s menu.", "menu_item")
    if asked.needed_by and asked.needed_by < term.start:
        raise RuleBroken("It would be needed before the term begins.", "needed_by")
    request = SupportRequest(
        record=record,
        term=term,
        team=asked.team,
        team_words=asked.team_words.strip(),
        menu_item=item,
        text=asked.text,
        needed_by=asked.needed_by,
        sent_by=by,
        sent_at=clock.now(),
    )
    request.save()
    _tell("request.sent", request, by=by)
    told = officers_of(asked.team) if asked.team else []
    told = told or users_holding(record.school, Role.OFFICER)
    _notify(request, told, "Support from another team is asked for", but=by)
    return request


@transaction.atomic
def answer_request(
    *,
    request: SupportRequest,
    state: str,
    answer: str,
    expected_version: int,
    by: User,
) -> SupportRequest:
    """Accept a request, decline it with a reason, or say that it is done.

    Raises PermissionDenied for whoever it is not asked of, RuleBroken for a state that
    does not follow or a refusal without a reason, Stale where another was first.
    """
    if not may_answer(by, request):
        raise PermissionDenied("This request is not yours to answer.")
    hold_open(request.record)
    take_next_version(request, expected=expected_version)
    if state not in answers_to(request.state):
        raise RuleBroken("This request has been answered already.", "state")
    if state == SupportRequest.State.DECLINED and not answer.strip():
        raise RuleBroken("Say why it is declined.", "answer")
    request.state = state
    request.answer = answer or request.answer
    request.answered_by, request.answered_at = by, clock.now()
    request.save()
    _tell("request.answered", request, by=by, state=request.get_state_display().lower())
    told = [request.sent_by, *users_holding(request.school, *BOTH_SIDES)]
    _notify(request, told, "A request to another team was answered", but=by)
    return request


def _tell(verb: str, request: SupportRequest, *, by: User, **facts: str) -> None:
    events.record(
        verb,
        request,
        by=by,
        scope=request.school.scope,
        audience=Audience.EVERYONE,
        team=request.of,
        term=request.term.name,
        **facts,
    )


def _notify(
    request: SupportRequest, told: list[User], title: str, *, but: User
) -> None:
    delivery.notify(
        [user for user in dict.fromkeys(told) if user != but],
        title=f"{title}: {request.school}",
        path=request.get_absolute_url(),
        key=f"request:{request.pk}:{request.state}",
    )
