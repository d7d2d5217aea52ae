"""The steps that every change of a case takes (SM-7)."""

from collections.abc import Iterable

from plans.models import IntensiveCase
from plans.rules import cases as rules
from schools.access import users_holding
from sitrack.core import delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version

EVERYBODY = (*SCHOOL_LEADERS, Role.CHAIR, Role.OFFICER, Role.LEAD)


def hold(case: IntensiveCase) -> IntensiveCase:
    """The case as it is now; whoever takes another step of it comes after."""
    rows = IntensiveCase.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("school", "record__framework", "record__year")
    held: IntensiveCase = rows.get(pk=case.pk)
    return held


def move(case: IntensiveCase, verb: str, **fields: object) -> None:
    """Take the transition; of two who try at once the second is told (SM-7)."""
    step = rules.check_can(verb, state=case.state)
    try:
        take_next_version(case, expected=case.version)
    except Stale:
        raise RuleBroken(rules.TAKEN) from None
    case.state = step.target
    for name, value in fields.items():
        setattr(case, name, value)
    case.save()


def tell(
    verb: str,
    case: IntensiveCase,
    *,
    by: User | None,
    audience: Audience = Audience.LEADERS,
    **facts: str,
) -> None:
    """Record the event. What only readers of restricted letters may know is filed under
    no school, so that no list of a school's events can hold it."""
    scope = "" if audience == Audience.RESTRICTED else case.school.scope
    events.record(verb, case, by=by, scope=scope, audience=audience, **facts)


def notify(
    case: IntensiveCase, title: str, *, but: User | None, roles: Iterable[Role] = ()
) -> None:
    """Tell both sides by a title and a link, and not the person who acts (DP-14)."""
    people = users_holding(case.school, *(roles or EVERYBODY))
    delivery.notify(
        [user for user in people if but is None or user.pk != but.pk],
        title=f"{title}: {case.school}",
        path=case.get_absolute_url(),
        key=f"case:{case.pk}:{case.version}",
    )
