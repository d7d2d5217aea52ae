"""Who can lead a visit at a school."""

from engagement.models import FrameworkVersion, TeamMembership
from engagement.queries.wording import post_title
from schools.access import holders, is_authority
from schools.models import Person, School
from sitrack.core.models import User
from sitrack.core.roles import Role

Leads = dict[str, tuple[Person, str]]
HERE = (Role.OFFICER, Role.LEAD, Role.TEAM)


def leads_at(school: School, framework: FrameworkVersion, *, by: User) -> Leads:
    """By key, who may lead a visit that this person plans: two queries.

    The authority chooses among its own people for the school and the officers of
    every other team; an officer of another team plans visits of their own.
    """
    here = sorted(holders(school, *HERE), key=lambda post: HERE.index(Role(post.role)))
    leads: Leads = {}
    for post in here:
        title = post_title(framework, post)
        leads.setdefault(str(post.person_id), (post.person, title))
    teams = TeamMembership.objects.filter(team__framework=framework)
    for member in teams.select_related("person", "team").order_by("person__name"):
        key, title = str(member.person_id), member.team.name
        leads[key] = (member.person, title)
    if is_authority(by, school):
        return leads
    return {key: one for key, one in leads.items() if one[0].user_id == by.pk}
