"""Who works in which team of the authority."""

from django.db import transaction
from django.db.models import Q

from engagement.models import Team, TeamMembership
from schools.models import Person, Post
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_ROLES
from sitrack.core.rules import RuleBroken


class TeamChanged(RuleBroken):
    """Somebody else chose a team first; ``code`` is its code, empty for none."""

    def __init__(self, person: Person, team: Team | None) -> None:
        now = f"in the team {team.name}" if team else "in no team"
        super().__init__(
            f"Somebody else has saved a change meanwhile: {person} is {now} now."
            " Save again if your choice still holds.",
            "team",
        )
        self.code = team.code if team else ""


@transaction.atomic
def choose_team(*, person: Person, team: Team | None, before: str, by: User) -> None:
    """Place a person in a team, or in none, in place of the one that was shown.

    ``before`` is the code of that one, empty for none. Raises TeamChanged where
    somebody else was first, RuleBroken as ``join_team``.
    """
    # Of two who choose at once the second waits here, and then reads the first's.
    Person.objects.select_for_update().get(pk=person.pk)
    held = TeamMembership.objects.filter(person=person).select_related("team").first()
    now = held.team if held else None
    if before != (now.code if now else ""):
        raise TeamChanged(person, now)
    if team:
        join_team(person=person, team=team, by=by)
    else:
        leave_team(person=person, by=by)


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
