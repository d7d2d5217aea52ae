"""Who is around a school, and what was done there lately."""

from schools.access import audiences_of
from schools.models import Post, School
from sitrack.core import calendar
from sitrack.core.models import Event, User
from sitrack.core.roles import Role

RECENT_EVENTS = 15
NEWEST_EVENTS = 6
PEOPLE = {
    Role.HEADTEACHER: "Headteacher",
    Role.DEPUTY: "Deputy headteacher",
    Role.OFFICER: "SEP",
    Role.LEAD: "RLE",
    Role.CHAIR: "Chair of governors",
}


def people_of(school: School) -> list[tuple[str, str]]:
    """Who leads and who accompanies the school: what they are, and their names."""
    posts = Post.objects.at(school).in_force(calendar.today())
    found = posts.filter(role__in=PEOPLE).select_related("person")
    named = sorted(found, key=lambda post: list(PEOPLE).index(Role(post.role)))
    return [(_called(post), post.person.name) for post in named]


def _called(post: Post) -> str:
    """The post's own title where it has one: an executive headteacher is one."""
    if post.title or post.acting:
        return post.printed_title
    return PEOPLE[Role(post.role)]


def events_of(school: School, user: User) -> dict[str, list[Event]]:
    """What was done, newest first, as far as this reader is told: one query."""
    told = Event.objects.within(school.scope).told_to(audiences_of(user, school))
    events = list(told[:RECENT_EVENTS])
    return {"newest": events[:NEWEST_EVENTS], "older": events[NEWEST_EVENTS:]}
