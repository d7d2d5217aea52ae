"""Colleagues of other teams to whom a note can be passed on (WIL-V-48)."""

from dataclasses import dataclass

from engagement.models import FrameworkVersion, TeamMembership
from engagement.queries.wording import role_name
from schools.models import Person, Post
from sitrack.core import calendar
from sitrack.core.roles import Role


@dataclass(frozen=True)
class Colleague:
    """Somebody of another team, and what they look after."""

    person: Person
    theme: str

    @property
    def label(self) -> str:
        return f"{self.theme}: {self.person.name}"


def colleagues_of(framework: FrameworkVersion) -> dict[str, Colleague]:
    """Everybody who works in another team today, by their key, by theme: two queries."""
    posts = Post.objects.filter(role=Role.TEAM).in_force(calendar.today())
    people = {post.person_id: post.person for post in posts.select_related("person")}
    members = TeamMembership.objects.filter(person__in=people)
    teams = dict(members.values_list("person_id", "team__name"))
    otherwise = role_name(framework, Role.TEAM)
    found = [Colleague(one, teams.get(key, otherwise)) for key, one in people.items()]
    ordered = sorted(found, key=lambda one: (one.theme, one.person.name))
    return {str(one.person.pk): one for one in ordered}
