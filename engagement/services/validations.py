"""Planning a visit of validation, agreeing it, and what it found (DEC-20, LET-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import FrameworkVersion, Validation, ValidationState
from engagement.queries.gradings import gradings_form
from engagement.rules import validations as rules
from engagement.services.gradings import Graded, enter_gradings
from schools.access import users_holding
from schools.models import School
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


@dataclass(frozen=True)
class Planned:
    """What is proposed: which kind, what it looks at, and when."""

    kind: str
    indicators: tuple[str, ...]
    scheduled_on: date


@dataclass(frozen=True)
class Outcome:
    """What was found: a grade of each indicator, and whether SCO-13 is true."""

    held_on: date
    grades: Mapping[str, str]
    agenda: bool
    report: str


@transaction.atomic
def propose_validation(
    *, school: School, framework: FrameworkVersion, planned: Planned, by: User
) -> Validation:
    """Propose a visit; one is planned at a time. Raises RuleBroken."""
    form = gradings_form(framework)
    kind = form.validation(planned.kind) if form else None
    if form is None or kind is None:
        raise RuleBroken("Choose what kind of visit it is", "kind")
    if any(form.indicator(code) is None for code in planned.indicators):
        raise RuleBroken("Choose indicators from the list", "indicators")
    rules.check_plan(
        wanted=kind.indicators,
        indicators=planned.indicators,
        name=kind.short,
        day=planned.scheduled_on,
        today=calendar.today(),
    )
    try:
        with transaction.atomic():
            made = Validation.objects.create(
                school=school,
                kind=kind.code,
                kind_name=kind.short,
                indicators=list(planned.indicators),
                scheduled_on=planned.scheduled_on,
                proposed_by=by,
                proposed_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            f"A visit is planned for {school} already. It is held or cancelled before"
            " another is planned."
        ) from None
    _tell("validation.proposed", made, by=by)
    _notify(made, users_holding(school, *SCHOOL_LEADERS, Role.LEAD), by)
    return made


@transaction.atomic
def agree_validation(
    *, validation: Validation, expected_version: int, by: User
) -> Validation:
    """Agree what another proposed. Raises Stale and RuleBroken."""
    rules.check_can("agree", state=validation.state)
    if validation.proposed_by_id == by.pk:
        raise RuleBroken("Somebody else agrees what you proposed.")
    take_next_version(validation, expected=expected_version)
    validation.state = ValidationState.AGREED
    validation.agreed_by, validation.agreed_at = by, clock.now()
    validation.save()
    _tell("validation.agreed", validation, by=by)
    people = users_holding(validation.school, *SCHOOL_LEADERS, Role.OFFICER)
    _notify(validation, people, by)
    return validation


@transaction.atomic
def hold_validation(
    *,
    validation: Validation,
    framework: FrameworkVersion,
    outcome: Outcome,
    expected_version: int,
    by: User,
) -> Validation:
    """Write down that it was held and what it found; the grades become gradings.

    Raises Stale and RuleBroken.
    """
    rules.check_can("hold", state=validation.state)
    rules.check_held(
        graded=outcome.grades,
        indicators=validation.indicators,
        day=outcome.held_on,
        today=calendar.today(),
    )
    if not outcome.report.strip():
        raise RuleBroken("Write what was found", "report")
    take_next_version(validation, expected=expected_version)
    validation.state, validation.held_on = ValidationState.HELD, outcome.held_on
    validation.agenda, validation.report = outcome.agenda, outcome.report.strip()
    validation.save()
    form = gradings_form(framework)
    sources = form.sources if form else ()
    source = next(one.code for one in sources if one.validation == validation.kind)
    enter_gradings(
        school=validation.school,
        framework=framework,
        graded=Graded(source, outcome.held_on, outcome.grades),
        validation=validation,
        by=by,
    )
    _tell("validation.held", validation, by=by)
    _notify(
        validation, users_holding(validation.school, *SCHOOL_LEADERS, Role.LEAD), by
    )
    return validation


@transaction.atomic
def cancel_validation(
    *, validation: Validation, reason: str, expected_version: int, by: User
) -> Validation:
    """Take a planned visit out, with the reason. Raises Stale and RuleBroken."""
    rules.check_can("cancel", state=validation.state)
    if not reason.strip():
        raise RuleBroken("Say why it is cancelled.", "reason")
    take_next_version(validation, expected=expected_version)
    validation.state = ValidationState.CANCELLED
    validation.cancel_reason = reason.strip()
    validation.save()
    _tell("validation.cancelled", validation, by=by, reason=reason.strip())
    return validation


def _tell(verb: str, validation: Validation, *, by: User, **data: str) -> None:
    events.record(
        verb,
        validation,
        by=by,
        scope=validation.school.scope,
        audience=Audience.LEADERS,
        **data,
    )


def _notify(validation: Validation, people: list[User], by: User) -> None:
    delivery.notify(
        [one for one in people if one.pk != by.pk],
        title=f"{validation.kind_name} {validation.get_state_display().lower()}:"
        f" {validation.school}",
        path=validation.get_absolute_url(),
        key=f"validation:{validation.pk}:{validation.state}",
    )
