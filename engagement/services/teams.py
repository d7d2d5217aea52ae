"""Who works in which team of the authority."""

from django.db import transaction

from engagement.models import Team, TeamMembership
from schools.models import Person
from sitrack.core import events
from sitrack.core.models import Audience, User


@transaction.atomic
def join_team(*, person: Person, team: Team, by: User | None) -> TeamMembership:
    """Place a person in a team, in place of the one before (DP-07)."""
    membership, _ = TeamMembership.objects.update_or_create(
        person=person, defaults={"team": team}
    )
    events.record("team.joined", membership, by=by, audience=Audience.SYSTEM)
    return membership
