"""A request for information of the demonstration, as it stands half prepared."""

from datetime import date

from disclosure.acts import our_act
from disclosure.models import DisclosedItem, Disclosure
from disclosure.queries.names import Known, known_names, proposed
from disclosure.services.marking import Why, mark_words, settle
from disclosure.services.requests import record_request
from disclosure.services.taking import take_record
from reports.demo.cast import THIS_YEAR, Cast, Story, acting, stories
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.working_days import add_working_days


def ask(cast: Cast) -> None:
    """All that the file of requests tells, where a framework has one."""
    for story in stories("requests"):
        _ask(cast, story, cast.head_of_service())


def _ask(cast: Cast, story: Story, by: User) -> None:
    with acting(cast.days.moment(_before(story["received"] - 1), "09:20"), by):
        found = record_request(
            reference=story["reference"],
            school=cast.schools[story["school"]],
            years=[cast.years[THIS_YEAR]],
            asked_for=story["asked_for"],
            act=our_act(),
            received_on=_before(story["received"]),
            by=by,
        )
    with acting(cast.days.moment(_before(1), "14:05"), by):
        take_record(disclosure=found, by=by)
        known = known_names(found.school)
        for item in found.items.all()[: story["settled"]]:
            _work_through(found, item, known, by)


def _work_through(
    found: Disclosure, item: DisclosedItem, known: Known, by: User
) -> None:
    """Withhold the names that are proposed, and settle it."""
    why = Why(our_act().names)
    for named in proposed(item, known):
        mark_words(
            disclosure=found,
            words=named.name,
            why=why,
            by=by,
            only=item,
            any_case=True,
        )
    now = found.items.get(pk=item.pk)
    seen, treatment = now.marked_fingerprint, now.treatment
    section = Why(now.section)
    settle(item=now, treatment=treatment, why=section, seen=seen, by=by)


def _before(days: int) -> date:
    """So many working days before today."""
    return add_working_days(calendar.today(), -days, calendar.closed_days())
