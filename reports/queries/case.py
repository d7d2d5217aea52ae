"""A school's intensive support on one page: whose turn it is, by when, and the way."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from engagement.models import RestrictedLetter
from engagement.queries.wording import role_name
from engagement.rules.letters import CONCERN, WITHDRAWN
from plans.models import (
    CaseState,
    ExitCheck,
    IntensiveCase,
    PlanReview,
    ReviewState,
)
from plans.queries.case_stages import (
    StageShown,
    knows_of_notice,
    shown_state,
    stages_of,
)
from plans.queries.case_turns import ACKNOWLEDGE, Turn, turns_now
from plans.queries.exits import Standing, standing_by
from plans.rules import cases as rules
from plans.services.cases import form_of_case
from schools.access import audiences_of, is_authority, may, roles_at
from sitrack.core import calendar
from sitrack.core.events import all_told_about
from sitrack.core.models import Audience, Event, User
from sitrack.core.roles import Capability
from sitrack.core.words import worded

C = Capability
STEPS = {
    CaseState.EVALUATION: ("evaluated", "Record the evaluation"),
    CaseState.PLANNING: ("planned", "Record the planning meeting"),
    CaseState.IMPLEMENTING: ("reviewed", "Record the review meeting"),
    CaseState.FINAL6: ("evaluated_finally", "Record the final evaluation"),
}


@dataclass(frozen=True)
class Act:
    """Something that the reader can do now."""

    words: str
    href: str


@dataclass(frozen=True)
class TurnShown:
    """Whose turn it is, as the reader is told."""

    who: str
    words: str
    mine: bool
    due_on: date | None
    left: str
    late: bool


@dataclass(frozen=True)
class CaseShown:
    """Everything that the page says."""

    turns: list[TurnShown]
    acts: list[Act]
    reached: list[str]
    stages: list[StageShown]
    standing: Standing
    check: ExitCheck | None
    notice: RestrictedLetter | None

    @property
    def mine(self) -> bool:
        return any(turn.mine for turn in self.turns)


def days_left(day: date, today: date) -> str:
    """How far a day is away: "12 days left", "today", "3 days over"."""
    days = (day - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{count} left" if days > 0 else f"{count} over"


def case_shown(case: IntensiveCase, user: User) -> CaseShown:
    """The case as this reader may see it, for one that was read with its exit check:
    six queries, whatever the case."""
    form = form_of_case(case)
    today = calendar.today()
    knows = knows_of_notice(case, user)
    check: ExitCheck | None = getattr(case, "exit_check", None)
    standing = standing_by(case, check)
    told = [
        _turn(turn, case, user, knows=knows, today=today)
        for turn in turns_now(case, today)
    ]
    missing = _missing(case, standing, form.pack, knows=knows)
    notice = notice_for(case, user) if knows else None
    return CaseShown(
        turns=sorted(told, key=lambda turn: not turn.mine),
        acts=_acts(case, user, check=check, knows=knows, notice=notice),
        reached=_reached(case, standing, knows=knows),
        stages=stages_of(case, form, knows=knows, missing=missing),
        standing=standing,
        check=check,
        notice=notice,
    )


def notice_for(case: IntensiveCase, user: User) -> RestrictedLetter | None:
    """The notice of concern of this case, or its draft, where the reader may read it."""
    seen = RestrictedLetter.objects.visible_to(user).select_related("type", "year")
    if case.notice_id is not None:
        found: RestrictedLetter | None = seen.filter(pk=case.notice_id).first()
        return found
    drafts = seen.filter(school=case.school_id, course=CONCERN)
    begun = drafts.filter(drafted_at__date__gte=case.opened_on)
    draft: RestrictedLetter | None = begun.exclude(state=WITHDRAWN).first()
    return draft


def _turn(
    turn: Turn, case: IntensiveCase, user: User, *, knows: bool, today: date
) -> TurnShown:
    held = roles_at(user, case.school)
    mine = bool(held & turn.roles)
    names = sorted(role_name(case.record.framework, role) for role in turn.roles)
    who = "The school" if turn.at_school else " or ".join(names)
    if case.state in rules.UNTOLD and not knows:
        who = worded("The {authority}")
    return TurnShown(
        who=who,
        words=turn.words if mine else turn.words[:1].lower() + turn.words[1:],
        mine=mine,
        due_on=turn.due_on,
        left=days_left(turn.due_on, today) if turn.due_on else "",
        late=turn.due_on is not None and turn.due_on < today,
    )


def _missing(
    case: IntensiveCase, standing: Standing, pack: str, *, knows: bool
) -> list[str]:
    """What the present stage still needs."""
    found = {
        CaseState.EVALUATION: ["The evaluation of needs is not recorded"],
        CaseState.PLANNING: ["The planning meeting is not recorded"],
        CaseState.IMPLEMENTING: [
            f"From the school before the review: {pack}",
            "The review meeting is not recorded",
        ],
        CaseState.REVIEW3: ["Whether progress is sufficient is not said yet"],
        CaseState.IMPLEMENTING2: ["The review is not recorded"],
        CaseState.FINAL6: ["The final evaluation is not recorded"],
        CaseState.EXIT_PENDING: [
            words[:1].upper() + words[1:] for words in standing.lacks
        ],
    }.get(CaseState(case.state), [])
    if case.state == CaseState.NOTICE and knows:
        found = ["The notice is not issued"]
    here = shown_state(case, knows=knows)
    if not found and here in {rules.REVIEW3, rules.REVIEW}:
        found = ["What follows the review is not settled yet"]
    if case.acknowledged_at is None and case.is_open:
        said = "The school has not said yet that it has the exit criteria"
        return (
            found if found and case.state == CaseState.EXIT_PENDING else [*found, said]
        )
    return found


def _reached(case: IntensiveCase, standing: Standing, *, knows: bool) -> list[str]:
    """What the school has behind it, the latest first (WIL-N-08)."""
    criteria = len(standing.answers)
    rows = [
        (case.acknowledged_at is not None, "The exit criteria are acknowledged"),
        (case.evaluated_on is not None, "The evaluation of needs was held"),
        (case.planned_on is not None, "The support is planned"),
        (case.reviewed_on is not None, "The three-month review was held"),
        (bool(case.review_note), "Progress was found sufficient"),
        (case.evaluated_finally_on is not None, "The final evaluation was held"),
        (
            standing.met > 0,
            f"{standing.met} of {criteria} exit criteria are met",
        ),
    ]
    return [words for reached, words in reversed(rows) if reached]


def _acts(
    case: IntensiveCase,
    user: User,
    *,
    check: ExitCheck | None,
    knows: bool,
    notice: RestrictedLetter | None,
) -> list[Act]:
    """What the reader can do now, the most pressing first."""
    if not case.is_open:
        return []
    school, found = case.school, []
    state = CaseState(case.state)
    if may(user, C.ANSWER_SUPPORT, school) and case.acknowledged_at is None:
        found.append(
            Act(ACKNOWLEDGE, reverse("plans:case_acknowledge", args=[case.pk]))
        )
    found += _acts_of_the_school(case, user)
    if state in STEPS and may(user, C.STEER_CASE, school):
        verb, words = STEPS[state]
        found.append(_step(case, verb, words))
    if state == CaseState.REVIEW3 and may(user, C.SETTLE_CASE, school):
        found += [
            _step(case, "sufficient", "Progress is sufficient"),
            _step(case, "insufficient", "Progress is a concern"),
        ]
    if knows:
        found += _acts_on_notice(case, user, notice)
    if state == CaseState.EXIT_PENDING:
        found += _acts_on_exit(case, user, check)
    return found


def _acts_of_the_school(case: IntensiveCase, user: User) -> list[Act]:
    """Its part of the review meeting that was sent to it (WIL-T-08)."""
    meets = case.state in {CaseState.IMPLEMENTING, CaseState.FINAL6}
    if not meets or not may(user, C.ANSWER_SUPPORT, case.school):
        return []
    waiting = PlanReview.objects.filter(plan__school=case.school_id)
    sent = waiting.filter(state=ReviewState.SENT).order_by("planned_on").first()
    if sent is None:
        return []
    return [Act("Write the school’s part of the review", sent.get_absolute_url())]


def _acts_on_notice(
    case: IntensiveCase, user: User, notice: RestrictedLetter | None
) -> list[Act]:
    prepares = may(user, C.PREPARE_CONCERN, case.school)
    begin = reverse("engagement:letter_begin", args=[case.school_id])
    if case.state == CaseState.NOTICE and notice is None and prepares:
        return [Act("Prepare the notice of concern", begin)]
    if case.state == CaseState.SCC and may(user, C.PREPARE_STATUTORY, case.school):
        return [Act("Prepare a warning notice", begin)]
    beside = case.state in rules.BESIDE
    if notice is not None and beside:
        return [Act("Open the notice of concern", notice.get_absolute_url())]
    return []


def _acts_on_exit(
    case: IntensiveCase, user: User, check: ExitCheck | None
) -> list[Act]:
    judged = check is not None and check.judged_at is not None
    if judged:
        if not may(user, C.APPROVE_EXIT, case.school):
            return []
        return [
            Act("Approve the exit", reverse("plans:exit_approve", args=[case.pk])),
            Act("Return it", reverse("plans:exit_return", args=[case.pk])),
        ]
    found = []
    if may(user, C.STEER_CASE, case.school):
        href = reverse("plans:exit_check", args=[case.pk])
        found.append(Act("Fill in the exit check", href))
    if check is not None and may(user, C.SETTLE_CASE, case.school):
        href = reverse("plans:exit_ready", args=[case.pk])
        found.append(Act("Judge the school ready to leave", href))
    return found


def _step(case: IntensiveCase, verb: str, words: str) -> Act:
    return Act(words, reverse("plans:case_step", args=[case.pk, verb]))


def case_events(case: IntensiveCase, user: User) -> list[Event]:
    """What was done in the case, as far as the reader is told: what led to a notice of
    concern, only those of the LA who deal with it."""
    told = audiences_of(user, case.school)
    if is_authority(user, case.school) and knows_of_notice(case, user):
        told |= {Audience.RESTRICTED}
    return all_told_about(case, told)
