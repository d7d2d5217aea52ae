"""A longer timescale: the board that allows it, requests and decisions (INV-12)."""

from datetime import date

from django.db import IntegrityError, transaction

from plans.models import Plan, PlanExtension, PlanState
from plans.queries.timescale import days_of, limits, takes_board
from plans.rules import extensions as rules
from plans.rules import plans as steps
from plans.services.plan_steps import both_sides, move, notify, tell
from schools.access import users_holding
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

State, Basis = PlanExtension.State, PlanExtension.Basis
OVER = "This plan has ended, so its timescale stands as it is."


@transaction.atomic
def record_board(
    *,
    plan: Plan,
    since: date | None,
    until: date | None,
    expected_version: int,
    by: User,
) -> Plan:
    """Record from when to when an Interim Executive Board is in place (SUF-E-23).

    Without days the entry is taken back. Raises Stale, RuleBroken.
    """
    if plan.state in (PlanState.CLOSED, PlanState.CANCELLED):
        raise RuleBroken(OVER)
    rules.check_board(
        lengthens=takes_board(plan), since=since, until=until, today=calendar.today()
    )
    rests_on = plan.extensions.filter(basis=Basis.IEB, state=State.APPROVED)
    rules.check_board_goes(relied_on=rests_on.exists(), since=since)
    take_next_version(plan, expected=expected_version)
    plan.ieb_from, plan.ieb_to = since, until
    plan.save()
    tell("plan.board_recorded", plan, by=by, days=_days(since, until))
    return plan


@transaction.atomic
def ask_extension(
    *, plan: Plan, new_end: date, reason: str, by: User, exception: bool = False
) -> PlanExtension:
    """Ask for a later end; whoever decides on it is told.

    What it rests on follows from the day: the level's limit, the board, or else an
    ``exception``, which has to be asked for as one (ACC-052). Raises RuleBroken.
    """
    steps.check_can("extend", state=plan.state)
    steps.check_reason(reason, verb="extend")
    old_end = days_of(plan)[1]
    rules.check_longer(new_end=new_end, ends_on=old_end, today=calendar.today())
    basis = _basis(plan, new_end, exception=exception)
    try:
        with transaction.atomic():
            asked = PlanExtension.objects.create(
                plan=plan,
                basis=basis,
                old_end=old_end,
                new_end=new_end,
                reason=reason.strip(),
                asked_by=by,
                asked_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            "A longer timescale is asked for already. It waits for a decision."
        ) from None
    tell("plan.extension_asked", plan, by=by, day=_say(new_end))
    decider = Role.HEAD if basis == Basis.EXCEPTION else Role.LEAD
    people = users_holding(plan.school, decider)
    notify(plan, people, "A longer plan waits for your decision", but=by, of=asked)
    return asked


@transaction.atomic
def approve_extension(
    *, extension: PlanExtension, by: User, note: str = ""
) -> PlanExtension:
    """Let the plan last longer. Of two who decide at once the second is told.

    Raises RuleBroken for one's own request, and where what it rested on is gone.
    """
    plan = extension.plan
    rules.check_decider(asked_by=extension.asked_by_id, decided_by=by.pk)
    _decide(extension, State.APPROVED, note, by=by)
    rules.check_still_so(old_end=extension.old_end, ends_on=days_of(plan)[1])
    exception = extension.basis == Basis.EXCEPTION
    _basis(plan, extension.new_end, exception=exception)
    move(plan, "extend", ends_on=extension.new_end)
    tell("plan.extended", plan, by=by, day=_say(extension.new_end))
    people = [*both_sides(plan), extension.asked_by]
    notify(plan, dict.fromkeys(people), "A plan lasts longer", but=by)
    return extension


@transaction.atomic
def decline_extension(
    *, extension: PlanExtension, note: str, by: User
) -> PlanExtension:
    """Turn a request down with a reason; the plan's end stays. Raises RuleBroken."""
    rules.check_decider(asked_by=extension.asked_by_id, decided_by=by.pk)
    rules.check_note(note)
    _decide(extension, State.DECLINED, note, by=by)
    plan = extension.plan
    tell("plan.extension_declined", plan, by=by, day=_say(extension.new_end))
    asker = [extension.asked_by]
    notify(plan, asker, "A longer plan was declined", but=by, of=extension)
    return extension


def let_go(plan: Plan, *, note: str, by: User | None) -> None:
    """Decline what is still asked for of a plan that ends; where that follows from
    something else, it is let go in the name of whoever asked."""
    for extension in plan.extensions.filter(state=State.ASKED):
        decider = by or extension.asked_by
        _decide(extension, State.DECLINED, note, by=decider)


def _decide(extension: PlanExtension, state: str, note: str, *, by: User) -> None:
    now = clock.now()
    said = {"decided_by": by, "decided_at": now, "decision_note": note.strip()}
    waiting = PlanExtension.objects.filter(pk=extension.pk, state=State.ASKED)
    if not waiting.update(state=state, **said):
        extension.refresh_from_db()
        rules.check_asked(state=extension.state)
    extension.refresh_from_db()


def _basis(plan: Plan, new_end: date, *, exception: bool) -> str:
    base, limit = limits(plan, calendar.terms_from(plan.starts_on or new_end))
    return rules.basis_of(
        new_end,
        base=base,
        with_board=limit,
        takes_board=takes_board(plan),
        exception=exception,
    )


def _days(since: date | None, until: date | None) -> str:
    if since is None:
        return "none"
    return f"from {_say(since)}" + (f" to {_say(until)}" if until else "")


def _say(day: date) -> str:
    return f"{day:%-d %B %Y}"
