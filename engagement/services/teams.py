"""Who works in which team of the authority."""

from django.db import transaction
from django.db.models import Q

from engagement.models import Team, TeamMembership
from schools.models import Person, Post
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_ROLES
from sitrack.core.rules import RuleBroken


@transaction.atomic
def join_team(*, person: Person, team: Team, by: User | None) -> TeamMembership:
    """Place a person in a team, in place of the one before (DP-07).

    Raises RuleBroken for somebody who works or governs at a school: a team is of the
    authority.
    """
    posts = Post.objects.filter(person=person, role__in=SCHOOL_ROLES)
    if posts.filter(Q(end=None) | Q(end__gte=calendar.today())).exists():
        raise RuleBroken(f"{person} has a post at a school.", "team")
    membership, _ = TeamMembership.objects.update_or_create(
        person=person, defaults={"team": team}
    )
    events.record(
        "team.joined", person, by=by, audience=Audience.SYSTEM, team=team.name
    )
    return membership


@transaction.atomic
def leave_team(*, person: Person, by: User) -> None:
    """Take a person out of their team; who is in none stays so, and nothing is told."""
    left, _ = TeamMembership.objects.filter(person=person).delete()
    if left:
        events.record("team.left", person, by=by, audience=Audience.SYSTEM)
