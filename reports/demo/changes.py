"""Who came and went lately, who acts, who comes next year and who is just invited; and
a school that is to become one with another."""

from datetime import timedelta

from reports.demo.cast import Cast, Story, acting, read
from schools.models import Post, SchoolChange
from schools.services.delegations import delegate
from schools.services.people import add_person, appoint, end_post
from schools.services.post_changes import hand_on
from schools.services.proposed_changes import Ending, propose_change
from sitrack.core.models import User
from sitrack.core.roles import Delegable, Role
from visits.models import Visit, VisitState
from visits.services.guests import give_access

ADMINISTRATOR = "ruta_kalnins"


def change_people(cast: Cast) -> None:
    """Play what the file of people says has changed, by the administrator."""
    stories = read("people")
    by = cast.user(ADMINISTRATOR)
    for story in stories["changes"]:
        _hand_over(cast, story, by)
    for story in stories["leaving"]:
        _leave(cast, story, by)
    for story in stories["next_year"]:
        _hand_on(cast, story, by)
    for story in stories["invited"]:
        _invite(cast, story, by)


def propose_an_amalgamation(cast: Cast) -> None:
    """The infant school is to become one school with the junior school, once somebody
    confirms it."""
    by, day = cast.user(ADMINISTRATOR), cast.days.school_day(-3)
    ending = Ending(
        cast.schools["linnet_lane"].pk,
        SchoolChange.Kind.AMALGAMATION,
        cast.schools["thrushgate"].pk,
        cast.years[1].end,
    )
    with acting(cast.days.moment(day, "09:40"), by):
        propose_change(ending=ending, by=by)


def let_guests_read(cast: Cast) -> None:
    """Play which heads let the head of another school read their last final note."""
    for story in read("people")["guests"]:
        school, by = cast.schools[story["school"]], cast.head(story["school"])
        final = Visit.objects.filter(
            record__school=school, state=VisitState.FINAL
        ).newest_first()
        at = cast.days.moment(cast.days.school_day(story["days"]), "16:20")
        with acting(at, by):
            give_access(
                item=final.filter(final_at__lt=at)[0],
                person=cast.people[story["who"]],
                until=cast.days.school_day(story["until"]["days"]),
                reason=story["reason"],
                by=by,
            )


def let_deputies_act(cast: Cast) -> None:
    """Play which heads have said what their deputies may do for them."""
    for story in read("people")["delegated"]:
        school, by = cast.schools[story["school"]], cast.head(story["school"])
        first = cast.days.school_day(story["days"])
        post = Post.objects.get(
            school=school, role=Role.DEPUTY, person=cast.people[story["to"]]
        )
        with acting(cast.days.moment(first, "08:50"), by):
            delegate(
                to=post,
                things=[Delegable(thing) for thing in story["things"]],
                start=first,
                until=cast.years[1].end,
                by=by,
            )


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


def _leave(cast: Cast, story: Story, by: User) -> None:
    """A headteacher's last day; the deputy acts from the day after, or nobody does."""
    last = cast.days.school_day(story["days"])
    school = cast.schools[story["school"]]
    post = Post.objects.get(
        school=school, role=Role.HEADTEACHER, person=cast.people[story["who"]]
    )
    with acting(cast.days.moment(last, "16:00"), by):
        end_post(post=post, on=last, reason=story["reason"], by=by)
        if "acts" in story:
            appoint(
                person=cast.people[story["acts"]],
                role=Role.HEADTEACHER,
                start=last + timedelta(days=1),
                school=school,
                title=post.title,
                acting=True,
                by=by,
            )


def _hand_on(cast: Cast, story: Story, by: User) -> None:
    """The school's next SEP is known already, and begins with the next school year."""
    school = cast.schools[story["school"]]
    post = Post.objects.get(school=school, role=Role.OFFICER, end=None)
    with acting(cast.days.moment(cast.days.school_day(-1), "15:00"), by):
        hand_on(
            posts=[post],
            to=cast.people[story["to"]],
            last_day=cast.years[1].end,
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
