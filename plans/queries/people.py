"""Who can be named in a plan: those who work with the school, and its own team."""

from plans.models import Plan
from visits.queries import Known, known_people


def people_of(plan: Plan) -> list[Known]:
    """The people whose posts reach the school, then those of the team around it."""
    people = {known.person.pk: known for known in known_people(plan.record)}
    for member in plan.team.exclude(person=None).select_related("person"):
        if member.person:
            people.setdefault(member.person.pk, Known(member.person, member.job_title))
    return list(people.values())
