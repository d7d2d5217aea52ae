"""What the form of a review begins with, and who may have been there."""

from plans.models import Plan, PlanReview
from plans.queries.reviews import last_held
from plans.sittings import Sitting, day_of, sitting_of
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import Visit
from visits.queries import Known, known_people
from visits.services.content import Present


def people_of(plan: Plan, *, by: User) -> list[Known]:
    """The school's people and the authority's, and the team around the school."""
    people = known_people(plan.record, lead=by.pk)
    there = {known.person.pk for known in people}
    for member in plan.team.select_related("person"):
        if member.person and member.person.pk not in there:
            people.append(Known(member.person, member.job_title))
            there.add(member.person.pk)
    return people


def beginning(
    plan: Plan,
    review: PlanReview | None,
    visit: Visit | None,
    people: list[Known],
    *,
    by: User,
) -> Sitting:
    """The sitting as its form is opened: as it was saved, else with those who were at
    the last review, or at the plan's meeting, and the author.

    A review that is only planned, or a ``visit`` in the diary, says its day, unless
    that is still to come.
    """
    if review is not None and review.held_on is not None:
        return sitting_of(review)
    planned = visit.date if visit else day_of(review) if review else None
    today = calendar.today()
    return Sitting(
        held_on=planned if planned and planned <= today else today,
        minutes=visit.minutes if visit else None,
        present=_present_before(plan, people, by=by),
    )


def _present_before(plan: Plan, people: list[Known], *, by: User) -> list[Present]:
    last = last_held(plan)
    rows = last.present if last else plan.present
    there = [
        Present(one.name, one.job_title, one.person)
        for one in rows.select_related("person")
    ]
    named = {one.person.pk for one in there if one.person}
    own = [
        Present(known.person.name, known.title, known.person)
        for known in people
        if known.person.user_id == by.pk and known.person.pk not in named
    ]
    return [*own, *there]
