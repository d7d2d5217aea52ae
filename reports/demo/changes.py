"""Who came lately: a school with a new SEP, and somebody who has just been invited."""

from datetime import timedelta

from reports.demo.cast import Cast, Story, acting, read
from schools.models import Post
from schools.services.people import add_person, appoint, end_post
from sitrack.core.models import User
from sitrack.core.roles import Role

ADMINISTRATOR = "ruta_kalnins"


def change_people(cast: Cast) -> None:
    """Play what the file of people says has changed, by the administrator."""
    stories = read("people")
    by = cast.user(ADMINISTRATOR)
    for story in stories["changes"]:
        _hand_over(cast, story, by)
    for story in stories["invited"]:
        _invite(cast, story, by)


def _hand_over(cast: Cast, story: Story, by: User) -> None:
    """The school's SEP leaves, and another begins the day after."""
    first = cast.days.school_day(story["days"])
    school = cast.schools[story["school"]]
    post = Post.objects.get(school=school, role=Role.OFFICER, end=None)
    with acting(cast.days.moment(first, "08:30"), by):
        end_post(post=post, on=first - timedelta(days=1), by=by)
        appoint(
            person=cast.people[story["to"]],
            role=Role.OFFICER,
            start=first,
            school=school,
            title=post.title,
            by=by,
        )


def _invite(cast: Cast, story: Story, by: User) -> None:
    """Somebody with an address and no account is appointed, and so invited."""
    day = cast.days.school_day(story["days"])
    with acting(cast.days.moment(day, "09:00"), by):
        person = add_person(name=story["name"], email=story["email"], by=by)
        appoint(
            person=person,
            role=Role(story["role"]),
            start=day,
            school=cast.schools[story["school"]],
            title=story["title"],
            by=by,
        )
