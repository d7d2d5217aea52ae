"""Requests to other teams: whose they are to answer, and what is asked."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from engagement.models import SchoolYearRecord, SupportRequest, Team
from schools.access import is_authority, may
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability, Role

SHOWN_WITH = ("record__school", "record__year", "term", "team", "menu_item")
State = SupportRequest.State


def officers_of(team: Team) -> list[User]:
    """The accounts of a team's officers, by their posts today."""
    posts = Post.objects.filter(
        role=Role.TEAM, person__team_membership__team__code=team.code
    )
    people = posts.in_force(calendar.today()).order_by().values("person")
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))


def may_answer(user: User, request: SupportRequest) -> bool:
    """The team's officers answer; where none of them has an account, or no team is
    asked, the school's own officers write down what they were told."""
    if SupportRequest.objects.asked_of(user).filter(pk=request.pk).exists():
        return True
    school = request.record.school
    ours = is_authority(user, school) and may(user, Capability.EDIT_RECORD, school)
    return ours and (request.team is None or not officers_of(request.team))


def requests_in(record: SchoolYearRecord, reader: User) -> list[SupportRequest]:
    """What is asked of other teams in a year, as far as the reader may see it."""
    rows = SupportRequest.objects.visible_to(reader).filter(record=record)
    return list(rows.select_related(*SHOWN_WITH))


def open_in(record: SchoolYearRecord, reader: User) -> list[SupportRequest]:
    """What is asked of other teams and neither declined nor done (SUF-R-23)."""
    rows = SupportRequest.objects.visible_to(reader).filter(record=record)
    rows = rows.filter(state__in=[State.SENT, State.ACCEPTED])
    return list(rows.select_related(*SHOWN_WITH).order_by("term__start", "pk"))


def by_term(requests: Iterable[SupportRequest]) -> dict[int, tuple[str, ...]]:
    """The requests of each term as the record prints them."""
    lines: dict[int, tuple[str, ...]] = {}
    for row in requests:
        lines[row.term_id] = (*lines.get(row.term_id, ()), row.line)
    return lines


def asked_of_team(user: User) -> Any:
    """What is asked of the user's team: what waits first, the longest first."""
    order = Case(
        When(state=State.SENT, then=Value(0)),
        When(state=State.ACCEPTED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = SupportRequest.objects.asked_of(user).select_related(*SHOWN_WITH)
    return rows.order_by(order, "sent_at", "pk")
