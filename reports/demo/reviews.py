"""The reviews of plans: recorded, shared, spoken of by both sides."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from engagement.models import Side
from plans.models import Plan, PlanReview
from plans.services.review_comments import comment
from plans.services.reviews import start_and_share
from plans.sittings import Rated, Reviewed, Sitting
from reports.demo.cast import Act, Cast, Story
from schools.access import holders
from sitrack.core.models import User
from sitrack.core.roles import Role
from visits.models import Visit
from visits.services.content import Present
from visits.services.replies import finalise

A_DAY = timedelta(days=1)
QUESTIONS = ("where_now", "who_does_what", "blocks", "other_support")


def acts_of_reviews(cast: Cast, stories: list[Story]) -> list[Act]:
    """Each review as the SEP records it, and what was said of it since."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    school = story["school"]
    officer, head = cast.officer(school), cast.head(school)
    day = cast.day(story["held_on"])
    at = cast.days.done(day, "15:40")
    held: list[PlanReview] = []

    def record() -> None:
        plan = Plan.objects.live().get(school=cast.schools[school])
        sitting = _sitting(cast, story, plan)
        held.append(start_and_share(plan=plan, sitting=sitting, by=officer))

    def says(side: Side, text: str, by: User) -> Callable[[], object]:
        return lambda: comment(review=held[0], side=side, text=text, by=by)

    def finish() -> None:
        visit = Visit.objects.get(plan_review=held[0])
        finalise(visit=visit, expected_version=visit.version, by=officer)

    yield Act(at, officer, record)
    if story.get("comment"):
        yield Act(at + A_DAY, head, says(Side.SCHOOL, story["comment"], head))
    if story.get("reply"):
        yield Act(at + 2 * A_DAY, officer, says(Side.LA, story["reply"], officer))
    if story.get("final"):
        yield Act(at + 3 * A_DAY, officer, finish)


def _sitting(cast: Cast, story: Story, plan: Plan) -> Sitting:
    priorities = list(plan.priorities.prefetch_related("actions"))
    told = list(zip(priorities, story["priorities"], strict=True))
    return Sitting(
        held_on=cast.day(story["held_on"]),
        minutes=story["minutes"],
        present=[
            Present(post.person.name, post.printed_title, post.person)
            for role in (Role.OFFICER, Role.HEADTEACHER)
            for post in holders(plan.school, role)[:1]
        ],
        answers={key: story[key] for key in QUESTIONS if key in story},
        priorities=[
            Reviewed(one.pk, said.get("summary", ""), bool(said.get("skip")))
            for one, said in told
        ],
        ratings=[
            Rated(action.pk, rating["rag"], rating["words"])
            for one, said in told
            for action, rating in zip(
                one.actions.all(), said.get("ratings", []), strict=False
            )
        ],
        on_track=story["on_track"],
        off_track_reasons=story.get("off_track_reasons", ""),
        next_review_at=_next(cast, story),
        over_ceiling_reason="Both sides asked for a longer sitting.",
    )


def _next(cast: Cast, story: Story) -> datetime | None:
    if "next_review" not in story:
        return None
    return cast.moment(story["next_review"], "09:30")
